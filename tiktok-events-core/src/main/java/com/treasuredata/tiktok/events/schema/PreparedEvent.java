package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as it goes over the wire: checked, normalised and hashed.
 *
 * <p>Only {@link EventValidator} makes one, so a raw e-mail address, phone number or name can't be
 * in it where TikTok takes a digest. Immutable, as long as nobody writes into {@link #encode}'s
 * array.
 */
public final class PreparedEvent {
  private final EventSchema schema;
  private final byte[] json;
  private final String name;
  private final long time;
  private final @Nullable String eventId;

  /** Of {@link SentFields}. */
  private final int sentFields;

  private final int userStart;
  private final int userEnd;

  /** What of the bytes counts otherwise than it is sent; {@code null} if nothing does. */
  private final CanonicalForm.@Nullable Edits edits;

  PreparedEvent(
      EventSchema schema, byte[] json, EventFacts facts, CanonicalForm.@Nullable Edits edits) {
    this.schema = schema;
    this.json = json;
    this.name = facts.name();
    this.time = facts.time;
    this.eventId = facts.eventId;
    this.sentFields = facts.sentFields;
    this.userStart = facts.userStart;
    this.userEnd = facts.userEnd;
    this.edits = edits;
  }

  /** Returns the kind of source that the event was checked for. */
  public EventSourceType type() {
    return schema.type();
  }

  /** Returns the event's name, such as {@code Purchase}. */
  public String name() {
    return name;
  }

  /** Returns when it happened, in Unix seconds. */
  public long time() {
    return time;
  }

  /** Returns the event's id, if it has one. */
  public Optional<String> eventId() {
    return Optional.ofNullable(eventId);
  }

  /** Returns when the event happened. */
  public Instant eventTime() {
    return Instant.ofEpochSecond(time);
  }

  /**
   * Returns what TikTok can match the event by; the same object for all events that have the same
   * of them. It takes no time.
   */
  public Set<Identifier> identifiers() {
    return SentFields.identifiers(sentFields);
  }

  /**
   * Returns whether TikTok can match the event to a person at all; an app event's address doesn't
   * suffice (events-api.md §3).
   */
  public boolean canBeMatched() {
    return SentFields.canBeMatched(type(), sentFields);
  }

  /** Returns whether {@code properties.value} is sent. */
  public boolean hasValue() {
    return (sentFields & SentFields.VALUE) != 0;
  }

  /** Returns whether {@code properties.currency} is sent. */
  public boolean hasCurrency() {
    return (sentFields & SentFields.CURRENCY) != 0;
  }

  /**
   * Returns the fields as they are sent, each object's in the order of their names: texts, numbers,
   * booleans, lists and maps. They are read from the bytes, each time that somebody asks.
   */
  public Map<String, Object> fields() {
    return SentTree.of(schema, json);
  }

  /**
   * Returns the fields of the object {@code user} as {@link #fields} has them, which takes less
   * time; empty if none are sent.
   */
  public Map<String, Object> userFields() {
    return userEnd == 0 ? Map.of() : SentTree.ofUser(schema, json, userStart, userEnd);
  }

  /**
   * Returns the event as UTF-8 JSON on one line, the same bytes for the same content on every
   * machine. The members of each object stand in the order of their names.
   *
   * <p>It is the array that is sent, not a copy: don't change it.
   */
  public byte[] encode() {
    return json;
  }

  /**
   * Returns what the event's derived id is made of: {@code encoded}, what {@link #encode} returned,
   * but that custom fields count by their text, whatever type they came as: {@code {"floor":3}} is
   * {@code {"floor":"3"}}.
   */
  public byte[] canonical(byte[] encoded) {
    Objects.requireNonNull(encoded, "encoded");
    return edits == null ? encoded : edits.applyTo(encoded);
  }

  /** Returns which fields are sent, not their values. */
  @Override
  public String toString() {
    return "PreparedEvent" + fields().keySet();
  }
}
