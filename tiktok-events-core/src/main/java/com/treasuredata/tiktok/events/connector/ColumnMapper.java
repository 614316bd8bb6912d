package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.fields.FieldKey;
import com.treasuredata.tiktok.events.internal.fields.RowEvents;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes events of the rows of a table or query (connector.md, "Rows").
 *
 * <p>Column names, in any case, are TikTok's paths: {@code event}, {@code user.email}; with an
 * underscore for the dot, {@code user_email}; or the last name alone, {@code email}. An object or
 * array may come as one column, as a map or list or as JSON: {@code user}, {@code contents}. Other
 * names under {@code properties.} are custom properties. So the row {@code {event=Purchase,
 * event_time=1767225600, email=ada@example.com, properties.gift=true}} becomes an event with a user
 * and properties. Columns that match nothing are not sent, and logged once each.
 *
 * <p>Columns of other names can be renamed, and fields that no column has be the same for all rows:
 *
 * <pre>{@code
 * ColumnMapper.builder(EventSourceType.WEB)
 *     .columns(List.of("order_id", "created_at", "total"))
 *     .rename("order_id", "event_id")
 *     .rename("created_at", "event_time")
 *     .rename("total", "value")
 *     .constant("event", "Purchase")
 *     .build();
 * }</pre>
 *
 * <p>A value may be a {@link String} or other {@link CharSequence}, a {@link Character}, a {@link
 * Number}, a {@link Boolean}, an enum, a {@link java.util.UUID}, a {@code java.time} type, a {@link
 * java.util.Date} or {@link java.util.Calendar}, a {@code java.sql.Timestamp}, {@code Date} or
 * {@code Time} (which have no zone, as {@code LocalDateTime}), a {@code byte[]} of text or JSON in
 * UTF-8, a {@code java.sql.Clob}, a {@code java.sql.Array}, an array, a {@link Collection} or a
 * {@link Map} of such values. The check names the class of any other.
 *
 * <p>Values stay as they are; reading and checking them is for the validator. Safe for use by
 * several threads.
 */
public final class ColumnMapper implements RecordMapper<Map<String, ?>> {
  private static final Logger LOG = LoggerFactory.getLogger(ColumnMapper.class);
  private static final int MOST_UNMATCHED = 100;
  private static final int MOST_CACHED = 10_000;
  private static final int SHAPES = 64;

  /** So many fields of rows are kept for the rows behind them. */
  private static final int MOST_KNOWN_FIELDS = 256;

  private final ColumnNames names;
  private final Map<String, ColumnNames.Target> renamed;
  private final Map<ColumnNames.Target, Object> constants;
  private final Consumer<? super String> onUnmatched;

  /** The plan of the table's columns; {@code null} if rows name their own. */
  private @Nullable RowPlan ofColumns;

  /** The names of the table's columns in lower case; empty if rows name their own. */
  private Set<String> ofTable = Set.of();

  /** The plans of rows that were seen last, by how many columns they have. */
  private final AtomicReferenceArray<RowPlan> plans = new AtomicReferenceArray<>(SHAPES);

  /** The fields of rows whose columns don't give one field each; nobody changes the array. */
  private volatile FieldKey[] knownFields = {};

  private final Map<String, ColumnNames.Target> targets = new ConcurrentHashMap<>();
  private final Set<String> unmatched = new ConcurrentSkipListSet<>();
  private final Set<String> unknownToTable = ConcurrentHashMap.newKeySet();
  private final Map<String, LongAdder> unsent = new ConcurrentSkipListMap<>();

  static {
    Event.builder(); // Events have to be loaded before any is made of columns.
  }

  private ColumnMapper(Builder builder) {
    this.names = builder.names;
    this.renamed = Map.copyOf(builder.renamed);
    this.constants = new LinkedHashMap<>(builder.constants);
    this.onUnmatched = builder.onUnmatched;
  }

  static void logUnmatched(String column) {
    LOG.warn("column {} matches no field and isn't sent", column);
  }

  /**
   * Returns the mapper of a table with these columns.
   *
   * @param type the kind of source that the events are for
   * @param columns all columns of the table
   * @throws InvalidSetupException if a needed column is missing, or several columns give the same
   *     field
   */
  public static ColumnMapper forColumns(EventSourceType type, List<String> columns) {
    return builder(type).columns(columns).build();
  }

  /**
   * Returns the mapper of a table with these columns, whose types are known.
   *
   * @param type the kind of source that the events are for
   * @param columns all columns of the table
   * @throws InvalidSetupException if a needed column is missing, several columns give the same
   *     field, or the type of one says that no value of it can be right: a phone number as a
   *     number, an event time without a zone or time of day
   */
  public static ColumnMapper forColumns(EventSourceType type, Collection<Column> columns) {
    return builder(type).columns(columns).build();
  }

  /**
   * Returns a mapper of rows that name their own columns, as JSON Lines do.
   *
   * @param type the kind of source that the events are for, which is that of the client that sends
   *     them: it says which fields there are. A column {@code app_id}, say, is a field of app
   *     events, and matches nothing for others
   */
  public static ColumnMapper forRows(EventSourceType type) {
    return builder(type).build();
  }

  /**
   * Returns a builder of a mapper.
   *
   * @param type the kind of source that the events are for
   */
  public static Builder builder(EventSourceType type) {
    return new Builder(Objects.requireNonNull(type, "type"));
  }

  /**
   * Returns the columns seen so far that match no field and so are not sent, each with the nearest
   * name if there is one: {@code "emial (did you mean email?)"}. At most 100.
   */
  public Set<String> unmatchedColumns() {
    return Collections.unmodifiableSet(unmatched);
  }

  /**
   * Returns the field that a column may have been meant for, as {@link #unmatchedColumns} says, for
   * {@link Builder#rename}; empty if it matches a field, or no name is near.
   *
   * @param column the name of a column
   */
  public Optional<String> likelyField(String column) {
    return resolve(Objects.requireNonNull(column, "column")).isNothing()
        ? names.likelyField(column)
        : Optional.empty();
  }

  /**
   * Returns how many values were in columns that match no field and look like something to match
   * people by, by the column with its hint: to be said again at the end of an export, since these
   * people are lost to TikTok.
   */
  public Map<String, Long> unsentIdentifiers() {
    Map<String, Long> counts = new TreeMap<>();
    unsent.forEach(
        (column, count) -> {
          if (count.sum() > 0) {
            counts.put(names.explain(column), count.sum());
          }
        });
    return counts;
  }

  /**
   * Returns the event that a row tells of. Columns that the mapper wasn't made with are read, too,
   * and logged once each.
   *
   * @throws InvalidEventException if two columns of this row give different values for one field
   * @throws ConcurrentModificationException if somebody changes the row meanwhile
   */
  @Override
  public Event map(Map<String, ?> row) {
    Objects.requireNonNull(row, "row");
    int place = row.size() % plans.length();
    RowPlan plan = plans.get(place);
    @Nullable Object[] values = plan == null ? null : plan.valuesIfOf(row);
    if (plan == null || values == null) {
      plan = plan(row.keySet());
      plans.set(place, plan);
      values = plan.valuesIfOf(row);
      if (values == null) {
        throw new ConcurrentModificationException("the row was changed while it was read");
      }
    }
    return event(plan, values);
  }

  private RowPlan plan(Collection<String> columns) {
    String[] names = columns.toArray(new String[0]);
    ColumnNames.Target[] known = new ColumnNames.Target[names.length];
    for (int i = 0; i < names.length; i++) {
      known[i] = target(names[i]);
    }
    return new RowPlan(names, known, constants, unsent);
  }

  /**
   * Returns a mapper of rows that are read by position, in the order of the columns that this one
   * was made with.
   *
   * @throws IllegalStateException if it was made without columns
   */
  public RecordMapper<RowReader> byPosition() {
    RowPlan plan = ofColumns;
    if (plan == null) {
      throw new IllegalStateException("rows by position need columns: give them to the builder");
    }
    return row -> event(plan, plan.values(row));
  }

  private Event event(RowPlan plan, @Nullable Object[] values) {
    if (plan.isOneToOne()) {
      return plan.event(values);
    }
    FieldKey[] known = knownFields;
    RowFields fields = new RowFields(names, known);
    constants.forEach((target, value) -> add(fields, target, value));
    for (int i = 0; i < plan.columns(); i++) {
      add(fields, plan.target(i), plan.value(values, i));
    }
    FieldKey[] keys = fields.keys();
    if (keys != known) { // Rows that are alike don't write what other threads read.
      FieldKey[] kept = keys.length <= MOST_KNOWN_FIELDS ? keys : fields.keysOfRow();
      if (kept.length <= MOST_KNOWN_FIELDS && areShort(kept)) {
        knownFields = kept;
      }
    }
    return RowEvents.event(Event.class, keys, fields.values());
  }

  private static boolean areShort(FieldKey[] keys) {
    for (FieldKey key : keys) {
      if (key.name().length() > ShownName.LONGEST) {
        return false;
      }
    }
    return true;
  }

  private ColumnNames.Target target(String column) {
    ColumnNames.Target known = targets.get(column);
    if (known != null) {
      return known;
    }
    ColumnNames.Target target = resolve(column);
    if (!target.isNothing() && isUnknownToTable(column)) {
      LOG.warn(
          "column {} of a row is none of the table's columns, so it wasn't checked; it is sent",
          ShownName.inWords(column));
    }
    if (target.isNothing() && unmatched.size() < MOST_UNMATCHED) {
      String explained = names.explain(column);
      if (unmatched.add(explained)) {
        onUnmatched.accept(explained);
      }
      if (names.isLikelyIdentifier(column) && ShownName.inWords(column).equals(column)) {
        unsent.put(column, new LongAdder());
        target = ColumnNames.Target.unsent(column); // Its values are counted.
      }
    }
    if (targets.size() < MOST_CACHED && column.length() <= ShownName.LONGEST) {
      targets.put(column, target);
    }
    return target;
  }

  /** Returns true once for each column of rows that the table doesn't have, up to a number. */
  private boolean isUnknownToTable(String column) {
    String name = ColumnNames.lower(column);
    return !ofTable.isEmpty()
        && !ofTable.contains(name)
        && unknownToTable.size() < MOST_UNMATCHED
        && unknownToTable.add(ShownName.of(name));
  }

  private ColumnNames.Target resolve(String column) {
    ColumnNames.Target target = renamed.get(ColumnNames.lower(column));
    return target == null ? names.resolve(column) : target;
  }

  /** Builds a {@link ColumnMapper}; not safe for use by several threads. */
  public static final class Builder {
    private final ColumnNames names;
    private final Map<String, ColumnNames.Target> renamed = new LinkedHashMap<>();
    private final Map<String, String> renamedAs = new LinkedHashMap<>();
    private final Map<ColumnNames.Target, Object> constants = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private @Nullable List<Column> columns;
    private boolean readsLocalTimes;
    private boolean readsNationalPhones;
    private Consumer<? super String> onUnmatched = ColumnMapper::logUnmatched;

    private Builder(EventSourceType type) {
      this.names = ColumnNames.of(type);
    }

    /** Sets the names of all columns of a table. By default rows name their own. */
    public Builder columns(List<String> columns) {
      Objects.requireNonNull(columns, "columns");
      this.columns = columns.stream().map(name -> Column.of(name, Column.Type.OTHER)).toList();
      return this;
    }

    /** Sets all columns of a table with their types. By default rows name their own. */
    public Builder columns(Collection<Column> columns) {
      this.columns = List.copyOf(Objects.requireNonNull(columns, "columns"));
      return this;
    }

    /**
     * Gives a field the values of a column, whatever the column's own name would mean. A column may
     * be given to several fields.
     *
     * @param column the column's name, in any case
     * @param field the field's path, or one of the names that a column may have for it
     */
    public Builder rename(String column, String field) {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(field, "field");
      ColumnNames.Target target = target("column " + ShownName.of(column) + " is renamed", field);
      String name = ColumnNames.lower(column);
      ColumnNames.Target first = renamed.get(name);
      renamed.put(
          name, new ColumnNames.Target(target.key(), target.path(), target.isObject(), first));
      renamedAs.put(name, column);
      return this;
    }

    /**
     * Gives a field the same value in all rows.
     *
     * @param field the field's path, or one of the names that a column may have for it
     * @param value of one of the types that a row's value may have
     */
    public Builder constant(String field, Object value) {
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(value, "value");
      constants.put(target("a constant is given", field), value);
      return this;
    }

    private ColumnNames.Target target(String what, String field) {
      ColumnNames.Target target = names.resolve(field);
      if (target.isNothing()) {
        String near = names.nearest(field).map(name -> " (did you mean " + name + "?)").orElse("");
        problems.add(what + " to " + ShownName.of(field) + ", which is no field" + near);
      }
      return target;
    }

    /**
     * Says that the check knows where local times are ({@code EventsClient.Builder.timeZone}), so
     * that a column of them is good. By default it doesn't.
     */
    public Builder readsLocalTimes(boolean reads) {
      this.readsLocalTimes = reads;
      return this;
    }

    /**
     * Says that the check knows whose phone numbers without a country code are ({@code
     * EventsClient.Builder.phoneCountry}), so that a column of them is good. By default it doesn't.
     */
    public Builder readsNationalPhones(boolean reads) {
      this.readsNationalPhones = reads;
      return this;
    }

    /**
     * Sets who is told of columns that match no field and aren't sent: once of each, as {@link
     * ColumnMapper#unmatchedColumns} names it, and of 100 at most. Called by {@link #build} and
     * {@link ColumnMapper#map}, on any thread. By default they are logged as warnings.
     */
    public Builder onUnmatched(Consumer<? super String> listener) {
      this.onUnmatched = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Returns the mapper.
     *
     * @throws InvalidSetupException if a field isn't known, or as {@link #forColumns} says
     */
    @CheckReturnValue
    public ColumnMapper build() {
      ColumnMapper mapper = new ColumnMapper(this);
      List<String> all = new ArrayList<>(problems);
      if (columns != null) {
        Set<String> paths = new LinkedHashSet<>();
        constants.keySet().forEach(target -> paths.add(target.path()));
        all.addAll(names.problems(columns, mapper::resolve, paths));
        Set<String> given = new HashSet<>();
        for (Column column : columns) {
          given.add(ColumnNames.lower(column.name()));
          typeProblem(column, mapper.resolve(column.name())).ifPresent(all::add);
        }
        renamedAs.forEach(
            (name, column) -> {
              if (!given.contains(name)) {
                all.add("column " + ShownName.of(column) + " is renamed and isn't there");
              }
            });
      }
      if (!all.isEmpty()) {
        throw InvalidSetupException.ofColumns(all);
      }
      if (columns != null) {
        List<String> table = columns.stream().map(Column::name).toList();
        mapper.ofColumns = mapper.plan(table);
        mapper.ofTable = table.stream().map(ColumnNames::lower).collect(Collectors.toSet());
      }
      return mapper;
    }

    private Optional<String> typeProblem(Column column, ColumnNames.Target target) {
      return Optional.ofNullable(FieldTable.find(target.path()))
          .map(field -> ColumnTypes.problem(column, field, readsLocalTimes, readsNationalPhones));
    }
  }

  private void add(RowFields event, ColumnNames.Target target, @Nullable Object value) {
    if (value == null || isBlank(value)) {
      return;
    }
    if (target.isNothing()) {
      LongAdder count = target.path().isEmpty() ? null : unsent.get(target.path());
      if (count != null) {
        count.increment();
      }
      return;
    }
    if (target.also() != null) {
      add(event, target.also(), value);
    }
    if (target.isObject()) {
      event.putObject(target.key(), value);
    } else {
      event.put(target.key(), value);
    }
  }

  static boolean isBlank(Object value) {
    return value instanceof String text
        && (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(0) >= 0x7F)
        && TextForm.isBlank(text);
  }
}
