package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import java.util.Set;

/** The rules that look at more than one field, or at more than the shape of one. */
final class CrossFieldRules {
  private static final Set<String> PURCHASES =
      Set.of("Purchase", "CompletePayment", "PlaceAnOrder");

  private final EventSourceType source;
  private final EventNames names;
  private final Findings findings;

  CrossFieldRules(EventSchema schema, Findings findings) {
    this.source = schema.type();
    this.names = schema.names();
    this.findings = findings;
  }

  void check(EventFacts event, long nowSeconds) {
    if (!event.name().isEmpty()) {
      names.check(event.name(), findings);
    }
    if (event.hasTime) {
      time(event.time, nowSeconds);
    }
    currency(event);
    negativeValue(event);
    matchKeys(event);
    limitedDataUse(event);
  }

  /** §2.1, "event_time window". */
  private void time(long time, long nowSeconds) {
    if (time < Limits.FIRST_PLAUSIBLE_TIME || time >= Limits.MAX_EPOCH_MILLIS) {
      findings.reportAt(
          "event_time",
          Rule.TIME_OUT_OF_RANGE,
          "expected Unix seconds of 2015 or later, near today" + lookingLike(time));
    } else if (time >= Limits.FIRST_MILLISECOND_TIME) {
      findings.reportAt(
          "event_time",
          Rule.TIME_IN_MILLISECONDS,
          "expected Unix seconds, not milliseconds: divide by 1000");
    } else if (time < nowSeconds - Limits.MAX_EVENT_AGE.toSeconds()) {
      findings.reportAt(
          "event_time",
          Rule.TIME_TOO_OLD,
          "older than 28 days: TikTok takes it and won't match it");
    } else if (time > nowSeconds + Limits.MAX_CLOCK_SKEW.toSeconds()) {
      findings.reportAt(
          "event_time",
          Rule.TIME_IN_FUTURE,
          "more than 5 minutes in the future: check the time zone");
    }
  }

  /** Other numbers that exporters write for a time. */
  private static String lookingLike(long time) {
    if (time >= 20_000 && time < 80_000) {
      return "; this looks like a spreadsheet's day number";
    }
    if (time >= 19_700_101 && time < 21_000_101) {
      return "; this looks like a date as yyyymmdd";
    }
    if (time > 100 * Limits.MAX_EPOCH_MILLIS) {
      return "; this looks like nanoseconds: divide by 1,000,000,000";
    }
    return time > Limits.MAX_EPOCH_MILLIS
        ? "; this looks like microseconds: divide by 1,000,000"
        : "";
  }

  /** §2.3. */
  private void currency(EventFacts event) {
    if (event.hasUnlistedCurrency) {
      findings.reportAt(
          "properties.currency",
          Rule.UNKNOWN_CURRENCY,
          "not among the currencies that TikTok lists; sent nonetheless");
    } else if (event.has(SentFields.VALUE) && !event.has(SentFields.CURRENCY)) {
      findings.reportAt(
          "properties.value",
          Rule.VALUE_WITHOUT_CURRENCY,
          "TikTok needs properties.currency to use it; sent nonetheless");
    }
  }

  /** §4.4: there is no refund. */
  private void negativeValue(EventFacts event) {
    if (event.hasNegativeValue && PURCHASES.contains(event.name())) {
      findings.reportAt(
          "properties.value",
          Rule.NEGATIVE_VALUE,
          "it counts as one more purchase: TikTok has no refunds, so don't send them; sent"
              + " nonetheless");
    }
  }

  /** §3. */
  private void matchKeys(EventFacts event) {
    if (source == EventSourceType.OFFLINE) {
      if (!event.has(SentFields.EMAIL) && !event.has(SentFields.PHONE)) {
        findings.makeEssential("user.email");
        findings.makeEssential("user.phone");
        findings.reportAt(
            "user", Rule.NO_MATCH_KEY, "an offline event needs a usable user.email or user.phone");
      }
    } else if (source != EventSourceType.CRM // lead.lead_id is required, and TikTok matches by it.
        && !SentFields.canBeMatched(source, event.sentFields)) {
      findings.reportAt(
          "user",
          Rule.ANONYMOUS,
          source == EventSourceType.APP
              ? "give idfa, idfv, gaid, email or phone"
              : "give ttclid, ttp, email, phone, external_id, or ip with user_agent");
    }
  }

  /** §7. */
  private void limitedDataUse(EventFacts event) {
    if (event.isDataUseLimited && !event.has(SentFields.IP)) {
      findings.makeEssential("user.ip");
      findings.reportAt(
          "user.ip", Rule.LIMITED_DATA_USE_NEEDS_IP, "limited_data_use needs a public user.ip");
    }
  }
}
