package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did, to be told to TikTok (events-api.md §2.1).
 *
 * <p>{@code
 * Event.builder(EventName.SEARCH).occurredAt(instant).pageUrl("https://shop.example/?q=tee").build()}
 * becomes {@code
 * {"event":"Search","event_time":1767225600,"page":{"url":"https://shop.example/?q=tee"}}}.
 *
 * <p>Any event can be built; whether it can be sent is for {@code EventValidator} to say, which
 * knows the rules of each event source. Immutable and safe for use by several threads.
 */
public final class Event extends FieldMap {
  static {
    madeBy(Event::new);
  }

  private Event(Builder builder) {
    super(builder);
  }

  private Event(FieldKey[] keys, @Nullable Object[] values) {
    super(keys, values);
  }

  /** Returns a builder of an event with this name. */
  public static Builder builder(EventName name) {
    return builder().field("event", Objects.requireNonNull(name, "name").value());
  }

  /** Returns a builder with no field set, for rows that may lack any of them. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds an {@link Event}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the id by which TikTok counts an event once, however often and by whichever channel it
     * arrives (§6): the same as your web pixel's, if it reports the event too.
     */
    public Builder eventId(@Nullable String eventId) {
      return field("event_id", eventId);
    }

    /** Sets when it happened; sent as Unix seconds. */
    public Builder occurredAt(@Nullable Instant time) {
      return field("event_time", time == null ? null : time.getEpochSecond());
    }

    /** Sets who did it. */
    public Builder user(@Nullable UserData user) {
      return field("user", user);
    }

    /** Sets what it was about. */
    public Builder properties(@Nullable EventProperties properties) {
      return field("properties", properties);
    }

    /** Sets the web page on which it happened. Web. */
    public Builder page(@Nullable PageContext page) {
      return field("page", page);
    }

    /** Sets the full URL of the web page on which it happened; short for {@link #page}. Web. */
    public Builder pageUrl(@Nullable String url) {
      return url == null ? this : nested("page", "url", url);
    }

    /** Sets the app in which it happened. App. */
    public Builder app(@Nullable AppContext app) {
      return field("app", app);
    }

    /** Sets the ad that a measurement partner credits. App, and the share also for web. */
    public Builder ad(@Nullable AdContext ad) {
      return field("ad", ad);
    }

    /** Sets the lead that it is about. CRM. */
    public Builder lead(@Nullable LeadContext lead) {
      return field("lead", lead);
    }

    /**
     * Sets whether TikTok is to limit its use of this event's data where the law gives people that
     * right (§7). {@code true} needs a public {@code user.ip}. Web and app.
     */
    public Builder limitedDataUse(@Nullable Boolean limited) {
      return field("limited_data_use", limited);
    }

    /** Returns the event with the fields set so far. */
    @CheckReturnValue
    public Event build() {
      return new Event(this);
    }
  }
}
