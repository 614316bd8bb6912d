package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Placeholders;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import com.treasuredata.tiktok.events.internal.text.DirectText;
import com.treasuredata.tiktok.events.internal.text.NationalPhones;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks events and writes them as they are sent, in one walk: the values of an event are put into
 * the slots of their fields, and each slot is checked and written into bytes, in the order of the
 * names. What turns out not to be sent is taken back.
 *
 * <p>Not safe for use by several threads; used again for the next event.
 */
final class EventWriter {
  private static final ObjectFields EVENT = EventSchema.objectsOfEvents().get(0);
  private static final ObjectFields USER = EventSchema.object("user");
  private static final EventField LIMITED_DATA_USE = FieldTable.field("limited_data_use");

  private final EventSchema schema;
  private final EventSourceType source;
  private final boolean limitedDataUse;
  private final Presence[] presence;

  /** For each object, which of its fields should be there; bits as those of {@link Slots}. */
  private final long[] needed = new long[EventSchema.objectsOfEvents().size()];

  /** For each object of the event being written, whether it was looked into. */
  private final boolean[] isUnread = new boolean[needed.length];

  private final JsonBytes out = new JsonBytes();
  private final Slots slots = new Slots();
  private final EventFacts facts = new EventFacts();
  private final Findings findings;
  private final Unreadable unreadable;
  private final CanonicalForm canonical = new CanonicalForm();
  private final CustomWriter custom;
  private final TextReader texts;
  private final DirectWriter direct;
  private final FieldWriter fields;
  private final ProductsWriter products;
  private final DigestMembers digests;
  private final CrossFieldRules rules;
  private final boolean readsRowsCountry;

  /** Creates one with the settings of an {@link EventValidator}. */
  EventWriter(
      EventSchema schema,
      boolean strict,
      boolean limitedDataUse,
      @Nullable ZoneId timeZone,
      @Nullable NationalPhones phones) {
    this.schema = schema;
    this.source = schema.type();
    this.limitedDataUse = limitedDataUse;
    this.presence = new Presence[FieldTable.fields().size()];
    for (EventField field : FieldTable.fields()) {
      presence[field.index()] = field.presence(source);
    }
    for (ObjectFields object : EventSchema.objectsOfEvents()) {
      needed[object.number()] = needed(object);
    }
    this.findings = new Findings(strict);
    this.unreadable = new Unreadable(findings, source, timeZone);
    DirectText plain = new DirectText();
    this.custom = new CustomWriter(schema, findings, out, canonical, plain);
    this.texts = new TextReader(source, findings, unreadable, phones);
    this.direct = new DirectWriter(out, facts, plain);
    this.fields = new FieldWriter(findings, unreadable, out, texts, direct, facts, timeZone);
    this.products =
        new ProductsWriter(
            FieldTable.field("properties.contents"),
            findings,
            unreadable,
            out,
            slots,
            direct,
            source,
            this::object);
    this.digests = new DigestMembers(findings);
    this.rules = new CrossFieldRules(schema, findings);
    this.readsRowsCountry = phones != null && phones.isOfRow();
  }

  /**
   * Returns all that is wrong with an event, and the event as it can be sent, if it can.
   *
   * @param nowSeconds the time, in Unix seconds
   */
  ValidationResult write(Event event, long nowSeconds) {
    try {
      slots.take(event);
      readObjects();
      digests.addTo(slots, USER);
      slots.sortCustoms(0);
      texts.setRowsCountry(readsRowsCountry ? rowsCountry() : "");
      if (limitedDataUse) {
        limitDataUse();
      }
      slots.markObjects();
      event();
      reportMissing();
      rules.check(facts, nowSeconds);
      List<Violation> violations = findings.violations();
      return new ValidationResult(
          violations,
          findings.hasErrors()
              ? null
              : new PreparedEvent(schema, out.toByteArray(), facts, canonical.edits()));
    } finally {
      clear();
    }
  }

  private void clear() {
    Arrays.fill(isUnread, false);
    out.clear();
    slots.clear();
    facts.clear();
    findings.clear();
    canonical.clear();
  }

  /** Takes the members of objects that came as one value, as a map or as JSON. */
  private void readObjects() {
    for (ObjectFields object : EventSchema.objectsOfEvents()) {
      EventField field = object.field();
      if (field == null || field.type() != FieldType.OBJECT) {
        continue;
      }
      Object value = slots.value(field);
      if (value != null
          && (ValueReader.isAbsent(value) || ValueReader.isAbsentObject(field, value))) {
        slots.remove(field);
      } else if (value != null && presence[field.index()] != Presence.NOT_APPLICABLE) {
        Map<?, ?> members = ValueReader.object(value);
        if (members == null) {
          isUnread[object.number()] = true;
        } else {
          slots.take(object, members);
        }
      }
    }
  }

  private String rowsCountry() {
    for (EventField field : USER.asSent()) {
      if (field.form() == TextForm.COUNTRY && slots.value(field) instanceof String given) {
        return field.form().normalize(given, "").text();
      }
    }
    return "";
  }

  /** Limits the use of data where the event doesn't say itself. */
  private void limitDataUse() {
    if (ValueReader.isAbsent(slots.value(LIMITED_DATA_USE))) {
      slots.set(LIMITED_DATA_USE, true);
    }
  }

  /**
   * Writes the event. It does what {@link #object} does, and could be the same method: the JVM
   * would then compile that into itself, which takes a second.
   */
  private void event() {
    out.raw('{');
    int next = 0;
    for (long left = slots.given(EVENT); left != 0; left &= left - 1) {
      EventField field = EVENT.asSent()[Long.numberOfTrailingZeros(left)];
      next = customsBefore(field.name(), EVENT, next);
      if (field.type() == FieldType.OBJECT) {
        memberObject(field, EventSchema.object(field));
      } else {
        member(field);
      }
    }
    customsBefore(null, EVENT, next);
    out.raw('}');
  }

  /**
   * Writes an object of the event, which holds no other object.
   *
   * @param customs where to look for what the schema doesn't know in it
   */
  private void object(ObjectFields object, int customs) {
    out.raw('{');
    int next = firstCustom(object, customs);
    for (long left = slots.given(object); left != 0; left &= left - 1) {
      EventField field = object.asSent()[Long.numberOfTrailingZeros(left)];
      next = customsBefore(field.name(), object, next);
      member(field);
    }
    customsBefore(null, object, next);
    out.raw('}');
  }

  /** Returns where an object's values that the schema doesn't know begin. */
  private int firstCustom(ObjectFields object, int from) {
    List<Slots.Custom> customs = slots.customs();
    int i = from;
    while (i < customs.size() && customs.get(i).object().number() < object.number()) {
      i++;
    }
    return i;
  }

  /**
   * Writes what the schema doesn't know and whose names come before {@code name}, or all that is
   * left.
   *
   * @return the next one
   */
  private int customsBefore(@Nullable String name, ObjectFields object, int from) {
    List<Slots.Custom> customs = slots.customs();
    int i = from;
    while (i < customs.size() && customs.get(i).object() == object) {
      Slots.Custom each = customs.get(i);
      if (name != null && each.name().compareTo(name) > 0) {
        break;
      }
      boolean isTwice =
          i + 1 < customs.size()
              && customs.get(i + 1).object() == object
              && customs.get(i + 1).name().equals(each.name());
      if (!isTwice) { // Of two keys that print alike the last one counts.
        custom.write(each, slots);
      }
      i++;
    }
    return i;
  }

  /**
   * Writes a field that isn't an object, unless its value says that there is none, or is left out.
   */
  private void member(EventField field) {
    Object raw = slots.value(field);
    if (raw instanceof String text
        && presence[field.index()] != Presence.NOT_APPLICABLE
        && direct.member(field, text, 0, text.length())) {
      setSent(field);
      return;
    }
    if (raw == null || isNothing(field, raw)) {
      slots.remove(field);
      return;
    }
    int mark = out.length();
    out.begin(field.member());
    if (isWritten(field, raw)) {
      setSent(field);
    } else {
      out.truncate(mark);
      canonical.truncate(mark);
      if (field.form() == TextForm.COUNTRY) {
        facts.country = TextForm.UNCLEAR_COUNTRY;
      }
    }
  }

  private void setSent(EventField field) {
    facts.sentFields |= SentFields.bit(field);
    slots.setSent(field);
  }

  /** Returns whether a value says that there is none. */
  private boolean isNothing(EventField field, Object raw) {
    if (ValueReader.isAbsent(raw) || ValueReader.isAbsentObject(field, raw)) {
      return true;
    }
    boolean isWord = field.placeholders().contain(raw);
    if (isWord) {
      findings.place().at(field);
      findings.leaveOut(Rule.PLACEHOLDER, false, Placeholders.EXPECTED);
    }
    return isWord;
  }

  /** A value that nobody foresaw costs its field, not the export. */
  private boolean isWritten(EventField field, Object raw) {
    findings.place().at(field);
    if (presence[field.index()] == Presence.NOT_APPLICABLE) {
      boolean isRefusal = isLimitedDataUse(field, raw);
      findings.leaveOut(Rule.NOT_FOR_SOURCE, isRefusal, "not for " + source.wireName() + " events");
      return false;
    }
    try {
      return field.type() == FieldType.OBJECT_LIST ? products.write(raw) : fields.write(field, raw);
    } catch (RuntimeException e) {
      products.abandon();
      findings.place().at(field);
      unreadable.report(field); // The value isn't asked again.
      return false;
    }
  }

  /** A person's wish that can't be passed on must not be dropped either (events-api.md §7). */
  private static boolean isLimitedDataUse(EventField field, Object raw) {
    return field == LIMITED_DATA_USE && !Boolean.FALSE.equals(ValueReader.bool(raw));
  }

  private void memberObject(EventField field, ObjectFields object) {
    Object raw = slots.value(field);
    if (presence[field.index()] == Presence.NOT_APPLICABLE) {
      if (raw != null || isAnyGiven(object)) {
        findings.place().at(field);
        findings.leaveOut(Rule.NOT_FOR_SOURCE, false, "not for " + source.wireName() + " events");
      }
      return;
    }
    if (isUnread[object.number()]) {
      findings.place().at(field);
      unreadable.report(field, raw == null ? "" : raw);
      return;
    }
    int mark = out.length();
    out.begin(field.member());
    int empty = out.length() + 1;
    object(object, 0);
    if (out.length() == empty + 1) {
      out.truncate(mark);
    } else if (object == USER) {
      facts.userStart = empty - 1;
      facts.userEnd = out.length();
    }
  }

  private boolean isAnyGiven(ObjectFields object) {
    for (EventField field : object.asSent()) {
      Object value = slots.value(field);
      if (value != null && !ValueReader.isAbsent(value)) {
        return true;
      }
    }
    for (Slots.Custom each : slots.customs()) {
      if (each.object() == object && !ValueReader.isAbsent(each.value())) {
        return true;
      }
    }
    return false;
  }

  /** Returns which fields of an object should be there. */
  private long needed(ObjectFields object) {
    EventField own = object.field();
    boolean isForSource = own == null || presence[own.index()] != Presence.NOT_APPLICABLE;
    EventField[] fields = object.asSent();
    long bits = 0;
    for (int i = 0; i < fields.length; i++) {
      Presence needed = presence[fields[i].index()];
      if (isForSource && (needed == Presence.REQUIRED || needed == Presence.RECOMMENDED)) {
        bits |= 1L << i;
      }
    }
    return bits;
  }

  /** Reports the fields that should be there and aren't. */
  private void reportMissing() {
    for (int i = 0; i < needed.length; i++) {
      ObjectFields object = EventSchema.objectsOfEvents().get(i);
      long left = isUnread[i] ? 0 : needed[i] & ~slots.given(object);
      while (left != 0) {
        EventField field = object.asSent()[Long.numberOfTrailingZeros(left)];
        left &= left - 1;
        findings.place().at(field);
        if (presence[field.index()] == Presence.REQUIRED) {
          findings.report(Rule.MISSING, "required: " + field.description());
        } else {
          findings.report(
              Rule.RECOMMENDED, "TikTok documents it as required: " + field.description());
        }
      }
    }
  }
}
