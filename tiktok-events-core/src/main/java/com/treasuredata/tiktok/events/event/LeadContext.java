package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lead that a CRM event is about (events-api.md §2.7); every CRM event needs one. */
public final class LeadContext extends FieldMap {
  private LeadContext(Builder builder) {
    super(builder);
  }

  /** Returns a builder with no field set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the lead with this TikTok id. */
  public static LeadContext of(String id) {
    return builder().id(Objects.requireNonNull(id, "id")).build();
  }

  /** Builds {@link LeadContext}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /** Sets TikTok's id of the lead. */
    public Builder id(@Nullable String id) {
      return field("lead_id", id);
    }

    /** Sets the name of the CRM, as in {@code HubSpot}. */
    public Builder source(@Nullable String source) {
      return field("lead_event_source", source);
    }

    /** Returns the LeadContext with the fields set so far. */
    @CheckReturnValue
    public LeadContext build() {
      return new LeadContext(this);
    }
  }
}
