package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Placeholders;
import com.treasuredata.tiktok.events.internal.text.DirectText;

/**
 * Writes texts that are plainly good values of their fields, each in one pass over it. Whatever
 * isn't plainly good is not written: {@link FieldWriter} then reads it closely, and gives the same
 * for what is written here. Not safe for use by several threads.
 */
final class DirectWriter {
  private static final EventField NAME = FieldTable.field("event");
  private static final EventField EVENT_ID = FieldTable.field("event_id");
  private static final EventField PAGE_URL = FieldTable.field("page.url");
  private static final EventField VALUE = FieldTable.field("properties.value");

  /** How a field's texts are written. */
  private enum Way {
    TEXT,
    DIGEST,
    ONLY_ITEM,
    AMOUNT,
    VALUE,
    COUNT,
    TIME,
    NAME,
    EVENT_ID,
    CURRENCY,
    COUNTRY,
    PAGE_URL,
    ALLOWED,
    CLOSELY
  }

  /** The way of each field, by its index. */
  private static final Way[] WAYS = new Way[FieldTable.fields().size()];

  static {
    for (EventField field : FieldTable.fields()) {
      WAYS[field.index()] = way(field);
    }
  }

  private final JsonBytes out;
  private final EventFacts facts;
  private final DirectText texts;

  private static Way way(EventField field) {
    return switch (field.type()) {
      case TEXT -> wayOfText(field);
      case STRING_LIST -> Way.ONLY_ITEM;
      case NUMBER -> field == VALUE ? Way.VALUE : Way.AMOUNT;
      case COUNT -> Way.COUNT;
      case TIME -> Way.TIME;
      case BOOLEAN, RATIO, OBJECT, OBJECT_LIST -> Way.CLOSELY;
    };
  }

  private static Way wayOfText(EventField field) {
    if (!field.allowed().isEmpty()) {
      return Way.ALLOWED;
    }
    if (field.hashing() == Hashing.ALWAYS) {
      return Way.DIGEST;
    }
    if (field == NAME) {
      return Way.NAME;
    }
    if (field == EVENT_ID) {
      return Way.EVENT_ID;
    }
    if (field == PAGE_URL) {
      return Way.PAGE_URL;
    }
    return switch (field.form()) {
      case COUNTRY -> Way.COUNTRY;
      case CURRENCY -> Way.CURRENCY;
      default -> Way.TEXT;
    };
  }

  DirectWriter(JsonBytes out, EventFacts facts, DirectText texts) {
    this.out = out;
    this.facts = facts;
    this.texts = texts;
  }

  /**
   * Writes a field with the value that a part of a text is, if that is plainly good.
   *
   * @return whether it was written
   */
  boolean member(EventField field, String text, int from, int to) {
    int mark = out.length();
    out.begin(field.member());
    if (value(field, text, from, to)) {
      return true;
    }
    out.truncate(mark);
    return false;
  }

  /** Writes a part of a text as {@link #member} does, without the name of the field. */
  boolean value(EventField field, String text, int from, int to) {
    int start = DirectText.start(text, from, to);
    if (start == to || !Placeholders.cannotBegin(text, start, to)) {
      return false;
    }
    int end = DirectText.end(text, start, to);
    if (field.isId() && !IdText.isPlain(field, text, start, end)) {
      return false;
    }
    return switch (WAYS[field.index()]) {
      case TEXT -> text(field, text, start, end);
      case DIGEST -> texts.writeDigest(field.form(), text, start, end, facts.country, out);
      case ONLY_ITEM -> onlyItem(field, text, start, end);
      case AMOUNT -> NumberWriter.amount(text, start, end, out);
      case VALUE -> eventValue(text, start, end);
      case COUNT -> count(text, start, end);
      case TIME -> time(text, start, end);
      case NAME -> name(field, text, start, end);
      case EVENT_ID -> eventId(field, text, start, end);
      case CURRENCY -> currency(field, text, start, end);
      case COUNTRY -> country(text, start, end);
      case PAGE_URL -> pageUrl(field, text, start, end);
      case ALLOWED -> allowed(field, text, start, end);
      case CLOSELY -> false;
    };
  }

  private boolean text(EventField field, String text, int start, int end) {
    return texts.write(field.form(), text, start, end, facts.country, out);
  }

  private boolean name(EventField field, String text, int start, int end) {
    if (!text(field, text, start, end)) {
      return false;
    }
    facts.setName(text, start, end);
    return true;
  }

  private boolean eventId(EventField field, String text, int start, int end) {
    if (!text(field, text, start, end)) {
      return false;
    }
    facts.eventId = text.substring(start, end);
    return true;
  }

  private boolean currency(EventField field, String text, int start, int end) {
    int before = out.length();
    if (!text(field, text, start, end)) {
      return false;
    }
    facts.hasUnlistedCurrency = !Currencies.isListed(out.array(), before + 1);
    return true;
  }

  private boolean pageUrl(EventField field, String text, int start, int end) {
    if (!text(field, text, start, end)) {
      return false;
    }
    if (texts.hadClickId() && TextReader.hasClickId(text)) {
      facts.sentFields |= SentFields.TTCLID;
    }
    return true;
  }

  private boolean allowed(EventField field, String text, int start, int end) {
    for (String allowed : field.allowed()) {
      boolean isIt =
          allowed.length() == end - start
              && text.regionMatches(true, start, allowed, 0, end - start);
      if (isIt) {
        out.text(allowed);
        return true;
      }
    }
    return false;
  }

  private boolean country(String text, int start, int end) {
    String code = DirectText.country(text, start, end);
    if (code == null) {
      return false;
    }
    facts.country = code;
    out.text(code);
    return true;
  }

  private boolean onlyItem(EventField field, String text, int start, int end) {
    if (!CellValues.isPlainlyOne(field, text, start)) {
      return false;
    }
    int mark = out.length();
    out.raw('[');
    boolean isWritten =
        field.hashing() == Hashing.ALWAYS
            ? texts.writeDigest(field.form(), text, start, end, "", out)
            : texts.write(field.form(), text, start, end, "", out);
    if (isWritten) {
      out.raw(']');
    } else {
      out.truncate(mark);
    }
    return isWritten;
  }

  private boolean eventValue(String text, int start, int end) {
    int before = out.length();
    if (!NumberWriter.amount(text, start, end, out)) {
      return false;
    }
    facts.hasNegativeValue = out.array()[before] == '-'; // Not -0, which is written as 0.
    return true;
  }

  private boolean count(String text, int start, int end) {
    long count = NumberWriter.whole(text, start, end);
    if (count == NumberWriter.CLOSELY) {
      return false;
    }
    out.number(count);
    return true;
  }

  private boolean time(String text, int start, int end) {
    long seconds = end - start == text.length() ? NumberWriter.time(text) : NumberWriter.CLOSELY;
    if (seconds == NumberWriter.CLOSELY) {
      return false;
    }
    facts.time = seconds;
    facts.hasTime = true;
    out.number(seconds);
    return true;
  }
}
