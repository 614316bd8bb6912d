package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.text.NationalPhones;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Checks events against TikTok's specification and writes them as they are to be sent.
 *
 * <p>It finds every broken rule, not the first only. An optional value that is wrong costs the
 * value and a warning, not the event: a malformed phone number beside a good e-mail address is left
 * out. It costs the event if it was the last thing to match an offline event by, or if leaving it
 * out would make another event of it.
 *
 * <pre>{@code
 * PreparedEvent prepared = EventValidator.of(EventSourceType.WEB).validate(event).orThrow();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EventValidator {
  private static final int MAX_SPARES = 16;

  private final EventSchema schema;
  private final boolean strict;
  private final boolean limitedDataUse;
  private final Clock clock;

  /** Writers that no thread is using, with their buffers; each thread looks at one place. */
  private final AtomicReferenceArray<@Nullable EventWriter> spares =
      new AtomicReferenceArray<>(MAX_SPARES);

  private final @Nullable ZoneId timeZone;
  private final @Nullable NationalPhones phones;

  private EventValidator(Builder builder) {
    this.schema = EventSchema.of(builder.type);
    this.strict = builder.strict;
    this.limitedDataUse = builder.limitedDataUse && schema.has("limited_data_use");
    this.clock = builder.clock;
    this.timeZone = builder.timeZone;
    this.phones = builder.phones;
  }

  /**
   * Returns the validator for a kind of source with the usual settings: not strict, by the system's
   * clock.
   */
  public static EventValidator of(EventSourceType type) {
    return builder(type).build();
  }

  /** Returns a builder of a validator for a kind of source. */
  public static Builder builder(EventSourceType type) {
    return new Builder(type);
  }

  /** Returns the schema that events are checked against. */
  public EventSchema schema() {
    return schema;
  }

  /**
   * Returns all that is wrong with {@code event}, and the event as it can be sent, if it can.
   * Throws nothing.
   */
  @CheckReturnValue
  public ValidationResult validate(Event event) {
    Objects.requireNonNull(event, "event");
    int place = (int) (Thread.currentThread().getId() % MAX_SPARES);
    EventWriter writer = spares.getAndSet(place, null);
    if (writer == null) {
      writer = new EventWriter(schema, strict, limitedDataUse, timeZone, phones);
    }
    ValidationResult result = writer.write(event, clock.instant().getEpochSecond());
    spares.setRelease(place, writer);
    return result;
  }

  /** Builds an {@link EventValidator}; not safe for use by several threads. */
  public static final class Builder {
    private final EventSourceType type;
    private boolean strict;
    private boolean limitedDataUse;
    private Clock clock = Clock.systemUTC();
    private @Nullable ZoneId timeZone;
    private @Nullable NationalPhones phones;

    private Builder(EventSourceType type) {
      this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * Sets whether documented rules also hold where TikTok is known not to enforce them, and
     * whether any wrong value costs the event. By default {@code false}.
     */
    public Builder strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /**
     * Sets {@code limited_data_use} for events that don't set it, where the source has that field.
     * By default {@code false}: it is not sent.
     */
    public Builder limitedDataUse(boolean limitedDataUse) {
      this.limitedDataUse = limitedDataUse;
      return this;
    }

    /**
     * Sets the zone of times that have none, such as {@code ZoneId.of("Asia/Tokyo")}. By default
     * {@code null}: they are refused, since a guess would move events by hours. Times with a zone
     * keep it.
     */
    public Builder timeZone(@Nullable ZoneId zone) {
      this.timeZone = zone;
      return this;
    }

    /**
     * Sets the country of phone numbers that have no country code: in {@code JP}, {@code
     * 090-1234-5678} is {@code +819012345678}. With {@code row} it is what the row's {@code
     * user.country} says. By default {@code null}: such numbers are refused. Needs Google's
     * libphonenumber, {@code com.googlecode.libphonenumber:libphonenumber}, which this library
     * doesn't bring.
     *
     * @throws IllegalArgumentException if it is neither a country nor {@code row}
     * @throws IllegalStateException if libphonenumber isn't there
     */
    public Builder phoneCountry(@Nullable String country) {
      this.phones = country == null ? null : NationalPhones.of(country);
      return this;
    }

    /** Sets the clock by which an event is old or in the future. By default the system's. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Returns the validator. */
    @CheckReturnValue
    public EventValidator build() {
      return new EventValidator(this);
    }
  }
}
