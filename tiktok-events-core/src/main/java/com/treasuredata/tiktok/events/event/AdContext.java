package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The ad that a measurement partner credits (events-api.md §2.6). Mind TikTok's names: {@code
 * ad_id} is the ad <em>group</em>, {@code creative_id} is the ad.
 */
public final class AdContext extends FieldMap {
  private AdContext(Builder builder) {
    super(builder);
  }

  /** Returns a builder with no field set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds {@link AdContext}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /** Sets the attribution callback. App. */
    public Builder callback(@Nullable String callback) {
      return field("callback", callback);
    }

    /** Sets the campaign's id. App. */
    public Builder campaignId(@Nullable String campaignId) {
      return field("campaign_id", campaignId);
    }

    /** Sets the ad group's id, TikTok's {@code ad_id}. App. */
    public Builder adGroupId(@Nullable String adGroupId) {
      return field("ad_id", adGroupId);
    }

    /** Sets the ad's id, TikTok's {@code creative_id}. App. */
    public Builder adId(@Nullable String adId) {
      return field("creative_id", adId);
    }

    /** Sets whether the ad was a retargeting ad. App. */
    public Builder isRetargeting(@Nullable Boolean isRetargeting) {
      return field("is_retargeting", isRetargeting);
    }

    /** Sets whether the partner attributed the event to TikTok. App. */
    public Builder attributed(@Nullable Boolean attributed) {
      return field("attributed", attributed);
    }

    /** Sets how it was attributed, as in {@code click_through}. App. */
    public Builder attributionType(@Nullable String attributionType) {
      return field("attribution_type", attributionType);
    }

    /** Sets who attributed it. App. */
    public Builder attributionProvider(@Nullable String attributionProvider) {
      return field("attribution_provider", attributionProvider);
    }

    /** Sets TikTok's share of the credit, from 0 to 1. App and web. */
    public Builder attributionShare(@Nullable BigDecimal attributionShare) {
      return field("attribution_share", attributionShare);
    }

    /** Returns the AdContext with the fields set so far. */
    @CheckReturnValue
    public AdContext build() {
      return new AdContext(this);
    }
  }
}
