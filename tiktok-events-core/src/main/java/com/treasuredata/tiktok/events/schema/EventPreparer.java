package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.NationalPhones;
import com.treasuredata.tiktok.events.internal.text.Normalized;
import com.treasuredata.tiktok.events.internal.text.PersonalData;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The check of one event: walks the schema's fields, and in the same walk writes the event as it is
 * to be sent.
 */
final class EventPreparer {
  /** TikTok has wanted numbers of this country with and without it (events-api.md §2.2, D). */
  private static final String CHINA = "+86";

  private final EventSchema schema;
  private final EventSourceType source;
  private final Findings findings;
  private final CustomFields custom;
  private final @Nullable ZoneId timeZone;
  private final @Nullable NationalPhones phones;
  private String country = "";
  private String rowsCountry = "";
  private @Nullable String nationalDigest;
  private boolean hasCustomFields;

  EventPreparer(
      EventSchema schema,
      boolean strict,
      @Nullable ZoneId timeZone,
      @Nullable NationalPhones phones) {
    this.schema = schema;
    this.phones = phones;
    this.timeZone = timeZone;
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
    new CrossFieldRules(schema, findings, sent).check(now);
    return new ValidationResult(
        findings.violations(),
        findings.hasErrors() ? null : new PreparedEvent(schema, sent, hasCustomFields));
  }

  /**
   * Returns the fields of one object as they are to be sent.
   *
   * @param parent the object in the schema's table: {@code properties.contents}
   */
  private Map<String, Object> object(String parent, Map<?, ?> given) {
    Map<String, Object> sent = new TreeMap<>();
    EventField[] fields = schema.arrayOf(parent);
    Object[] raws = new Object[fields.length];
    int known = 0;
    int i = 0;
    for (EventField field : fields) {
      Object raw = given.get(field.name());
      raws[i++] = raw;
      known += raw == null ? 0 : 1;
    }
    Set<String> folded = known < given.size() ? fold(fields, given, raws) : Set.of();
    if (known < given.size() && parent.equals("user")) {
      addDigests(fields, given, raws, folded);
    }
    if (phones != null && phones.isOfRow() && parent.equals("user")) {
      rowsCountry = country(fields, raws);
    }
    i = 0;
    for (EventField field : fields) {
      add(field, raws[i++], sent);
    }
    if (known + folded.size() < given.size()) {
      hasCustomFields = true;
      custom.addTo(sent, parent, given, folded);
    }
    return Collections.unmodifiableMap(sent);
  }

  /** Takes {@code Content_ID} for {@code content_id}, unless that is there too. */
  private static Set<String> fold(EventField[] fields, Map<?, ?> given, Object[] raws) {
    Set<String> folded = new HashSet<>();
    given.forEach(
        (key, raw) -> {
          String name = String.valueOf(key);
          int i = 0;
          for (EventField field : fields) {
            boolean isOther = name.length() == field.name().length() && !name.equals(field.name());
            if (isOther && raws[i] == null && name.equalsIgnoreCase(field.name())) {
              raws[i] = raw;
              folded.add(name);
            }
            i++;
          }
        });
    return folded;
  }

  /** Returns the country that a row gives, also where it isn't sent. */
  private static String country(EventField[] fields, Object[] raws) {
    int i = 0;
    for (EventField field : fields) {
      if (field.form() == TextForm.COUNTRY && raws[i] instanceof String given) {
        return field.form().normalize(given, "").text();
      }
      i++;
    }
    return "";
  }

  /** Adds {@code email_sha256} to {@code email}, if it holds digests and nothing else. */
  private void addDigests(EventField[] fields, Map<?, ?> given, Object[] raws, Set<String> taken) {
    int i = 0;
    for (EventField field : fields) {
      String name = field.name() + "_sha256";
      Object raw = field.hashing() == Hashing.ALWAYS ? given.get(name) : null;
      if (raw != null) {
        taken.add(name);
        List<Object> digests = digests(raw);
        if (digests == null) {
          int back = findings.enter(name);
          findings.leaveOut(
              Rule.MALFORMED,
              false,
              "expected SHA-256 as 64 hexadecimal digits; values that aren't hashed go in "
                  + field.path());
          findings.leave(back);
        } else if (field.type() == FieldType.STRING_LIST && raws[i] != null) {
          Collection<?> others = ValueReader.list(raws[i]);
          digests.addAll(others == null ? List.of(raws[i]) : others);
          raws[i] = digests;
        } else if (raws[i] == null && !digests.isEmpty()) {
          raws[i] = digests.size() == 1 ? digests.get(0) : digests;
        }
      }
      i++;
    }
  }

  private static @Nullable List<Object> digests(Object raw) {
    Collection<?> given = ValueReader.list(raw);
    List<Object> digests = new ArrayList<>();
    for (Object item : given == null ? List.of(raw) : given) {
      if (item != null && !ValueReader.isAbsent(item)) {
        boolean isDigest =
            item instanceof String text
                && Sha256.isDigest(TextForm.PLAIN.normalizeOrDigest(text, "").text());
        if (!isDigest) {
          return null;
        }
        digests.add(item);
      }
    }
    return digests;
  }

  private void add(EventField field, @Nullable Object raw, Map<String, Object> sent) {
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
      } else if (field.form() == TextForm.COUNTRY) {
        country = TextForm.UNCLEAR_COUNTRY;
      }
    }
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
      case TEXT ->
          text(field, raw, siblings.get("country") instanceof String code ? code : country);
      case NUMBER -> readable(field, raw, ValueReader.amount(raw));
      case RATIO -> readable(field, raw, ValueReader.share(raw));
      case COUNT -> readable(field, raw, ValueReader.count(raw));
      case BOOLEAN -> readable(field, raw, ValueReader.bool(raw));
      case TIME -> time(field, raw);
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
    int withoutId = -1;
    int i = 0;
    for (Object item : given) {
      int back = findings.enter(i++);
      if (!ValueReader.isAbsent(item)) {
        Map<?, ?> object = readable(field, raw, ValueReader.object(item));
        Map<String, Object> sentItem = object == null ? Map.of() : object(field.path(), object);
        if (!sentItem.isEmpty()) {
          sent.add(sentItem);
        }
        if (object != null && !sentItem.containsKey("content_id")) {
          withoutId = withoutId < 0 ? i - 1 : withoutId;
        }
      }
      findings.leave(back);
    }
    if (withoutId >= 0) {
      int back = findings.enter(withoutId);
      findings.report(
          Rule.CONTENT_ID_MISSING,
          "this product, and perhaps others behind it, has no content_id, by which TikTok finds it in"
              + " the catalog");
      findings.leave(back);
    }
    return sent.isEmpty() ? null : Collections.unmodifiableList(sent);
  }

  private @Nullable List<String> texts(EventField field, Object raw) {
    Collection<?> given = ValueReader.list(raw);
    if (given == null && raw instanceof String text) {
      given = CellValues.of(field, text);
      if (given == null && ValueReader.isCutList(raw)) {
        return readable(field, raw, null);
      }
      if (given == null && CellValues.areLikely(field, text)) {
        findings.report(
            Rule.SEVERAL_VALUES,
            "sent as one id; several go as a JSON array such as [\"A\",\"B\"]");
      }
    }
    if (given == null || given.size() == 1) {
      String only = item(field, given == null ? raw : given.iterator().next());
      if (only == null) {
        return null;
      }
      String national = takeNational();
      return national == null ? List.of(only) : List.of(only, national);
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
      String national = takeNational();
      if (national != null) {
        sent.add(national);
      }
    }
    return sent.isEmpty() ? null : List.copyOf(sent);
  }

  /** Returns the second digest of the Chinese number that was read last, and forgets it. */
  private @Nullable String takeNational() {
    String digest = nationalDigest;
    nationalDigest = null;
    return digest;
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
    String text = field.isId() ? id(field, given) : given;
    if (field.hashing() != Hashing.ALWAYS && field.form() != TextForm.URL) {
      PersonalData.Kind personal = PersonalData.in(text);
      if (personal != null) {
        findings.leaveOutPersonalData(personal, field.isEssential(source));
        return null;
      }
    }
    Normalized normalized =
        field.hashing() == Hashing.NONE
            ? field.form().normalize(text, country)
            : normalizedOrDigest(field, text, country);
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
    if (field.form() == TextForm.URL) {
      return findings.redacted(sent);
    }
    if (field.isProductId() && sent.indexOf(':') >= 0 && sent.contains("://")) {
      findings.report(
          Rule.ODD_ID,
          "an address, such as a shop has for its own use, is not the id in TikTok's catalog");
    }
    if (!field.allowed().isEmpty()) {
      return oneOf(field, sent);
    }
    if (field.hashing() != Hashing.ALWAYS || Sha256.isDigest(sent)) {
      return sent;
    }
    if (field.form() == TextForm.PHONE && sent.startsWith(CHINA)) {
      nationalDigest = Sha256.hex(sent.substring(CHINA.length()));
    }
    return Sha256.hex(sent);
  }

  private Normalized normalizedOrDigest(EventField field, String text, String country) {
    boolean isNational =
        phones != null
            && field.form() == TextForm.PHONE
            && !NationalPhones.isInternational(text)
            && !Sha256.isDigest(text.strip());
    return isNational && phones != null
        ? phones.read(text, rowsCountry)
        : field.form().normalizeOrDigest(text, country);
  }

  private String id(EventField field, String given) {
    String id = IdText.repaired(given);
    if (field.parent().equals("lead") || field.parent().equals("ad")) {
      id = IdText.withoutGroups(id);
    }
    if (IdText.endsInZeros(id)) {
      findings.report(
          Rule.DIGITS_LOST,
          "it ends in zeros from the 16th digit on, as a spreadsheet leaves it: export it as text");
    }
    return id;
  }

  private @Nullable Long time(EventField field, Object raw) {
    Long seconds = readable(field, raw, ValueReader.time(raw, timeZone));
    if (seconds != null && mayBeLocal(raw) && TimeReader.isAtChangeOfClocks(raw, timeZone)) {
      findings.report(
          Rule.TIME_AT_CLOCK_CHANGE,
          "clocks were changed then: this local time doesn't exist, or is there twice, and may be an"
              + " hour off; give Unix seconds, or the offset from UTC");
    }
    if (seconds != null && ValueReader.isRoundedTime(raw)) {
      findings.report(
          Rule.DIGITS_LOST,
          "in scientific notation with fewer than 10 digits it may be hours off: export it as a"
              + " whole number");
    }
    return seconds;
  }

  /** Spares texts with an offset a second look. */
  private boolean mayBeLocal(Object raw) {
    if (!(raw instanceof String text)) {
      return timeZone != null && raw instanceof TemporalAccessor;
    }
    char last = text.isEmpty() ? 'Z' : text.charAt(text.length() - 1);
    return timeZone != null || (Character.isLetter(last) && last != 'Z');
  }

  private @Nullable String oneOf(EventField field, String text) {
    for (String allowed : field.allowed()) {
      if (allowed.equalsIgnoreCase(text)) {
        return allowed;
      }
    }
    String word = text.replace(' ', '_').replace('-', '_'); // Not determined, in-store
    for (String allowed : field.allowed()) {
      if (allowed.equalsIgnoreCase(word)) {
        return allowed;
      }
    }
    leaveOut(field, Rule.NOT_ALLOWED, "expected one of " + String.join(", ", field.allowed()));
    return null;
  }

  /** Returns {@code value}, and reports the field if there is none: it was not of its type. */
  private <T> @Nullable T readable(EventField field, Object raw, @Nullable T value) {
    if (value == null) {
      leaveOut(field, Rule.UNREADABLE, "expected " + field.type().expected() + hint(field, raw));
    }
    return value;
  }

  private String hint(EventField field, Object raw) {
    if (field.type() == FieldType.TIME && TimeReader.lacksZone(raw)) {
      return timeZone == null
          ? "; a date and time without a zone may be hours off: add one, or set time_zone"
          : "; a date alone is no time";
    }
    if (raw instanceof Map<?, ?>) {
      return ", not an object";
    }
    if (!ValueReader.isKnownType(raw)) {
      return ", not a value of " + raw.getClass().getName();
    }
    boolean isObject = field.type() == FieldType.OBJECT || field.type() == FieldType.OBJECT_LIST;
    if (isObject && raw instanceof String json && json.indexOf('\'') >= 0) {
      return "; JSON has double quotes, not single ones";
    }
    if (field.type() == FieldType.STRING_LIST && ValueReader.isCutList(raw)) {
      return "; a list is a JSON array such as [\"a\",\"b\"], in Presto json_format(cast(x as json))";
    }
    return field.path().equals("properties.value")
        ? "; once it is sent, an event can't be corrected"
        : "";
  }

  private void leaveOut(EventField field, Rule rule, String message) {
    findings.leaveOut(rule, field.isEssential(source), message);
  }
}
