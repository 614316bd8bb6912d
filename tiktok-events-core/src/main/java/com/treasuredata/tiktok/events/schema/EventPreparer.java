package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.Normalized;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The check of one event: walks the schema's fields, and in the same walk writes the event as it is
 * to be sent.
 */
final class EventPreparer {
  private final EventSchema schema;
  private final EventSourceType source;
  private final Findings findings;
  private final CustomFields custom;
  private boolean hasCustomFields;
  private int sentFields;

  EventPreparer(EventSchema schema, boolean strict) {
    this.schema = schema;
    this.source = schema.type();
    this.findings = new Findings(strict);
    this.custom = new CustomFields(schema, findings);
  }

  ValidationResult check(Event event, boolean limitedDataUse, Instant now) {
    Map<String, Object> given = event.fields();
    if (limitedDataUse && ValueReader.isAbsent(given.get("limited_data_use"))) {
      given = new LinkedHashMap<>(given);
      given.put("limited_data_use", true);
    }
    Map<String, Object> sent = object("", given);
    CrossFieldRules rules = new CrossFieldRules(schema, findings, sent, sentFields);
    rules.check(now);
    return new ValidationResult(
        findings.violations(),
        findings.hasErrors()
            ? null
            : new PreparedEvent(schema, sent, rules, hasCustomFields));
  }

  /**
   * Returns the fields of one object as they are to be sent.
   *
   * @param parent the object in the schema's table: {@code properties.contents}
   */
  private Map<String, Object> object(String parent, Map<?, ?> given) {
    Map<String, Object> sent = new TreeMap<>();
    int known = 0;
    for (EventField field : schema.fieldsOf(parent).values()) {
      Object raw = given.get(field.name());
      if (raw != null) {
        known++;
      }
      if (raw == null || ValueReader.isAbsent(raw) || ValueReader.isAbsentObject(field, raw)) {
        absent(field);
      } else if (field.placeholders().contain(raw)) {
        int back = findings.enter(field.name());
        placeholder();
        findings.leave(back);
        absent(field);
      } else {
        int back = findings.enter(field.name());
        Object value = fieldOrNothing(field, raw, sent);
        findings.leave(back);
        if (value != null) {
          sent.put(field.name(), value);
          sentFields |= field.bit();
        }
      }
    }
    if (known < given.size()) {
      hasCustomFields = true;
      custom.addTo(sent, parent, given);
    }
    return Collections.unmodifiableMap(sent);
  }

  private void placeholder() {
    findings.leaveOut(
        Rule.PLACEHOLDER, false, "expected a value, or nothing, not a word for none such as NULL");
  }

  /** Reports a field, or the fields of an object, that should be there. */
  private void absent(EventField field) {
    Presence presence = field.presence(source);
    boolean isObject = field.type() == FieldType.OBJECT;
    if (presence == Presence.NOT_APPLICABLE || (presence == Presence.OPTIONAL && !isObject)) {
      return;
    }
    int back = findings.enter(field.name());
    if (isObject) {
      schema.fieldsOf(field.path()).values().forEach(this::absent);
    } else if (presence == Presence.REQUIRED) {
      findings.report(Rule.MISSING, "required: " + field.description());
    } else {
      findings.report(Rule.RECOMMENDED, "TikTok documents it as required: " + field.description());
    }
    findings.leave(back);
  }

  /** A value that nobody foresaw costs its field, not the export. */
  private @Nullable Object fieldOrNothing(
      EventField field, Object raw, Map<String, Object> siblings) {
    try {
      return field(field, raw, siblings);
    } catch (RuntimeException e) {
      return readable(field, "", null); // The value isn't asked again.
    }
  }

  /** Returns the field's value as it is to be sent, or null if it isn't. */
  private @Nullable Object field(EventField field, Object raw, Map<String, Object> siblings) {
    if (field.presence(source) == Presence.NOT_APPLICABLE) {
      boolean isRefusal = isLimitedDataUse(field, raw);
      findings.leaveOut(Rule.NOT_FOR_SOURCE, isRefusal, "not for " + source.wireName() + " events");
      return null;
    }
    return switch (field.type()) {
      case OBJECT -> {
        Map<?, ?> given = readable(field, raw, ValueReader.object(raw));
        Map<String, Object> sent = given == null ? Map.of() : object(field.path(), given);
        yield sent.isEmpty() ? null : sent;
      }
      case OBJECT_LIST -> objects(field, raw);
      case STRING_LIST -> texts(field, raw);
      case TEXT -> text(field, raw, siblings.get("country") instanceof String code ? code : "");
      case NUMBER -> readable(field, raw, ValueReader.number(raw));
      case RATIO -> readable(field, raw, ValueReader.share(raw));
      case COUNT -> readable(field, raw, ValueReader.count(raw));
      case BOOLEAN -> readable(field, raw, ValueReader.bool(raw));
      case TIME -> readable(field, raw, ValueReader.time(raw));
    };
  }

  /** A person's wish that can't be passed on must not be dropped either (events-api.md §7). */
  private static boolean isLimitedDataUse(EventField field, Object raw) {
    return field.path().equals("limited_data_use") && !Boolean.FALSE.equals(ValueReader.bool(raw));
  }

  private @Nullable List<Object> objects(EventField field, Object raw) {
    Map<?, ?> single = ValueReader.object(raw);
    Collection<?> given = single != null ? List.of(single) : ValueReader.list(raw);
    if (given == null) {
      return readable(field, raw, null);
    }
    if (isTooLong(field, given)) {
      return null;
    }
    List<Object> sent = new ArrayList<>(given.size());
    int i = 0;
    for (Object item : given) {
      int back = findings.enter(i++);
      if (!ValueReader.isAbsent(item)) {
        Map<?, ?> object = readable(field, raw, ValueReader.object(item));
        Map<String, Object> sentItem = object == null ? Map.of() : object(field.path(), object);
        if (!sentItem.isEmpty()) {
          sent.add(sentItem);
        }
      }
      findings.leave(back);
    }
    return sent.isEmpty() ? null : Collections.unmodifiableList(sent);
  }

  private @Nullable List<String> texts(EventField field, Object raw) {
    Collection<?> given = ValueReader.list(raw);
    if (given == null && ValueReader.isCutList(raw)) {
      return readable(field, raw, null);
    }
    if (given == null || given.size() == 1) {
      String only = item(field, given == null ? raw : given.iterator().next());
      return only == null ? null : List.of(only);
    }
    if (isTooLong(field, given)) {
      return null;
    }
    // The same identifier twice says nothing; the same product twice may.
    Collection<String> sent =
        field.hashing() == Hashing.ALWAYS ? new LinkedHashSet<>() : new ArrayList<>();
    int i = 0;
    for (Object item : given) {
      int back = findings.enter(i++);
      String text = item(field, item);
      findings.leave(back);
      if (text != null) {
        sent.add(text);
      }
    }
    return sent.isEmpty() ? null : List.copyOf(sent);
  }

  private @Nullable String item(EventField field, @Nullable Object item) {
    if (item == null || ValueReader.isAbsent(item)) {
      return null;
    }
    if (field.placeholders().contain(item)) {
      placeholder();
      return null;
    }
    return text(field, item, "");
  }

  private boolean isTooLong(EventField field, Collection<?> items) {
    if (items.size() <= Limits.MAX_LIST_ITEMS) {
      return false;
    }
    leaveOut(field, Rule.MALFORMED, "expected at most " + Limits.MAX_LIST_ITEMS + " items");
    return true;
  }

  private @Nullable String text(EventField field, Object raw, String country) {
    if (field.isId() ? IdText.hasLostDigits(raw) : ValueReader.hasLostDigits(raw)) {
      boolean isNeeded = raw instanceof Number || field.presence(source) == Presence.REQUIRED;
      findings.leaveOut(
          Rule.UNREADABLE,
          isNeeded && field.isEssential(source),
          "expected text: this number has lost digits on its way, so export it as text");
      return null;
    }
    String given = readable(field, raw, ValueReader.text(raw));
    if (given == null) {
      return null;
    }
    String text = field.isId() ? IdText.repaired(given) : given;
    if (field.hashing() != Hashing.ALWAYS && TextForm.isEmailAddress(text)) {
      findings.leaveOutEmailAddress(field.isEssential(source));
      return null;
    }
    Normalized normalized =
        field.hashing() == Hashing.NONE
            ? field.form().normalize(text, country)
            : field.form().normalizeOrDigest(text, country);
    if (normalized.problem() != null) {
      leaveOut(field, Rule.MALFORMED, "expected " + normalized.problem());
      return null;
    }
    String sent = normalized.text();
    if (sent.isEmpty()) {
      return null; // Nothing is left of it, and nothing is never hashed.
    }
    if (field.hashing() == Hashing.ALWAYS && Placeholders.isDigestOfOne(sent)) {
      leaveOut(
          field, Rule.MALFORMED, "expected the SHA-256 of a value, not of a word such as null");
      return null;
    }
    if (!field.allowed().isEmpty()) {
      return oneOf(field, sent);
    }
    return field.hashing() == Hashing.ALWAYS && !Sha256.isDigest(sent) ? Sha256.hex(sent) : sent;
  }

  private @Nullable String oneOf(EventField field, String text) {
    for (String allowed : field.allowed()) {
      if (allowed.equalsIgnoreCase(text)) {
        return allowed;
      }
    }
    leaveOut(field, Rule.NOT_ALLOWED, "expected one of " + String.join(", ", field.allowed()));
    return null;
  }

  /** Returns {@code value}, and reports the field if there is none: it was not of its type. */
  private <T> @Nullable T readable(EventField field, Object raw, @Nullable T value) {
    if (value == null) {
      boolean lacksZone = field.type() == FieldType.TIME && TimeReader.lacksZone(raw);
      String hint = lacksZone ? "; a date and time without a zone may be hours off" : "";
      leaveOut(field, Rule.UNREADABLE, "expected " + field.type().expected() + hint);
    }
    return value;
  }

  private void leaveOut(EventField field, Rule rule, String message) {
    findings.leaveOut(rule, field.isEssential(source), message);
  }
}
