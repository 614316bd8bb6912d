package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.schema.Placeholders;
import com.treasuredata.tiktok.events.internal.text.DirectText;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks and writes the values of fields that the schema knows, each as its type. Not safe for use
 * by several threads.
 */
final class FieldWriter {
  private static final EventField NAME = FieldTable.field("event");
  private static final EventField EVENT_ID = FieldTable.field("event_id");
  private static final EventField PAGE_URL = FieldTable.field("page.url");
  private static final EventField CURRENCY = FieldTable.field("properties.currency");
  private static final EventField VALUE = FieldTable.field("properties.value");
  private static final EventField LIMITED_DATA_USE = FieldTable.field("limited_data_use");

  private final Findings findings;
  private final Unreadable unreadable;
  private final JsonBytes out;
  private final TextWriter texts;
  private final EventFacts facts;
  private final @Nullable ZoneId timeZone;

  FieldWriter(
      Findings findings,
      Unreadable unreadable,
      JsonBytes out,
      TextWriter texts,
      EventFacts facts,
      @Nullable ZoneId timeZone) {
    this.findings = findings;
    this.unreadable = unreadable;
    this.out = out;
    this.texts = texts;
    this.facts = facts;
    this.timeZone = timeZone;
  }

  /**
   * Writes a value that is all of {@code raw}, or a part of that text.
   *
   * @param end where the value ends in {@code raw}; 0 if it is all of it
   * @return whether it was written; what was written before, if not, is of no use
   */
  boolean write(EventField field, Object raw, int start, int end) {
    return switch (field.type()) {
      case STRING_LIST -> texts(field, raw);
      case TEXT -> text(field, raw, start, end);
      case NUMBER -> amount(field, raw, start, end);
      case RATIO -> number(field, raw, ValueReader.share(Slots.whole(raw, start, end)));
      case COUNT -> count(field, raw, start, end);
      case BOOLEAN -> bool(field, raw);
      case TIME -> time(field, raw);
      case OBJECT, OBJECT_LIST -> throw new AssertionError(field); // EventWriter's own.
    };
  }

  private boolean text(EventField field, Object raw, int start, int end) {
    if (field.form() == TextForm.COUNTRY) {
      return country(field, raw);
    }
    int before = out.length();
    if (!texts.write(field, raw, start, end, facts.country)) {
      return false;
    }
    if (field == NAME) {
      facts.name = texts.sent(raw);
    } else if (field == EVENT_ID) {
      facts.eventId = texts.sent(raw);
    } else if (field == PAGE_URL) {
      facts.sentFields |= texts.hadClickId() ? SentFields.TTCLID : 0;
    } else if (field == CURRENCY) {
      facts.hasUnlistedCurrency = !Currencies.isListed(out.array(), before + 1, out.length() - 1);
    }
    return true;
  }

  private boolean country(EventField field, Object raw) {
    String plain = raw instanceof String text ? DirectText.country(text) : null;
    String code = plain == null ? texts.read(field, raw, "") : plain;
    if (code == null) {
      return false;
    }
    facts.country = code;
    out.text(code);
    return true;
  }

  private boolean texts(EventField field, Object raw) {
    int before = out.length();
    out.raw('[');
    Object only = raw instanceof List<?> list && list.size() == 1 ? list.get(0) : raw;
    if (only instanceof String text
        && Placeholders.cannotBegin(text, 0, text.length())
        && CellValues.isPlainlyOne(field, text)
        && texts.isPlainAndWritten(field, text, 0, text.length(), "")) {
      out.raw(']');
      return true;
    }
    out.truncate(before + 1);
    Collection<?> given = ValueReader.list(raw);
    if (given == null && raw instanceof String text) {
      given = CellValues.of(field, text);
      if (given == null && ValueReader.isCutList(raw)) {
        unreadable.report(field, raw);
        return false;
      }
      if (given == null && CellValues.areLikely(field, text)) {
        findings.report(
            Rule.SEVERAL_VALUES,
            "sent as one id; several go as a JSON array such as [\"A\",\"B\"]");
      }
    }
    if (given != null && given.size() > Limits.MAX_LIST_ITEMS) {
      findings.leaveOut(
          Rule.MALFORMED, false, "expected at most " + Limits.MAX_LIST_ITEMS + " items");
      return false;
    }
    items(field, given == null ? List.of(raw) : given);
    boolean isAny = out.length() > before + 1;
    out.raw(']');
    return isAny;
  }

  private void items(EventField field, Collection<?> given) {
    // The same identifier twice says nothing; the same product twice may.
    Set<String> sent = new LinkedHashSet<>();
    int i = 0;
    for (Object item : given) {
      findings.place().item(given.size() == 1 ? Place.NONE : i++);
      if (item == null || ValueReader.isAbsent(item)) {
        continue;
      }
      if (field.placeholders().contain(item)) {
        findings.leaveOut(Rule.PLACEHOLDER, false, Placeholders.EXPECTED);
      } else if (field.hashing() == Hashing.ALWAYS) {
        texts.readInto(sent, field, item);
      } else {
        int mark = out.length();
        out.separate();
        if (!texts.write(field, item, 0, 0, "")) {
          out.truncate(mark);
        }
      }
    }
    findings.place().item(Place.NONE);
    for (String digest : sent) {
      out.separate();
      out.text(digest);
    }
  }

  private boolean amount(EventField field, Object raw, int start, int end) {
    int before = out.length();
    boolean isWritten;
    if (raw instanceof String text
        && NumberWriter.amount(text, start, end == 0 ? text.length() : end, out)) {
      isWritten = true;
    } else {
      isWritten = number(field, raw, ValueReader.amount(Slots.whole(raw, start, end)));
    }
    if (isWritten && field == VALUE) {
      facts.hasNegativeValue = out.array()[before] == '-';
    }
    return isWritten;
  }

  private boolean number(EventField field, Object raw, @Nullable BigDecimal number) {
    if (number == null) {
      unreadable.report(field, raw);
      return false;
    }
    out.number(number);
    return true;
  }

  private boolean count(EventField field, Object raw, int start, int end) {
    long plain =
        raw instanceof String text
            ? NumberWriter.whole(text, start, end == 0 ? text.length() : end)
            : NumberWriter.CLOSELY;
    Long count =
        plain == NumberWriter.CLOSELY
            ? ValueReader.count(Slots.whole(raw, start, end))
            : Long.valueOf(plain);
    if (count == null) {
      unreadable.report(field, raw);
      return false;
    }
    out.number(count);
    return true;
  }

  private boolean bool(EventField field, Object raw) {
    Boolean value = ValueReader.bool(raw);
    if (value == null) {
      unreadable.report(field, raw);
      return false;
    }
    facts.isDataUseLimited |= value && field == LIMITED_DATA_USE;
    out.raw(value ? "true" : "false");
    return true;
  }

  private boolean time(EventField field, Object raw) {
    long plain = raw instanceof String text ? NumberWriter.time(text) : NumberWriter.CLOSELY;
    if (plain != NumberWriter.CLOSELY) {
      return time(plain);
    }
    Long seconds = ValueReader.time(raw, timeZone);
    if (seconds == null) {
      unreadable.report(field, raw);
      return false;
    }
    if (mayBeLocal(raw) && TimeReader.isAtChangeOfClocks(raw, timeZone)) {
      findings.report(
          Rule.TIME_AT_CLOCK_CHANGE,
          "clocks were changed then: this local time doesn't exist, or is there twice, and may be an"
              + " hour off; give Unix seconds, or the offset from UTC");
    }
    if (ValueReader.isRoundedTime(raw)) {
      findings.report(
          Rule.DIGITS_LOST,
          "in scientific notation with fewer than 10 digits it may be hours off: export it as a"
              + " whole number");
    }
    return time(seconds);
  }

  private boolean time(long seconds) {
    facts.time = seconds;
    facts.hasTime = true;
    out.number(seconds);
    return true;
  }

  /** Spares texts with an offset a second look. */
  private boolean mayBeLocal(Object raw) {
    if (!(raw instanceof String text)) {
      return timeZone != null && raw instanceof TemporalAccessor;
    }
    char last = text.isEmpty() ? 'Z' : text.charAt(text.length() - 1);
    return timeZone != null || (Character.isLetter(last) && last != 'Z');
  }
}
