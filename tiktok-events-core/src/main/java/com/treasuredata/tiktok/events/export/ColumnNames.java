package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.EventField;
import com.treasuredata.tiktok.events.schema.EventSchema;
import com.treasuredata.tiktok.events.schema.FieldType;
import com.treasuredata.tiktok.events.schema.Presence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which column name means which field (connector.md, "Rows"). Immutable. */
final class ColumnNames {
  private static final String CUSTOM_PARENT = "properties";
  private static final Map<EventSourceType, ColumnNames> ALL = new EnumMap<>(EventSourceType.class);

  static {
    for (EventSourceType type : EventSourceType.values()) {
      ALL.put(type, new ColumnNames(EventSchema.of(type)));
    }
  }

  /**
   * Where a column's value goes.
   *
   * @param parent the object that it goes into; empty for the event itself
   * @param name the field's name; empty, with an empty parent, if it goes nowhere
   * @param isObject whether the column holds a whole object of the event
   */
  record Target(String parent, String name, boolean isObject) {
    static final Target NOTHING = new Target("", "", false);

    boolean isNothing() {
      return name.isEmpty();
    }

    String path() {
      return parent.isEmpty() ? name : parent + '.' + name;
    }
  }

  private final EventSchema schema;
  private final Map<String, Target> byName = new HashMap<>();

  private ColumnNames(EventSchema schema) {
    this.schema = schema;
    Map<String, Integer> uses = new HashMap<>();
    List<EventField> fields =
        schema.fields().stream().filter(field -> !field.parent().contains(".")).toList();
    fields.forEach(field -> uses.merge(field.name(), 1, Integer::sum));
    for (EventField field : fields) {
      Target target = new Target(field.parent(), field.name(), field.type() == FieldType.OBJECT);
      byName.put(field.path(), target);
      byName.put(field.path().replace('.', '_'), target);
      if (uses.getOrDefault(field.name(), 0) == 1) {
        byName.put(field.name(), target);
      }
    }
  }

  @SuppressWarnings("NullAway") // The static block puts one in for every type.
  static ColumnNames of(EventSourceType type) {
    return ALL.get(type);
  }

  Target resolve(String column) {
    String name = column.strip().toLowerCase(Locale.ROOT);
    Target target = byName.get(name);
    if (target != null) {
      return target;
    }
    boolean custom = name.startsWith(CUSTOM_PARENT + '.') || name.startsWith(CUSTOM_PARENT + '_');
    String customName = custom ? column.strip().substring(CUSTOM_PARENT.length() + 1) : "";
    return customName.isEmpty() ? Target.NOTHING : new Target(CUSTOM_PARENT, customName, false);
  }

  /** Returns all that is wrong with a table's columns, a sentence each. */
  List<String> problems(List<String> columns) {
    List<String> problems = new ArrayList<>();
    Map<String, List<String>> byPath = new LinkedHashMap<>();
    for (String column : columns) {
      Target target = resolve(column);
      if (!target.isNothing()) {
        byPath.computeIfAbsent(target.path(), path -> new ArrayList<>()).add(column);
      }
    }
    byPath.forEach(
        (path, given) -> {
          if (given.size() > 1) {
            problems.add(
                "columns " + String.join(", ", given) + " all give " + path + ": keep one of them");
          }
        });
    for (EventField field : schema.fields()) {
      boolean needed = field.presence(schema.type()) == Presence.REQUIRED;
      if (needed && !byPath.containsKey(field.path()) && !byPath.containsKey(field.parent())) {
        problems.add(missing(field.path(), columns));
      }
    }
    boolean reachable =
        byPath.containsKey("user")
            || byPath.containsKey("user.email")
            || byPath.containsKey("user.phone");
    if (schema.type() == EventSourceType.OFFLINE && !reachable) {
      problems.add("column user.email or user.phone is missing: offline events need one of them");
    }
    return problems;
  }

  private String missing(String path, List<String> columns) {
    Set<String> unmatched = new HashSet<>();
    for (String column : columns) {
      if (resolve(column).isNothing()) {
        unmatched.add(column);
      }
    }
    String near = nearest(path, unmatched);
    return "column %s is missing: %s events need it%s"
        .formatted(path, schema.type().wireName(), near == null ? "" : " (is it " + near + "?)");
  }

  /** Returns the column with the field that may have been meant. */
  String explain(String column) {
    String near = nearest(column.strip().toLowerCase(Locale.ROOT), byName.keySet());
    return near == null ? column : column + " (did you mean " + near + "?)";
  }

  private static @Nullable String nearest(String name, Set<String> candidates) {
    String nearest = null;
    int least = (name.length() < 4 ? 1 : Math.max(2, name.length() / 4)) + 1;
    for (String candidate : candidates.stream().sorted().toList()) {
      int distance = editDistance(name, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
