package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okio.Buffer;

/**
 * An event as it goes over the wire: checked, normalised and hashed.
 *
 * <p>Only {@link EventValidator} makes one, so a raw e-mail address, phone number or name can't be
 * in it where TikTok takes a digest. Immutable.
 */
public final class PreparedEvent {
  private final EventSchema schema;
  private final Map<String, Object> fields;

  private final String name;
  private final long time;

  /** Of {@link SentFields}. */
  private final int sentFields;

  /** Whether custom fields were found, which may count otherwise than they are sent. */
  private final boolean hasCustomFields;

  /** Creates one of fields that can't be changed, neither they nor what is in them. */
  PreparedEvent(
      EventSchema schema,
      Map<String, Object> fields,
      CrossFieldRules rules,
      boolean hasCustomFields) {
    this.schema = schema;
    this.fields = fields;
    this.sentFields = rules.sentFields();
    this.name = rules.name();
    this.time = rules.time();
    this.hasCustomFields = hasCustomFields;
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
    return Optional.ofNullable((String) fields.get("event_id"));
  }

  /** Returns when the event happened. */
  public Instant eventTime() {
    Number seconds = (Number) Objects.requireNonNull(fields.get("event_time"), "event_time");
    return Instant.ofEpochSecond(seconds.longValue());
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
   * booleans, lists and maps.
   */
  public Map<String, Object> fields() {
    return fields;
  }

  /**
   * Returns the event as UTF-8 JSON on one line, the same bytes for the same content on every
   * machine. The members of each object stand in the order of their names.
   */
  public byte[] encode() {
    return bytes(fields);
  }

  /**
   * Returns what the event's derived id is made of: {@code encoded}, what {@link #encode} returned,
   * but that custom fields count by their text, whatever type they came as: {@code {"floor":3}} is
   * {@code {"floor":"3"}}.
   */
  public byte[] canonical(byte[] encoded) {
    Objects.requireNonNull(encoded, "encoded");
    return hasCustomFields ? bytes(new CanonicalForm(schema).of("", fields)) : encoded;
  }

  private static byte[] bytes(Map<String, Object> fields) {
    Buffer buffer = new Buffer();
    JsonTree.write(fields, buffer);
    return buffer.readByteArray();
  }

  /** Returns which fields are sent, not their values. */
  @Override
  public String toString() {
    return "PreparedEvent" + fields.keySet();
  }
}
