package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.Nearest;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.schema.EventField;
import com.treasuredata.tiktok.events.schema.EventSchema;
import com.treasuredata.tiktok.events.schema.FieldType;
import com.treasuredata.tiktok.events.schema.Presence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
   * @param name the field's name; empty if it goes nowhere
   * @param path both
   * @param isObject whether the column holds a whole object of the event
   */
  record Target(String parent, String name, String path, boolean isObject) {
    static final Target NOTHING = new Target("", "", "", false);

    static Target of(EventField field) {
      boolean isObject = field.type() == FieldType.OBJECT;
      return new Target(field.parent(), field.name(), field.path(), isObject);
    }

    static Target customProperty(String name) {
      return new Target(CUSTOM_PARENT, name, CUSTOM_PARENT + '.' + name, false);
    }

    boolean isNothing() {
      return name.isEmpty();
    }
  }

  private final EventSchema schema;
  private final Map<String, Target> byName = new HashMap<>();
  private final Set<String> productFields = new HashSet<>();

  private ColumnNames(EventSchema schema) {
    this.schema = schema;
    Set<String> repeated = new HashSet<>();
    Set<String> once = new HashSet<>();
    for (EventField field : schema.fields()) {
      if (!isOfProduct(field) && !once.add(field.name())) {
        repeated.add(field.name());
      }
    }
    for (EventField field : schema.fields()) {
      if (isOfProduct(field)) {
        productFields.addAll(aliases(field));
      } else {
        Target target = Target.of(field);
        aliases(field).stream()
            .filter(alias -> !repeated.contains(alias))
            .forEach(alias -> byName.put(alias, target));
      }
    }
  }

  /** Of products there may be several, so that no column of a table can be a field of them. */
  private static boolean isOfProduct(EventField field) {
    return field.parent().equals("properties.contents");
  }

  /** Returns {@code user.email}, {@code user_email} and {@code email} for the first of them. */
  private static Set<String> aliases(EventField field) {
    Set<String> aliases = new LinkedHashSet<>();
    for (String path = field.path(); !path.isEmpty(); path = afterDot(path)) {
      aliases.add(path);
      aliases.add(path.replace('.', '_'));
    }
    return aliases;
  }

  private static String afterDot(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(dot + 1);
  }

  @SuppressWarnings("NullAway") // The static block puts one in for every type.
  static ColumnNames of(EventSourceType type) {
    return ALL.get(type);
  }

  Target resolve(String column) {
    String name = lower(column);
    Target target = byName.get(name);
    if (target != null) {
      return target;
    }
    boolean custom = name.startsWith(CUSTOM_PARENT + '.') || name.startsWith(CUSTOM_PARENT + '_');
    String customName = custom ? column.strip().substring(CUSTOM_PARENT.length() + 1) : "";
    return customName.isEmpty() || productFields.contains(name)
        ? Target.NOTHING
        : Target.customProperty(customName);
  }

  /** Returns the field of an object that is meant by the name of a member, in any case. */
  String member(String object, String name) {
    Target target = byName.get(object + '.' + lower(name));
    return target == null ? name : target.name();
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
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
                "columns %s all give %s: keep one of them"
                    .formatted(
                        given.stream().map(ShownName::of).collect(Collectors.joining(", ")),
                        ShownName.of(path)));
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
      problems.add(
          "column user.email or user.phone is missing: offline events need one of them"
              + hint(columns, "user.email", "user.phone"));
    }
    return problems;
  }

  private String missing(String path, List<String> columns) {
    return "column "
        + path
        + " is missing: "
        + schema.type().wireName()
        + " events need it"
        + hint(columns, path);
  }

  /** Returns which of the columns that match nothing may have been meant for a field. */
  private String hint(List<String> columns, String... paths) {
    SortedSet<String> unmatched = new TreeSet<>();
    for (String column : columns) {
      if (resolve(column).isNothing()) {
        unmatched.add(column);
      }
    }
    for (String path : paths) {
      for (String alias : aliases(schema.field(path).orElseThrow())) {
        Optional<String> near = Nearest.to(alias, unmatched);
        if (near.isPresent()) {
          return " (is it " + near.get() + "?)";
        }
      }
    }
    return "";
  }

  /** Returns the column with the field that may have been meant. */
  String explain(String column) {
    String shown = ShownName.inWords(column);
    if (!shown.equals(column)) {
      return shown;
    }
    if (productFields.contains(lower(column))) {
      return column + " (give products in one column, contents, as JSON)";
    }
    return Nearest.to(column, byName.keySet())
        .map(near -> column + " (did you mean " + near + "?)")
        .orElse(column);
  }
}
