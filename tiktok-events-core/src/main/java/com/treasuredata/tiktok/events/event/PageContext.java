package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The web page on which it happened (events-api.md §2.4). */
public final class PageContext extends FieldMap {
  private PageContext(Builder builder) {
    super(builder);
  }

  /** Returns a builder with no field set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the page with this full URL. */
  public static PageContext of(String url) {
    return builder().url(Objects.requireNonNull(url, "url")).build();
  }

  /** Builds {@link PageContext}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /** Sets the full URL, query included. */
    public Builder url(@Nullable String url) {
      return field("url", url);
    }

    /** Sets the full URL of the page before. */
    public Builder referrer(@Nullable String referrer) {
      return field("referrer", referrer);
    }

    /** Returns the PageContext with the fields set so far. */
    @CheckReturnValue
    public PageContext build() {
      return new PageContext(this);
    }
  }
}
