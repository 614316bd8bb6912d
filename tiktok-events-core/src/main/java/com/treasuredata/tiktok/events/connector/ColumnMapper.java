package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the rows of a table or query (connector.md, "Rows").
 *
 * <p>Column names, in any case, are TikTok's paths: {@code event}, {@code user.email}; with an
 * underscore for the dot, {@code user_email}; or the last name alone, {@code email}. An object or
 * array may come as one column, as a map or list or as JSON: {@code user}, {@code contents}. Other
 * names under {@code properties.} are custom properties. So the row {@code {event=Purchase,
 * event_time=1767225600, email=ada@example.com, properties.gift=true}} becomes an event with a user
 * and properties. Columns that match nothing are not sent.
 *
 * <p>Values stay as they are; reading and checking them is for the validator. Safe for use by
 * several threads.
 */
public final class ColumnMapper implements RecordMapper<Map<String, ?>> {
  private static final int MOST_UNMATCHED = 100;
  private static final int MOST_CACHED = 10_000;

  private final ColumnNames names;
  private final Map<String, ColumnNames.Target> targets = new ConcurrentHashMap<>();
  private final Set<String> unmatched = new ConcurrentSkipListSet<>();

  private ColumnMapper(EventSourceType type) {
    this.names = ColumnNames.of(type);
  }

  /**
   * Returns the mapper of a table with these columns.
   *
   * @param type the kind of source that the events are for
   * @param columns all columns of the table
   * @throws InvalidColumnsException if a needed column is missing, or several columns give the same
   *     field
   */
  public static ColumnMapper forColumns(EventSourceType type, List<String> columns) {
    ColumnMapper mapper = new ColumnMapper(Objects.requireNonNull(type, "type"));
    Objects.requireNonNull(columns, "columns");
    List<String> problems = mapper.names.problems(columns);
    if (!problems.isEmpty()) {
      throw new InvalidColumnsException(problems);
    }
    columns.forEach(mapper::target);
    return mapper;
  }

  /**
   * Returns a mapper of rows that name their own columns, as JSON Lines do.
   *
   * @param type the kind of source that the events are for
   */
  public static ColumnMapper forRows(EventSourceType type) {
    return new ColumnMapper(Objects.requireNonNull(type, "type"));
  }

  /**
   * Returns the columns seen so far that match no field and so are not sent, each with the nearest
   * name if there is one: {@code "emial (did you mean email?)"}. At most 100.
   */
  public Set<String> unmatchedColumns() {
    return Collections.unmodifiableSet(unmatched);
  }

  /**
   * Returns the event that a row tells of.
   *
   * @throws InvalidEventException if two columns of this row give different values for one field
   */
  @Override
  public Event map(Map<String, ?> row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, ?> column : Objects.requireNonNull(row, "row").entrySet()) {
      Object value = column.getValue();
      if (value != null && !isBlank(value)) {
        add(fields, target(column.getKey()), value);
      }
    }
    Event.Builder event = Event.builder();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      event.field(field.getKey(), field.getValue());
    }
    return event.build();
  }

  private ColumnNames.Target target(String column) {
    ColumnNames.Target known = targets.get(column);
    if (known != null) {
      return known;
    }
    ColumnNames.Target target = names.resolve(column);
    if (target.isNothing() && unmatched.size() < MOST_UNMATCHED) {
      unmatched.add(names.explain(column));
    }
    if (targets.size() < MOST_CACHED && column.length() <= ShownName.LONGEST) {
      targets.put(column, target);
    }
    return target;
  }

  private void add(Map<String, Object> event, ColumnNames.Target target, Object value) {
    if (target.isNothing()) {
      return;
    }
    if (target.isObject()) {
      addObject(event, target.name(), value);
    } else if (target.parent().isEmpty()) {
      put(event, "", target.name(), value);
    } else {
      put(objectIn(event, target.parent()), target.parent(), target.name(), value);
    }
  }

  /** Adds the members of an object given as one column to what single columns give. */
  private void addObject(Map<String, Object> event, String name, Object value) {
    Map<?, ?> members = value instanceof Map<?, ?> map ? map : parsed(value);
    if (members == null) {
      if (!isNothing(value)) {
        event.put(name, value); // The validator says what it should be.
      }
      return;
    }
    Map<String, Object> object = objectIn(event, name);
    for (Map.Entry<?, ?> member : members.entrySet()) {
      Object inner = member.getValue();
      if (inner != null && !isBlank(inner)) {
        put(object, name, names.member(name, String.valueOf(member.getKey())), inner);
      }
    }
  }

  private static @Nullable Map<?, ?> parsed(Object value) {
    try {
      return value instanceof String json && JsonTree.parse(json) instanceof Map<?, ?> map
          ? map
          : null;
    } catch (MalformedJsonException e) {
      return null; // No object: the caller keeps the text.
    }
  }

  /** Returns the object of that name; one that goes nowhere if the row gives something else. */
  @SuppressWarnings("unchecked") // Maps in an event are made here, of texts and objects.
  private static Map<String, Object> objectIn(Map<String, Object> event, String name) {
    Object object = event.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    return object instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
  }

  private static void put(Map<String, Object> object, String parent, String name, Object value) {
    Object other = object.put(name, value);
    if (other != null && !isSame(other, value)) {
      String path = (parent.isEmpty() ? "" : parent + '.') + ShownName.of(name);
      throw new InvalidEventException(
          List.of(
              new Violation(
                  path,
                  Rule.UNREADABLE,
                  Severity.ERROR,
                  "two columns of this record give different values")));
    }
  }

  /** Lists and maps are compared by identity: they may have no end. */
  private static boolean isSame(Object one, Object other) {
    boolean isNested = other instanceof Collection || other instanceof Map;
    return one == other || (!isNested && one.equals(other));
  }

  private static boolean isNothing(Object value) {
    return value instanceof Collection<?> items
        ? items.isEmpty()
        : value instanceof String text && JsonTree.isNothing(text);
  }

  private static boolean isBlank(Object value) {
    return value instanceof String text && TextForm.isBlank(text);
  }
}
