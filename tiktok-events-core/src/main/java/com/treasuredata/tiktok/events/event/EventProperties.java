package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What it was about: amounts, products and whatever else describes the event (events-api.md §2.3).
 * Any other name set with {@link Builder#field} is sent as a custom property.
 */
public final class EventProperties extends FieldMap {
  /** What content ids name (events-api.md §2.3). */
  public enum ContentType {
    /** Single products: the catalogue's {@code sku_id}. */
    PRODUCT,
    /** Groups of products: the catalogue's {@code item_group_id}. */
    PRODUCT_GROUP;

    /** Returns the name that TikTok uses, in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a customer is new (events-api.md §2.3). */
  public enum CustomerType {
    /** Bought for the first time. */
    NEW,
    /** Bought before. */
    RETURNING;

    /** Returns the name that TikTok uses, in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How goods reach the customer (events-api.md §2.3). */
  public enum DeliveryCategory {
    /** Bought in the shop. */
    IN_STORE,
    /** Handed over at the kerb. */
    CURBSIDE,
    /** Delivered. */
    HOME_DELIVERY;

    /** Returns the name that TikTok uses, in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private EventProperties(Builder builder) {
    super(builder);
  }

  /** Returns a builder with no field set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds {@link EventProperties}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the ISO 4217 code of the currency of {@code value} and of the prices, as in {@code USD}.
     */
    public Builder currency(@Nullable String currency) {
      return field("currency", currency);
    }

    /** Sets the total amount: that of the order, not the price of one item. */
    public Builder value(@Nullable BigDecimal value) {
      return field("value", value);
    }

    /** Sets what the content ids name: products or groups of products. */
    public Builder contentType(@Nullable ContentType contentType) {
      return field("content_type", contentType == null ? null : contentType.wireName());
    }

    /** Sets the ids of the products, as in the catalogue. */
    public Builder contentIds(@Nullable List<String> contentIds) {
      return field("content_ids", contentIds);
    }

    /** Sets how many items there are in all. */
    public Builder numItems(@Nullable Long numItems) {
      return field("num_items", numItems);
    }

    /** Sets what was searched for. */
    public Builder searchString(@Nullable String searchString) {
      return field("search_string", searchString);
    }

    /** Sets what was searched for, by the name that it had in Events API 1.0. */
    public Builder query(@Nullable String query) {
      return field("query", query);
    }

    /** Sets a description of the item or page. */
    public Builder description(@Nullable String description) {
      return field("description", description);
    }

    /** Sets the order's id. */
    public Builder orderId(@Nullable String orderId) {
      return field("order_id", orderId);
    }

    /** Sets the shop's id. */
    public Builder shopId(@Nullable String shopId) {
      return field("shop_id", shopId);
    }

    /** Sets whether the customer is new. Web and app. */
    public Builder customerType(@Nullable CustomerType customerType) {
      return field("customer_type", customerType == null ? null : customerType.wireName());
    }

    /** Sets how the goods reach the customer. */
    public Builder deliveryCategory(@Nullable DeliveryCategory deliveryCategory) {
      return field(
          "delivery_category", deliveryCategory == null ? null : deliveryCategory.wireName());
    }

    /** Sets the predicted life-time value of the customer, in {@code currency}. */
    public Builder predictedLtv(@Nullable BigDecimal predictedLtv) {
      return field("predicted_ltv", predictedLtv);
    }

    /** Sets the products, one entry each. */
    public Builder contents(@Nullable List<Content> contents) {
      return field("contents", contents);
    }

    /** Sets {@code value} and {@code currency} together: {@code value("59.90", "USD")}. */
    public Builder value(@Nullable String value, @Nullable String currency) {
      return field("value", value).currency(currency);
    }

    /** Returns the EventProperties with the fields set so far. */
    @CheckReturnValue
    public EventProperties build() {
      return new EventProperties(this);
    }
  }
}
