package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.schema.Placeholders;
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
  private final TextReader texts;
  private final DirectWriter direct;
  private final EventFacts facts;
  private final @Nullable ZoneId timeZone;

  FieldWriter(
      Findings findings,
      Unreadable unreadable,
      JsonBytes out,
      TextReader texts,
      DirectWriter direct,
      EventFacts facts,
      @Nullable ZoneId timeZone) {
    this.findings = findings;
    this.unreadable = unreadable;
    this.out = out;
    this.texts = texts;
    this.direct = direct;
    this.facts = facts;
    this.timeZone = timeZone;
  }

  /**
   * Writes a value.
   *
   * @return whether it was written; what was written before, if not, is of no use
   */
  boolean write(EventField field, Object raw) {
    return switch (field.type()) {
      case STRING_LIST -> texts(field, raw);
      case TEXT -> text(field, raw);
      case NUMBER -> amount(field, raw);
      case RATIO -> number(field, raw, ValueReader.share(raw));
      case COUNT -> count(field, raw);
      case BOOLEAN -> bool(field, raw);
      case TIME -> time(field, raw);
      case OBJECT, OBJECT_LIST -> throw new AssertionError(field); // EventWriter's own.
    };
  }

  private boolean text(EventField field, Object raw) {
    String sent = texts.read(field, raw, field.form() == TextForm.COUNTRY ? "" : facts.country);
    if (sent == null) {
      return false;
    }
    if (field == NAME) {
      facts.setName(sent, 0, sent.length());
    } else if (field == EVENT_ID) {
      facts.eventId = sent;
    } else if (field == PAGE_URL) {
      facts.sentFields |= TextReader.hasClickId(sent) ? SentFields.TTCLID : 0;
    } else if (field == CURRENCY) {
      facts.hasUnlistedCurrency = !Currencies.isListed(sent);
    } else if (field.form() == TextForm.COUNTRY) {
      facts.country = sent;
    }
    out.text(sent);
    return true;
  }

  private boolean texts(EventField field, Object raw) {
    Object only = raw instanceof List<?> list && list.size() == 1 ? list.get(0) : raw;
    if (only != raw && only instanceof String text && direct.value(field, text, 0, text.length())) {
      return true;
    }
    int before = out.length();
    out.raw('[');
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
        if (!item(field, item)) {
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

  private boolean item(EventField field, Object item) {
    String sent = texts.read(field, item, "");
    if (sent != null) {
      out.text(sent);
    }
    return sent != null;
  }

  private boolean amount(EventField field, Object raw) {
    BigDecimal amount = ValueReader.amount(raw);
    if (field == VALUE) {
      facts.hasNegativeValue = amount != null && amount.signum() < 0;
    }
    return number(field, raw, amount);
  }

  private boolean number(EventField field, Object raw, @Nullable BigDecimal number) {
    if (number == null) {
      unreadable.report(field, raw);
      return false;
    }
    out.number(number);
    return true;
  }

  private boolean count(EventField field, Object raw) {
    Long count = ValueReader.count(raw);
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
