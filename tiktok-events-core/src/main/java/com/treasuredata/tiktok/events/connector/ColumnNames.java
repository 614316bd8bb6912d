package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import com.treasuredata.tiktok.events.internal.text.Nearest;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import com.treasuredata.tiktok.events.schema.EventSchema;
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
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which column name means which field (connector.md, "Rows"). Immutable. */
final class ColumnNames {
  private static final String CUSTOM_PARENT = "properties";
  private static final String REQUEST = "belongs to the request, not to an event";

  /** Columns that aren't fields of an event, and what to do about them. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "event_source", REQUEST,
          "event_source_id", REQUEST,
          "partner_name", REQUEST,
          "pixel_code", "Events API 2.0 has it as the request's event_source_id",
          "context", "Events API 2.0 has user, page and ad in the event itself");

  static final String TEST_EVENT_CODE = "test_event_code";
  private static final Map<EventSourceType, ColumnNames> ALL = new EnumMap<>(EventSourceType.class);

  static {
    for (EventSourceType type : EventSourceType.values()) {
      ALL.put(type, new ColumnNames(EventSchema.of(type)));
    }
  }

  /**
   * Where a column's value goes.
   *
   * @param key the field; without a name if it goes nowhere
   * @param path the field's path
   * @param isObject whether the column holds a whole object of the event
   * @param also where it goes besides, if it goes to several fields
   */
  record Target(FieldKey key, String path, boolean isObject, @Nullable Target also) {
    static final Target NOTHING = new Target(custom("", ""), "", false, null);

    static Target of(EventField field, int index) {
      boolean isObject = field.type() == FieldType.OBJECT;
      FieldKey key = new FieldKey(field.parent(), field.name(), index);
      return new Target(key, field.path(), isObject, null);
    }

    static Target customProperty(String name) {
      return new Target(custom(CUSTOM_PARENT, name), CUSTOM_PARENT + '.' + name, false, null);
    }

    /** Returns where the values of a column that looks like an identifier are counted. */
    static Target unsent(String column) {
      return new Target(custom("", ""), column, false, null);
    }

    boolean isNothing() {
      return key.name().isEmpty();
    }
  }

  private static FieldKey custom(String parent, String name) {
    return new FieldKey(parent, name, FieldKey.CUSTOM);
  }

  private final EventSchema schema;
  private final Map<String, Target> byName = new HashMap<>();

  /** The fields of each object by their own names. */
  private final Map<String, Map<String, FieldKey>> members = new HashMap<>();

  private final Set<String> productFields = new HashSet<>();

  private ColumnNames(EventSchema schema) {
    this.schema = schema;
    Set<String> repeated = new HashSet<>();
    Set<String> once = new HashSet<>();
    for (EventField field : FieldTable.fields()) {
      if (!isOfProduct(field) && !once.add(field.name())) {
        repeated.add(field.name());
      }
    }
    for (int index = 0; index < FieldTable.fields().size(); index++) {
      EventField field = FieldTable.fields().get(index);
      if (isOfProduct(field)) {
        productFields.addAll(aliases(field));
      } else {
        Target target = Target.of(field, index);
        members
            .computeIfAbsent(field.parent(), parent -> new HashMap<>())
            .put(field.name(), target.key());
        aliases(field).stream()
            .filter(alias -> !repeated.contains(alias))
            .forEach(alias -> byName.put(alias, target));
      }
    }
    for (EventField field : FieldTable.fields()) {
      if (field.hashing() == Hashing.ALWAYS) {
        digestColumns(field);
      }
    }
    byName.put(
        TEST_EVENT_CODE, new Target(custom("", TEST_EVENT_CODE), TEST_EVENT_CODE, false, null));
  }

  /** Columns whose names say that they hold digests; anything else in them is left out. */
  private void digestColumns(EventField field) {
    String name = field.name();
    Target target = new Target(custom(field.parent(), name + "_sha256"), field.path(), false, null);
    for (String alias :
        List.of(
            "hashed_" + name,
            name + "_hashed",
            name + "_sha256",
            name + "_sha_256",
            "sha256_" + name,
            name + "_hash")) {
      byName.put(alias, target);
      byName.put(field.parent() + '.' + alias, target);
      byName.put(field.parent() + '_' + alias, target);
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
    String customName =
        custom
            ? TextForm.PLAIN.normalize(column, "").text().substring(CUSTOM_PARENT.length() + 1)
            : "";
    return customName.isEmpty() || productFields.contains(name)
        ? Target.NOTHING
        : Target.customProperty(customName);
  }

  /** Returns the field of an object that is meant by the name of a member, in any case. */
  FieldKey member(String object, String name) {
    Map<String, FieldKey> known = members.getOrDefault(object, Map.of());
    FieldKey exact = known.get(name);
    if (exact != null) {
      return exact;
    }
    Target target = byName.get(object + '.' + lower(name));
    return target == null || !target.key().parent().equals(object)
        ? custom(object, name)
        : target.key();
  }

  /** Trims as values are trimmed, of signs that nobody sees too. */
  static String lower(String name) {
    return TextForm.PLAIN.normalize(name, "").text().toLowerCase(Locale.ROOT);
  }

  /** Returns the nearest names of fields, for a name that is none. */
  Optional<String> nearest(String name) {
    return Nearest.to(name, byName.keySet());
  }

  /**
   * Returns all that is wrong with a table's columns, a sentence each.
   *
   * @param resolver tells where a column's values go
   * @param constants the paths of fields that are the same for all rows
   */
  List<String> problems(
      List<Column> columns, Function<String, Target> resolver, Set<String> constants) {
    List<String> problems = new ArrayList<>();
    Map<String, List<String>> byPath = new LinkedHashMap<>();
    List<String> unmatched = new ArrayList<>();
    for (Column column : columns) {
      Target target = resolver.apply(column.name());
      if (target.isNothing()) {
        unmatched.add(column.name());
      }
      for (Target each = target; each != null && !each.isNothing(); each = each.also()) {
        byPath.computeIfAbsent(each.path(), path -> new ArrayList<>()).add(column.name());
      }
    }
    if (byPath.remove(TEST_EVENT_CODE) != null) {
      problems.add(
          "column test_event_code would make no test events: that is for the whole export, by the"
              + " setting test_event_code or --test-event-code; take the column out");
    }
    for (String path : constants) {
      List<String> given = byPath.put(path, List.of());
      if (given != null) {
        problems.add(
            "column %s and a constant both give %s: keep one of them"
                .formatted(ShownName.of(given.get(0)), ShownName.of(path)));
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
    for (EventField field : FieldTable.fields()) {
      boolean needed = field.presence(schema.type()) == Presence.REQUIRED;
      if (needed && !byPath.containsKey(field.path()) && !byPath.containsKey(field.parent())) {
        problems.add(missing(field.path(), unmatched));
      }
    }
    boolean reachable =
        byPath.containsKey("user")
            || byPath.containsKey("user.email")
            || byPath.containsKey("user.phone");
    if (schema.type() == EventSourceType.OFFLINE && !reachable) {
      problems.add(
          "column user.email or user.phone is missing: offline events need one of them"
              + hint(unmatched, "user.email", "user.phone"));
    }
    return problems;
  }

  private String missing(String path, List<String> unmatched) {
    return "column "
        + path
        + " is missing: "
        + schema.type().wireName()
        + " events need it"
        + hint(unmatched, path);
  }

  /** Returns which of the columns that match nothing may have been meant for a field. */
  private String hint(List<String> unmatched, String... paths) {
    for (String path : paths) {
      for (String alias : aliases(FieldTable.field(path))) {
        Optional<String> near = Nearest.to(alias, new TreeSet<>(unmatched));
        if (near.isPresent()) {
          return " (is it " + near.get() + "?)";
        }
      }
      for (String column : unmatched) {
        if (path.equals(ColumnHints.field(column))) {
          String shown = ShownName.of(column);
          return " (is it " + shown + "? Then rename it to " + path + ")";
        }
      }
    }
    return "";
  }

  /** Returns whether a column that matches nothing looks like something to match people by. */
  boolean isLikelyIdentifier(String column) {
    String path = ColumnHints.field(column);
    if (path == null) {
      String near = Nearest.to(column, byName.keySet()).orElse("");
      Target target = byName.get(near);
      path = target == null ? "" : target.path();
    }
    return (path.startsWith("user.") && !path.equals("user.locale")) || path.equals("lead.lead_id");
  }

  /** Returns the column with the field that may have been meant. */
  String explain(String column) {
    String shown = ShownName.inWords(column);
    if (!shown.equals(column)) {
      return shown;
    }
    String name = lower(column);
    if (productFields.contains(name)) {
      return column + " (give products in one column, contents, as JSON)";
    }
    if (ADVICE.containsKey(name)) {
      return column + " (" + ADVICE.get(name) + ")";
    }
    return likelyField(column)
        .map(field -> column + " (did you mean " + field + "?)")
        .orElse(column);
  }

  /** Returns the field that a column which matches none may have been meant for. */
  Optional<String> likelyField(String column) {
    String name = lower(column);
    boolean hasOtherAdvice = productFields.contains(name) || ADVICE.containsKey(name);
    if (hasOtherAdvice || !ShownName.inWords(column).equals(column)) {
      return Optional.empty();
    }
    String field = ColumnHints.field(column);
    return field != null && schema.has(field)
        ? Optional.of(field)
        : Nearest.to(column, byName.keySet());
  }
}
