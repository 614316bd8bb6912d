package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import java.util.Map;
import java.util.Optional;
import okio.Buffer;

/**
 * An event as it goes over the wire: checked, normalised and hashed.
 *
 * <p>Only {@link EventValidator} makes one, so a raw e-mail address, phone number or name can't be
 * in it where TikTok takes a digest. Immutable.
 */
public final class PreparedEvent {
  private final EventSourceType type;
  private final Map<String, Object> fields;

  /** Creates one of fields that can't be changed, neither they nor what is in them. */
  PreparedEvent(EventSourceType type, Map<String, Object> fields) {
    this.type = type;
    this.fields = fields;
  }

  /** Returns the kind of source that the event was checked for. */
  public EventSourceType type() {
    return type;
  }

  /** Returns the event's id, if it has one. */
  public Optional<String> eventId() {
    return Optional.ofNullable((String) fields.get("event_id"));
  }

  /**
   * Returns the fields as they are sent, in the schema's order: texts, numbers, booleans, lists and
   * maps.
   */
  public Map<String, Object> fields() {
    return fields;
  }

  /**
   * Returns the event as UTF-8 JSON on one line, the same bytes for the same content on every
   * machine.
   */
  public byte[] encode() {
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
