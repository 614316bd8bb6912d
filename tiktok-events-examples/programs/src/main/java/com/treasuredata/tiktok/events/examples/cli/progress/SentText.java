package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.SentStatistics;
import com.treasuredata.tiktok.events.SentStatistics.FrequentIdentifier;
import com.treasuredata.tiktok.events.SentStatistics.Repeat;
import com.treasuredata.tiktok.events.schema.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Says in a few lines what of the events of an export a person should know or mend. */
public final class SentText {
  private SentText() {}

  /**
   * Returns at most four lines, without any value of an event; none if no event was accepted.
   *
   * @param report the account of an export, whose statistics count what was put into requests
   */
  public static List<String> lines(ExportReport report) {
    SentStatistics sent = report.sent();
    List<String> lines = new ArrayList<>();
    if (!tells(report)) {
      return lines;
    }
    lines.add(matchedBy(sent));
    Map<String, Long> counts = sent.counts();
    long worthless =
        counts.getOrDefault("purchases_without_value", 0L)
            + counts.getOrDefault("purchases_without_currency", 0L);
    if (worthless > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d of %s %s",
              worthless,
              Plural.of(counts.getOrDefault("purchases", 0L), "purchase", "purchases"),
              worthless == 1
                  ? "has no value or no currency: TikTok can't count what it is worth"
                  : "have no value or no currency: TikTok can't count what they are worth"));
    }
    if (sent.repeatedIds() > 0) {
      lines.add(repeats(sent));
    }
    sent.frequentIdentifiers().stream()
        .findFirst()
        .map(found -> frequent(sent, found))
        .ifPresent(lines::add);
    return lines;
  }

  /** Returns whether there is something to tell: what nobody took can't be matched. */
  public static boolean tells(ExportReport report) {
    return report.accepted() > 0 && report.sent().events() > 0;
  }

  private static String matchedBy(SentStatistics sent) {
    StringJoiner by = new StringJoiner(", ", "can be matched by: ", "");
    by.setEmptyValue("can be matched by nothing");
    sent.shares()
        .forEach(
            (identifier, share) -> {
              if (share > 0) {
                by.add(name(identifier) + ' ' + percent(share));
              }
            });
    long none = sent.counts().getOrDefault("with_none", 0L);
    return none == 0 || none == sent.events()
        ? by.toString()
        : by + "; by nothing " + percent((double) none / sent.events());
  }

  private static String repeats(SentStatistics sent) {
    String first =
        sent.firstRepeats().isEmpty() ? "" : " (" + pair(sent.firstRepeats().get(0)) + ")";
    return String.format(
        Locale.ROOT,
        "%s%,d %s the name and event_id of an earlier one%s: TikTok counts each once",
        sent.estimatesRepeatedIds() ? "about " : "",
        sent.repeatedIds(),
        sent.repeatedIds() == 1 ? "event repeats" : "events repeat",
        first);
  }

  private static String pair(Repeat repeat) {
    return String.format(
        Locale.ROOT, "record %,d that of record %,d", repeat.record(), repeat.earlier());
  }

  private static String frequent(SentStatistics sent, FrequentIdentifier found) {
    int others = sent.frequentIdentifiers().size() - 1;
    return String.format(
        Locale.ROOT,
        "one %s is on %s%s of the events%s: does it stand for many people?",
        found.path(),
        found.isEstimate() ? "about " : "",
        percent((double) found.events() / sent.events()),
        others == 0 ? "" : String.format(Locale.ROOT, ", and %,d more are on many", others));
  }

  /** Returns what people call an identifier. */
  public static String name(Identifier identifier) {
    return switch (identifier) {
      case EMAIL -> "e-mail";
      case IP_AND_USER_AGENT -> "IP and user agent";
      case DEVICE_ID -> "device id";
      case PHONE, EXTERNAL_ID, TTCLID, TTP, LEAD_ID -> identifier.label();
    };
  }

  /** Returns a share from 0 to 1 in whole percent; neither 0 nor 100 unless it is. */
  static String percent(double share) {
    long percent = Math.round(100 * share);
    if (percent == 0 && share > 0) {
      return "<1%";
    }
    return percent == 100 && share < 1 ? ">99%" : percent + "%";
  }
}
