package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.event.EventProperties.ContentType;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One product of an event (events-api.md §2.3, {@code contents[]}).
 *
 * <p>{@code Content.builder().id("SKU-1").price(new BigDecimal("9.90")).quantity(2L).build()}
 * becomes {@code {"content_id":"SKU-1","price":9.9,"quantity":2}}.
 */
public final class Content extends FieldMap {
  private Content(Builder builder) {
    super(builder);
  }

  /** Returns a builder with no field set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds {@link Content}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /** Sets the product's id in the catalogue. */
    public Builder id(@Nullable String id) {
      return field("content_id", id);
    }

    /** Sets the product's name. */
    public Builder name(@Nullable String name) {
      return field("content_name", name);
    }

    /** Sets the product's category. */
    public Builder category(@Nullable String category) {
      return field("content_category", category);
    }

    /** Sets the product's brand. */
    public Builder brand(@Nullable String brand) {
      return field("brand", brand);
    }

    /**
     * Sets what the id names, where Events API 1.0 had it; TikTok now reads {@link
     * EventProperties.Builder#contentType}.
     */
    public Builder contentType(@Nullable ContentType contentType) {
      return field("content_type", contentType == null ? null : contentType.wireName());
    }

    /** Sets the price of one. */
    public Builder price(@Nullable BigDecimal price) {
      return field("price", price);
    }

    /** Sets how many. */
    public Builder quantity(@Nullable Long quantity) {
      return field("quantity", quantity);
    }

    /** Returns the Content with the fields set so far. */
    @CheckReturnValue
    public Content build() {
      return new Content(this);
    }
  }
}
