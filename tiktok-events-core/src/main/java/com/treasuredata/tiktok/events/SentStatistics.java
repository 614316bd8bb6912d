package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.Identifier;
import com.treasuredata.tiktok.events.schema.Rule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What the events of an export can be matched by, how old they are, and what is missing in them.
 *
 * <p>It counts the events that were put into requests, not invalid ones; their outcomes are in the
 * {@link ExportReport}. It holds no value of an event.
 *
 * <pre>{@code
 * SentStatistics sent = report.sent();
 * sent.shares().get(Identifier.EMAIL); // 0.83: the share of events with an e-mail address
 * sent.counts().get("purchases_without_value"); // 12
 * }</pre>
 *
 * <p>Collecting it takes at most 17 MB for each session and source, most of that only from half a
 * million events on; this object takes a few kilobytes. Immutable, serializable and safe for use by
 * several threads.
 */
public final class SentStatistics implements Serializable {
  private static final long serialVersionUID = 1;

  /** An identifier on fewer events than this is not suspicious. */
  private static final long MIN_SUSPICIOUS = 100;

  /** An identifier is suspicious on at least one in so many events. */
  private static final long SUSPICIOUS_PART = 50;

  private static final int MAX_NAMES = 150;
  private static final int MAX_REPEATS = 10;
  private static final int MAX_FREQUENT = 1_000;
  private static final int SHOWN = 3;

  private static final Comparator<FrequentIdentifier> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(FrequentIdentifier::events)
          .reversed()
          .thenComparing(FrequentIdentifier::path)
          .thenComparing(FrequentIdentifier::mark);

  /** The statistics of no event. */
  static final SentStatistics NONE = sum(List.of());

  /**
   * Two records whose events have the same name and the same {@code event_id}: TikTok drops the
   * later one if it comes within 48 hours (events-api.md §6).
   *
   * @param record the number of the later record
   * @param earlier the number of the first record with that name and id
   */
  public record Repeat(long record, long earlier) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * An identifier that stands on many events, such as the customer id of all guests.
   *
   * @param path the field, as in {@code user.external_id}
   * @param mark six hexadecimal digits that tell it from others: the first ones of the SHA-256 of
   *     the 64 digits of its SHA-256. Several values may have the same mark, so that a value can't
   *     be found by its mark alone.
   * @param events how many events have it
   * @param isEstimate whether that is an estimate
   */
  public record FrequentIdentifier(String path, String mark, long events, boolean isEstimate)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final EnumMap<EventSourceType, Long> events;
  private final Map<String, Long> counts;
  private final Map<String, Map<Rule, Long>> valuesLeftOut;
  private final Map<String, Long> eventNames;
  private final boolean estimatesRepeatedIds;
  private final List<Repeat> firstRepeats;
  private final List<FrequentIdentifier> frequent;

  /** Creates one; the maps are its own from then on. */
  SentStatistics(
      EnumMap<EventSourceType, Long> events,
      Map<String, Long> counts,
      Map<String, Map<Rule, Long>> valuesLeftOut,
      Map<String, Long> eventNames,
      boolean estimatesRepeatedIds,
      List<Repeat> firstRepeats,
      List<FrequentIdentifier> frequent) {
    this.events = events;
    this.counts = Collections.unmodifiableMap(counts);
    valuesLeftOut.replaceAll((path, byRule) -> Collections.unmodifiableMap(byRule));
    this.valuesLeftOut = Collections.unmodifiableMap(valuesLeftOut);
    this.eventNames = Collections.unmodifiableMap(eventNames);
    this.estimatesRepeatedIds = estimatesRepeatedIds;
    this.firstRepeats = List.copyOf(firstRepeats);
    this.frequent = frequent.stream().sorted(MOST_FREQUENT_FIRST).limit(MAX_FREQUENT).toList();
  }

  /**
   * Returns the statistics of several exports together: of an engine's tasks, or of several
   * sources.
   *
   * <p>An id that is in two of them is no repeat, since each knows its own ids only; and the
   * numbers of records in {@link #firstRepeats} are those of each. An identifier that is frequent
   * in all is frequent in the sum.
   */
  public static SentStatistics sum(Collection<SentStatistics> several) {
    EnumMap<EventSourceType, Long> events = new EnumMap<>(EventSourceType.class);
    Map<String, Long> counts = new LinkedHashMap<>(noEvents().counts);
    Map<String, Map<Rule, Long>> leftOut = new TreeMap<>();
    Map<String, Long> names = new TreeMap<>();
    List<Repeat> repeats = new ArrayList<>();
    Map<List<String>, FrequentIdentifier> frequent = new LinkedHashMap<>();
    boolean estimates = false;
    for (SentStatistics one : several) {
      one.events.forEach((type, count) -> events.merge(type, count, Long::sum));
      one.counts.forEach((name, count) -> counts.merge(name, count, Long::sum));
      one.valuesLeftOut.forEach(
          (path, byRule) -> {
            Map<Rule, Long> sums = leftOut.computeIfAbsent(path, any -> new EnumMap<>(Rule.class));
            byRule.forEach((rule, count) -> sums.merge(rule, count, Long::sum));
          });
      one.eventNames.forEach((name, count) -> addName(names, counts, name, count));
      estimates |= one.estimatesRepeatedIds;
      one.firstRepeats.stream().limit(MAX_REPEATS - repeats.size()).forEach(repeats::add);
      one.frequent.forEach(
          found ->
              frequent.merge(List.of(found.path(), found.mark()), found, SentStatistics::together));
    }
    return new SentStatistics(
        events, counts, leftOut, names, estimates, repeats, List.copyOf(frequent.values()));
  }

  private static SentStatistics noEvents() {
    return new SentStatisticsCollector(EventSourceType.WEB).statistics();
  }

  private static void addName(
      Map<String, Long> names, Map<String, Long> counts, String name, long count) {
    boolean hasRoom = names.size() < MAX_NAMES || names.containsKey(name) || isStandard(name);
    if (hasRoom) {
      names.merge(name, count, Long::sum);
    } else {
      counts.merge("names_not_listed", count, Long::sum);
    }
  }

  private static boolean isStandard(String name) {
    EventName known = EventName.of(name);
    for (EventSourceType type : EventSourceType.values()) {
      if (known.isStandardFor(type)) {
        return true;
      }
    }
    return false;
  }

  private static FrequentIdentifier together(FrequentIdentifier one, FrequentIdentifier other) {
    return new FrequentIdentifier(
        one.path(),
        one.mark(),
        one.events() + other.events(),
        one.isEstimate() || other.isEstimate());
  }

  /**
   * Returns how many of {@code events} must have an identifier for it to be kept: half of what
   * makes it suspicious, so that it is found in a sum though one of the exports has it less often.
   */
  static long enoughToKeep(long events) {
    return Math.max(MIN_SUSPICIOUS / 10, events / (2 * SUSPICIOUS_PART));
  }

  /** Returns how many events were counted. */
  public long events() {
    return count("events");
  }

  /**
   * Returns how many events have each identifier that TikTok matches by, of those that their
   * sources have (events-api.md §3).
   */
  public Map<Identifier, Long> identifiers() {
    Map<Identifier, Long> found = new EnumMap<>(Identifier.class);
    for (Identifier identifier : Identifier.values()) {
      if (eventsThatMayHave(identifier) > 0) {
        found.put(identifier, count("with_" + identifier.label()));
      }
    }
    return Collections.unmodifiableMap(found);
  }

  /**
   * Returns the same as shares, from 0 to 1, of the events whose source has that identifier: an
   * offline event can't have a {@code ttclid}.
   */
  public Map<Identifier, Double> shares() {
    Map<Identifier, Double> shares = new EnumMap<>(Identifier.class);
    for (Identifier identifier : Identifier.values()) {
      long all = eventsThatMayHave(identifier);
      if (all > 0) {
        shares.put(identifier, (double) count("with_" + identifier.label()) / all);
      }
    }
    return Collections.unmodifiableMap(shares);
  }

  private long eventsThatMayHave(Identifier identifier) {
    long all = 0;
    for (Map.Entry<EventSourceType, Long> entry : events.entrySet()) {
      all += identifier.isFor(entry.getKey()) ? entry.getValue() : 0;
    }
    return all;
  }

  /**
   * Returns how many values were left out of events that were sent without them, by the field's
   * path and the rule. Paths have no indexes: {@code properties.contents.price}. What TikTok
   * doesn't document is counted as {@code custom fields}.
   */
  public Map<String, Map<Rule, Long>> valuesLeftOut() {
    return valuesLeftOut;
  }

  /**
   * Returns how many events have each name, in alphabetical order: all standard names, and the
   * first 50 others of each export. The count {@code names_not_listed} has the rest. A name that
   * may be a value in its place is {@code […]}.
   */
  public Map<String, Long> eventNames() {
    return eventNames;
  }

  /**
   * Returns how many events were how old when they were put into a request: {@code ahead} of this
   * clock by more than 5 minutes; {@code hour}, less than one old; {@code day}, from an hour to a
   * day; {@code week}, from a day to 7; {@code older}. Each event is in one of them.
   */
  public Map<String, Long> ages() {
    Map<String, Long> ages = new LinkedHashMap<>();
    for (String age : List.of("ahead", "hour", "day", "week", "older")) {
      ages.put(age, count("age_" + age));
    }
    return Collections.unmodifiableMap(ages);
  }

  /**
   * Returns how many events have the name and the {@code event_id}, given or derived, of an earlier
   * one of the same export: TikTok drops them within 48 hours (events-api.md §6). Rows that are
   * equal in every field are such, since they get the same derived id. Exact for up to 750,000
   * different ids in each export, else {@linkplain #estimatesRepeatedIds an estimate}. What an
   * earlier run has sent isn't known to a resumed one. App events don't count, since TikTok
   * documents no deduplication for them.
   */
  public long repeatedIds() {
    return count("repeated_ids");
  }

  /** Returns whether {@link #repeatedIds} is an estimate, made of a part of the ids. */
  public boolean estimatesRepeatedIds() {
    return estimatesRepeatedIds;
  }

  /** Returns the first 10 repeats that were found. */
  public List<Repeat> firstRepeats() {
    return firstRepeats;
  }

  /**
   * Returns the identifiers that stand on suspiciously many events, the most frequent first: on at
   * least 100 events and 2 % of all. Exact for up to 10,000 events with up to 128 different values
   * of the field in each export. Else it is an estimate, which looks at one in 16 of the further
   * events and may be too low by 1 % of the field's values: what is on 4 % of many events is found.
   */
  public List<FrequentIdentifier> frequentIdentifiers() {
    long enough = Math.max(MIN_SUSPICIOUS, events() / SUSPICIOUS_PART);
    return frequent.stream().filter(found -> found.events() >= enough).toList();
  }

  /**
   * Returns the numbers by names that don't change from version to version: {@code events}; {@code
   * with_email} and so on for each of all {@link #identifiers}, and {@code with_none} for events
   * that have nothing to match by; {@code values_left_out}; {@code purchases}, of which {@code
   * purchases_without_value} and, with a value, {@code purchases_without_currency} have no worth
   * that TikTok can use; {@code custom_names}, the events whose name isn't standard for their
   * source; {@code names_not_listed}; {@code age_ahead}, {@code age_hour}, {@code age_day}, {@code
   * age_week} and {@code age_older}; {@code repeated_ids}.
   */
  public Map<String, Long> counts() {
    return counts;
  }

  private long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** Returns a few lines for people, without any value of an event. */
  @Override
  public String toString() {
    StringJoiner lines = new StringJoiner("\n");
    if (events() > 0) {
      StringJoiner with = new StringJoiner(", ", "with ", "");
      shares().forEach((identifier, share) -> with.add(identifier.label() + ' ' + percent(share)));
      lines.add(
          events()
              + " events, "
              + count("with_none")
              + " ("
              + percent((double) count("with_none") / events())
              + ") have nothing to match by");
      lines.add(with.toString());
    } else {
      lines.add("0 events");
    }
    StringJoiner ages = new StringJoiner(", ", "age: ", "");
    ages().forEach((age, count) -> ages.add(age + ' ' + count));
    lines.add(ages.toString());
    if (count("purchases") > 0) {
      lines.add(
          "purchases: "
              + count("purchases")
              + ", without value "
              + count("purchases_without_value")
              + ", without currency "
              + count("purchases_without_currency"));
    }
    if (count("values_left_out") > 0) {
      lines.add("values left out: " + count("values_left_out") + ", most of all " + mostLeftOut());
    }
    if (repeatedIds() > 0) {
      lines.add(
          "same name and id again: " + (estimatesRepeatedIds ? "about " : "") + repeatedIds());
    }
    frequentIdentifiers().stream()
        .limit(SHOWN)
        .forEach(
            found ->
                lines.add(
                    found.path()
                        + " with mark "
                        + found.mark()
                        + " is on "
                        + (found.isEstimate() ? "about " : "")
                        + percent((double) found.events() / events())
                        + " of the events"));
    return lines.toString();
  }

  private String mostLeftOut() {
    Map<String, Long> byPathAndRule = new TreeMap<>();
    valuesLeftOut.forEach(
        (path, byRule) ->
            byRule.forEach((rule, count) -> byPathAndRule.put(path + ' ' + rule, count)));
    StringJoiner most = new StringJoiner(", ");
    byPathAndRule.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(SHOWN)
        .forEach(entry -> most.add(entry.getKey() + ' ' + entry.getValue()));
    return most.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
