package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields and rules of one kind of event source (events-api.md §2 to §4 and §7). Immutable and
 * safe for use by several threads.
 *
 * <p>{@code EventSchema.of(EventSourceType.WEB).field("user.email")} is a field that is sent
 * hashed.
 */
public final class EventSchema {
  private static final List<EventField> TABLE = FieldTable.create();
  private static final EventField[] NO_FIELDS = {};
  private static final Map<EventSourceType, EventSchema> SCHEMAS =
      new EnumMap<>(EventSourceType.class);

  static {
    for (EventSourceType type : EventSourceType.values()) {
      SCHEMAS.put(type, new EventSchema(type));
    }
  }

  private final EventSourceType type;
  private final Map<String, EventField> byPath = new LinkedHashMap<>();
  private final Map<String, Map<String, EventField>> byParent = new LinkedHashMap<>();
  private final Map<String, EventField[]> arrays = new HashMap<>();
  private final EventNames names;

  private EventSchema(EventSourceType type) {
    this.type = type;
    this.names = new EventNames(type);
    for (EventField field : TABLE) {
      byPath.put(field.path(), field);
      byParent
          .computeIfAbsent(field.parent(), parent -> new LinkedHashMap<>())
          .put(field.name(), field);
    }
    byParent.forEach(
        (parent, fields) -> arrays.put(parent, fields.values().toArray(new EventField[0])));
  }

  /** Returns the schema of a kind of source. */
  @SuppressWarnings("NullAway") // The static block puts one in for every type.
  public static EventSchema of(EventSourceType type) {
    return SCHEMAS.get(Objects.requireNonNull(type, "type"));
  }

  /** Returns the kind of source. */
  public EventSourceType type() {
    return type;
  }

  /**
   * Returns all fields that TikTok documents for any source, in the order in which they are sent.
   */
  public List<EventField> fields() {
    return TABLE;
  }

  /** Returns the field at {@code path}, such as {@code user.email}. */
  public Optional<EventField> field(String path) {
    return Optional.ofNullable(byPath.get(Objects.requireNonNull(path, "path")));
  }

  /** Returns whether events of this source have the field at {@code path}. */
  public boolean has(String path) {
    EventField field = byPath.get(Objects.requireNonNull(path, "path"));
    return field != null && field.presence(type) != Presence.NOT_APPLICABLE;
  }

  /**
   * Returns the schema as JSON Schema 2020-12, with what that can't say in members whose names
   * start with {@code x-}.
   */
  public String toJsonSchema() {
    return JsonSchemaPrinter.print(this);
  }

  /** Returns the fields and rules as a table for people. */
  public String toTable() {
    return TablePrinter.print(this);
  }

  /** Returns the fields directly inside an object, by name; {@code ""} is the event itself. */
  Map<String, EventField> fieldsOf(String parent) {
    return byParent.getOrDefault(parent, Map.of());
  }

  /** Returns the same as an array, which nobody changes: each event walks through it. */
  EventField[] arrayOf(String parent) {
    return arrays.getOrDefault(parent, NO_FIELDS);
  }

  Collection<EventField> sentFieldsOf(String parent) {
    return fieldsOf(parent).values().stream()
        .filter(field -> field.presence(type) != Presence.NOT_APPLICABLE)
        .toList();
  }

  /**
   * Returns whether {@code name}, in any case, is that of an identifier, which {@code user} has
   * hashed.
   */
  boolean isHashedInUser(String name) {
    EventField field = fieldsOf("user").get(name.strip().toLowerCase(Locale.ROOT));
    return field != null && field.hashing() == Hashing.ALWAYS;
  }

  EventNames names() {
    return names;
  }

  @Override
  public String toString() {
    return "EventSchema[" + type + ']';
  }
}
