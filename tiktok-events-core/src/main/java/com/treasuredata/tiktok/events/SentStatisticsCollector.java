package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.SentStatistics.FrequentIdentifier;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.schema.Identifier;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.Rule;
import com.treasuredata.tiktok.events.schema.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the {@link SentStatistics} of the events that one session puts into batches for one source.
 *
 * <p>It takes at most 17 MB, or 25 MB for a moment, and most of that only from half a million
 * events on: see {@link RepeatedIds}. For use by one thread, the one that fills the batches.
 */
final class SentStatisticsCollector {
  /** The one name under which fields are counted that TikTok doesn't document. */
  static final String CUSTOM_FIELDS = "custom fields";

  /** So many names that TikTok doesn't have are counted one by one. */
  static final int MAX_CUSTOM_NAMES = 50;

  /** Purchases, and what they were called before (events-api.md §4.2). */
  private static final Set<String> PURCHASES =
      Set.of("Purchase", "CompletePayment", "PlaceAnOrder");

  /** In so many events all identifiers are looked at, beyond in one of 16. */
  static final int ALL_SAMPLED = 10_000;

  private static final int SAMPLED_PART = 16;
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private static final long HOUR = Duration.ofHours(1).toSeconds();
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long WEEK = Duration.ofDays(7).toSeconds();
  private static final long AHEAD = Limits.MAX_CLOCK_SKEW.toSeconds();

  /** What is known of an event name, and how many events have it. */
  private static final class Name {
    final long hash;
    final boolean isStandard;
    final boolean isPurchase;
    long events;

    Name(String name, EventSourceType source) {
      this.hash = TextHash.of(0, name);
      this.isStandard = EventName.of(name).isStandardFor(source);
      this.isPurchase = PURCHASES.contains(name);
    }
  }

  private final EventSourceType source;

  /** How many events have just these identifiers: few sets, each of which is one object. */
  private final IdentityHashMap<Set<Identifier>, long[]> byIdentifiers = new IdentityHashMap<>();

  private final Map<String, Name> names = new HashMap<>();
  private final Map<String, Map<Rule, long[]>> leftOut = new HashMap<>();
  private final RepeatedIds repeatedIds = new RepeatedIds();

  /** The identifiers in {@code user}, by name. */
  private final Map<String, FrequentValues> userFields = new LinkedHashMap<>();

  private final FrequentValues leadIds = new FrequentValues("lead.lead_id", false);

  private long events;
  private long withNone;
  private long customNames;
  private long untoldNames;
  private int customNamesTold;
  private long valuesLeftOut;
  private long purchases;
  private long purchasesWithoutValue;
  private long purchasesWithoutCurrency;
  private long ahead;
  private long lastHour;
  private long lastDay;
  private long lastWeek;
  private long older;

  SentStatisticsCollector(EventSourceType source) {
    this.source = source;
    for (String name : List.of("email", "phone", "external_id")) {
      userFields.put(name, new FrequentValues("user." + name, true));
    }
    for (String name : List.of("ttclid", "ttp", "ip", "idfa", "idfv", "gaid")) {
      userFields.put(name, new FrequentValues("user." + name, false));
    }
  }

  /**
   * Counts an event that was put into a batch.
   *
   * @param record the number of the record that it was made of
   * @param eventId its id as it is sent, whether given or derived; empty if it has none
   * @param violations the rules that it breaks, none of which is an error
   * @param now the time, by which it is old; some seconds don't matter
   */
  void add(
      long record, PreparedEvent event, String eventId, List<Violation> violations, Instant now) {
    events++;
    byIdentifiers.computeIfAbsent(event.identifiers(), any -> new long[1])[0]++;
    withNone += event.canBeMatched() ? 0 : 1;
    if (isSampled()) {
      sample(event);
    }
    Name named = named(event.name());
    if (!eventId.isEmpty() && source != EventSourceType.APP) {
      repeatedIds.add(record, TextHash.of(named.hash, eventId));
    }
    customNames += named.isStandard ? 0 : 1;
    if (named.isPurchase) {
      purchase(event);
    }
    age(now.getEpochSecond() - event.time());
    for (Violation violation : violations) {
      if (violation.rule().leavesOutValue()) {
        leftOut(violation);
      }
    }
  }

  /**
   * Returns whether the event's identifiers are looked at, of which there may be many. Beyond the
   * first events one in 16 is, by the golden ratio, which is in step with no order of the rows.
   */
  private boolean isSampled() {
    if (events <= ALL_SAMPLED) {
      return true;
    }
    if (events == ALL_SAMPLED + 1) {
      sketches().forEach(sketch -> sketch.coarsen(SAMPLED_PART));
    }
    return (((int) events * GOLDEN_RATIO) >>> 28) == 0;
  }

  private void sample(PreparedEvent event) {
    Map<String, Object> user = event.userFields();
    userFields.forEach((name, sketch) -> sketch.add(user.get(name)));
    if (event.identifiers().contains(Identifier.LEAD_ID)
        && event.fields().get("lead") instanceof Map<?, ?> lead) {
      leadIds.add(lead.get("lead_id"));
    }
  }

  /** Counts the event's name, and returns what is known of it. */
  private Name named(String name) {
    Name known = names.get(name);
    if (known == null) {
      known = new Name(name, source);
      if (!known.isStandard && customNamesTold == MAX_CUSTOM_NAMES) {
        untoldNames++;
        return known;
      }
      customNamesTold += known.isStandard ? 0 : 1;
      names.put(name, known);
    }
    known.events++;
    return known;
  }

  private void purchase(PreparedEvent event) {
    purchases++;
    if (!event.hasValue()) {
      purchasesWithoutValue++;
    } else if (!event.hasCurrency()) {
      purchasesWithoutCurrency++;
    }
  }

  private void age(long seconds) {
    if (seconds < -AHEAD) {
      ahead++;
    } else if (seconds < HOUR) {
      lastHour++;
    } else if (seconds < DAY) {
      lastDay++;
    } else if (seconds < WEEK) {
      lastWeek++;
    } else {
      older++;
    }
  }

  private void leftOut(Violation violation) {
    valuesLeftOut++;
    String path = withoutIndexes(violation.path());
    Map<Rule, long[]> byRule = leftOut.get(path);
    if (byRule == null) {
      String shown = FieldTable.find(path) != null ? path : CUSTOM_FIELDS;
      byRule = leftOut.computeIfAbsent(shown, any -> new EnumMap<>(Rule.class));
    }
    byRule.computeIfAbsent(violation.rule(), any -> new long[1])[0]++;
  }

  /** Returns {@code properties.contents.price} for {@code properties.contents[2].price}. */
  private static String withoutIndexes(String path) {
    if (path.indexOf('[') < 0) {
      return path;
    }
    StringBuilder shorter = new StringBuilder();
    boolean isIndex = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      isIndex |= c == '[';
      if (!isIndex) {
        shorter.append(c);
      }
      isIndex &= c != ']';
    }
    return shorter.toString();
  }

  /** Returns the statistics of the events so far. */
  SentStatistics statistics() {
    return new SentStatistics(
        new EnumMap<>(Map.of(source, events)),
        counts(),
        valuesLeftOut(),
        eventNames(),
        repeatedIds.isEstimate(),
        repeatedIds.firstRepeats(),
        frequent());
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("events", events);
    for (Identifier identifier : Identifier.values()) {
      counts.put("with_" + identifier.label(), eventsWith(identifier));
    }
    counts.put("with_none", withNone);
    counts.put("values_left_out", valuesLeftOut);
    counts.put("purchases", purchases);
    counts.put("purchases_without_value", purchasesWithoutValue);
    counts.put("purchases_without_currency", purchasesWithoutCurrency);
    counts.put("custom_names", customNames);
    counts.put("names_not_listed", untoldNames);
    counts.put("age_ahead", ahead);
    counts.put("age_hour", lastHour);
    counts.put("age_day", lastDay);
    counts.put("age_week", lastWeek);
    counts.put("age_older", older);
    counts.put("repeated_ids", repeatedIds.repeats());
    return counts;
  }

  private long eventsWith(Identifier identifier) {
    long with = 0;
    for (Map.Entry<Set<Identifier>, long[]> entry : byIdentifiers.entrySet()) {
      with += entry.getKey().contains(identifier) ? entry.getValue()[0] : 0;
    }
    return with;
  }

  private Map<String, Map<Rule, Long>> valuesLeftOut() {
    Map<String, Map<Rule, Long>> all = new TreeMap<>();
    leftOut.forEach(
        (path, counts) -> {
          Map<Rule, Long> byRule = new EnumMap<>(Rule.class);
          counts.forEach((rule, count) -> byRule.put(rule, count[0]));
          all.put(path, byRule);
        });
    return all;
  }

  private Map<String, Long> eventNames() {
    Map<String, Long> shown = new TreeMap<>();
    names.forEach((name, known) -> shown.merge(ShownName.of(name), known.events, Long::sum));
    return shown;
  }

  private List<FrequentValues> sketches() {
    List<FrequentValues> all = new ArrayList<>(userFields.values());
    all.add(leadIds);
    return all;
  }

  private List<FrequentIdentifier> frequent() {
    long enough = SentStatistics.enoughToKeep(events);
    List<FrequentIdentifier> frequent = new ArrayList<>();
    sketches().forEach(sketch -> frequent.addAll(sketch.onAtLeast(enough)));
    return frequent;
  }
}
