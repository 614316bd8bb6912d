package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields and rules of one kind of event source (events-api.md §2 to §4 and §7). Immutable and
 * safe for use by several threads.
 *
 * <p>{@code EventSchema.of(EventSourceType.WEB).has("user.email")} is true.
 */
public final class EventSchema {
  private static final List<EventField> TABLE = FieldTable.fields();

  /** The event itself, and the objects in it, {@code properties.contents} last. */
  private static final List<ObjectFields> OBJECTS = objects();

  private static final ObjectFields USER = object("user");

  private static final @Nullable ObjectFields[] OF_FIELDS =
      new @Nullable ObjectFields[TABLE.size()];

  private static final Map<EventSourceType, EventSchema> SCHEMAS =
      new EnumMap<>(EventSourceType.class);

  static {
    for (ObjectFields object : OBJECTS) {
      EventField field = object.field();
      if (field != null) {
        OF_FIELDS[field.index()] = object;
      }
    }
    for (EventSourceType type : EventSourceType.values()) {
      SCHEMAS.put(type, new EventSchema(type));
    }
  }

  private final EventSourceType type;
  private final EventNames names;

  private EventSchema(EventSourceType type) {
    this.type = type;
    this.names = new EventNames(type);
  }

  private static List<ObjectFields> objects() {
    List<ObjectFields> objects = new ArrayList<>();
    objects.add(new ObjectFields(0, "", TABLE));
    for (FieldType type : List.of(FieldType.OBJECT, FieldType.OBJECT_LIST)) {
      for (EventField field : TABLE) {
        if (field.type() == type) {
          objects.add(new ObjectFields(objects.size(), field.path(), TABLE));
        }
      }
    }
    return List.copyOf(objects);
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

  /** Returns whether events of this source have the field at {@code path}. */
  public boolean has(String path) {
    EventField field = FieldTable.find(Objects.requireNonNull(path, "path"));
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
    return OBJECTS.stream()
        .filter(object -> object.path().equals(parent))
        .findFirst()
        .map(ObjectFields::byName)
        .orElse(Map.of());
  }

  /** Returns the event itself, and the objects in it, each at its number. */
  static List<ObjectFields> objectsOfEvents() {
    return OBJECTS;
  }

  /** Returns the object that is the value of a field. */
  static ObjectFields object(EventField field) {
    ObjectFields object = OF_FIELDS[field.index()];
    if (object == null) {
      throw new IllegalArgumentException(field.path());
    }
    return object;
  }

  /** Returns the object at a path. */
  static ObjectFields object(String path) {
    for (ObjectFields object : OBJECTS) {
      if (object.path().equals(path)) {
        return object;
      }
    }
    throw new IllegalArgumentException(path);
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
    EventField field = USER.named(name.strip().toLowerCase(Locale.ROOT));
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
