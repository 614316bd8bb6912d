package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The app in which it happened (events-api.md §2.5); every app event needs one. */
public final class AppContext extends FieldMap {
  private AppContext(Builder builder) {
    super(builder);
  }

  /** Returns a builder with no field set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the app with this id in its store: digits for iOS, the package name for Android. */
  public static AppContext of(String id) {
    return builder().id(Objects.requireNonNull(id, "id")).build();
  }

  /** Builds {@link AppContext}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /** Sets the id in the app's store: digits for iOS, the package name for Android. */
    public Builder id(@Nullable String id) {
      return field("app_id", id);
    }

    /** Sets the app's name. */
    public Builder name(@Nullable String name) {
      return field("app_name", name);
    }

    /** Sets the app's version, as in {@code 3.0.2}. */
    public Builder version(@Nullable String version) {
      return field("app_version", version);
    }

    /** Returns the AppContext with the fields set so far. */
    @CheckReturnValue
    public AppContext build() {
      return new AppContext(this);
    }
  }
}
