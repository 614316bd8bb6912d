package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.normalize.Normalized;
import com.treasuredata.tiktok.events.internal.normalize.Sha256;
import com.treasuredata.tiktok.events.internal.normalize.TextForm;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The check of one event: walks the schema's fields, and in the same walk writes the event as it is
 * to be sent.
 */
final class EventCheck {
  /** What belongs beside {@code data}, not in it (events-api.md §1.2). */
  private static final Set<String> REQUEST_FIELDS =
      Set.of("event_source", "event_source_id", "test_event_code", "partner_name");

  private static final int DEEPEST_PROPERTY = 16;

  private final EventSchema schema;
  private final EventSourceType source;
  private final boolean strict;
  private final boolean limitedDataUse;
  private final Instant now;
  private final List<Violation> violations = new ArrayList<>();

  EventCheck(EventSchema schema, boolean strict, boolean limitedDataUse, Instant now) {
    this.schema = schema;
    this.source = schema.type();
    this.strict = strict;
    this.limitedDataUse = limitedDataUse;
    this.now = now;
  }

  ValidationResult check(Event event) {
    Map<String, Object> sent = object("", "", event.fields());
    name(sent);
    time(sent);
    matchKeys(sent);
    limitedDataUse(sent);
    boolean valid =
        violations.stream().noneMatch(violation -> violation.severity() == Severity.ERROR);
    return new ValidationResult(violations, valid ? new PreparedEvent(source, sent) : null);
  }

  /**
   * Returns the fields of one object as they are to be sent.
   *
   * @param parent the object in the schema's table: {@code properties.contents}
   * @param path where it is in this event: {@code properties.contents[2]}
   */
  private Map<String, Object> object(String parent, String path, Map<?, ?> given) {
    Map<String, EventField> known = schema.fieldsOf(parent);
    Map<String, Object> sent = new LinkedHashMap<>();
    for (EventField field : known.values()) {
      String fieldPath = path.isEmpty() ? field.name() : path + '.' + field.name();
      Object value = field(field, fieldPath, given.get(field.name()), sent);
      if (value != null) {
        sent.put(field.name(), value);
      }
    }
    int unknown = 0;
    for (Object name : given.keySet()) {
      if (!known.containsKey((String) name)) {
        unknown++;
      }
    }
    if (unknown > 0) {
      unknownFields(parent, path, given, known.keySet(), sent);
    }
    return sent;
  }

  /** Returns the field's value as it is to be sent, or null if it isn't. */
  private @Nullable Object field(
      EventField field, String path, @Nullable Object raw, Map<String, Object> siblings) {
    Presence presence = field.presence(source);
    if (presence == Presence.LEFT_OUT) {
      if (!ValueReader.isAbsent(raw)) {
        report(path, Rule.NOT_FOR_SOURCE, "not for " + source.wireName() + " events; left out");
      }
      return null;
    }
    if (ValueReader.isAbsent(raw) || raw == null) {
      if (field.type() == FieldType.OBJECT) {
        object(field.path(), path, Map.of()); // For the sake of what is required in it.
      } else if (presence == Presence.REQUIRED) {
        report(path, Rule.MISSING, "required: " + field.description());
      } else if (presence == Presence.RECOMMENDED) {
        report(path, Rule.RECOMMENDED, "TikTok documents it as required: " + field.description());
      }
      return null;
    }
    return switch (field.type()) {
      case OBJECT -> {
        Map<?, ?> given = readable(field, path, ValueReader.object(raw));
        yield given == null ? null : orNull(object(field.path(), path, given));
      }
      case OBJECTS -> objects(field, path, raw);
      case TEXTS -> texts(field, path, raw);
      case TEXT -> text(field, path, raw, siblings);
      case NUMBER -> number(field, path, raw, siblings);
      case INTEGER -> readable(field, path, ValueReader.integer(raw));
      case BOOLEAN -> readable(field, path, ValueReader.bool(raw));
      case TIME -> readable(field, path, ValueReader.time(raw));
    };
  }

  private @Nullable Object objects(EventField field, String path, Object raw) {
    Collection<?> given =
        readable(field, path, raw instanceof Map<?, ?> one ? List.of(one) : ValueReader.list(raw));
    if (given == null) {
      return null;
    }
    List<Object> sent = new ArrayList<>(given.size());
    int i = 0;
    for (Object item : given) {
      String itemPath = path + '[' + i++ + ']';
      if (item instanceof Map<?, ?> object) {
        Map<String, Object> sentItem = object(field.path(), itemPath, object);
        if (!sentItem.isEmpty()) {
          sent.add(sentItem);
        }
      } else {
        report(itemPath, Rule.UNREADABLE, "expected a JSON object; left out");
      }
    }
    return orNull(sent);
  }

  private @Nullable Object texts(EventField field, String path, Object raw) {
    Collection<?> given = ValueReader.list(raw);
    if (given == null) {
      String sent = text(field, path, raw, Map.of());
      return sent == null ? null : List.of(sent);
    }
    Set<String> sent = new LinkedHashSet<>();
    int i = 0;
    for (Object item : given) {
      String itemPath = given.size() == 1 ? path : path + '[' + i++ + ']';
      String text = ValueReader.isAbsent(item) ? null : text(field, itemPath, item, Map.of());
      if (text != null) {
        sent.add(text);
      }
    }
    return orNull(List.copyOf(sent));
  }

  private @Nullable String text(
      EventField field, String path, Object raw, Map<String, Object> siblings) {
    String text = readable(field, path, ValueReader.text(raw));
    if (text == null) {
      return null;
    }
    if (!field.allowed().isEmpty()) {
      return oneOf(field, path, text.strip());
    }
    String country = siblings.get("country") instanceof String code ? code : "";
    Normalized normalized =
        field.hashing() == Hashing.NONE
            ? field.form().normalize(text, country)
            : field.form().normalizeOrDigest(text, country);
    if (normalized.problem() != null) {
      return malformed(field, path, normalized.problem());
    }
    if (normalized.isAbsent()) {
      return null;
    }
    String sent = normalized.text();
    if (field.path().equals("properties.currency") && !Currencies.isListed(sent)) {
      report(
          path,
          Rule.UNKNOWN_CURRENCY,
          "not among the currencies that TikTok lists; sent nonetheless");
    }
    return field.hashing() == Hashing.ALWAYS && !Sha256.isDigest(sent) ? Sha256.hex(sent) : sent;
  }

  private @Nullable String oneOf(EventField field, String path, String text) {
    for (String allowed : field.allowed()) {
      if (allowed.equalsIgnoreCase(text)) {
        return allowed;
      }
    }
    report(
        path,
        Rule.NOT_ALLOWED,
        field.isEssential(source),
        "expected one of " + String.join(", ", field.allowed()) + "; left out");
    return null;
  }

  private @Nullable Object number(
      EventField field, String path, Object raw, Map<String, Object> siblings) {
    BigDecimal number = readable(field, path, ValueReader.number(raw));
    if (number == null) {
      return null;
    }
    boolean isShare = field.path().equals("ad.attribution_share");
    if (isShare && (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0)) {
      return malformed(field, path, "a share from 0 to 1");
    }
    if (field.path().equals("properties.value") && !siblings.containsKey("currency")) {
      report(
          path,
          Rule.VALUE_WITHOUT_CURRENCY,
          "TikTok needs properties.currency to use it; sent nonetheless");
    }
    return number;
  }

  private void unknownFields(
      String parent, String path, Map<?, ?> given, Set<String> known, Map<String, Object> sent) {
    Set<String> names =
        new TreeSet<>(); // Sorted, so that the same content is always sent as the same bytes.
    for (Object name : given.keySet()) {
      if (!known.contains((String) name)) {
        names.add((String) name);
      }
    }
    for (String name : names) {
      String fieldPath = path.isEmpty() ? name : path + '.' + name;
      Object raw = given.get(name);
      if (ValueReader.isAbsent(raw) || raw == null) {
        continue;
      }
      if (parent.equals("user")) {
        report(fieldPath, Rule.UNKNOWN_USER_FIELD, "not a field that TikTok documents; left out");
      } else if (parent.isEmpty() && REQUEST_FIELDS.contains(name)) {
        report(fieldPath, Rule.NOT_FOR_SOURCE, "belongs to the request, not to an event; left out");
      } else {
        Object value = custom(fieldPath, raw, 0);
        if (value != null) {
          sent.put(name, value);
        }
      }
    }
  }

  /** Returns a custom value as JSON can carry it. */
  private @Nullable Object custom(String path, Object raw, int depth) {
    if (raw instanceof Boolean) {
      return raw;
    }
    if (raw instanceof Number) {
      BigDecimal number = ValueReader.number(raw);
      return number == null ? customUnreadable(path) : number;
    }
    if (raw instanceof Map<?, ?> object && depth < DEEPEST_PROPERTY) {
      Map<String, Object> sent = new LinkedHashMap<>();
      for (String name : new TreeSet<>(object.keySet().stream().map(String::valueOf).toList())) {
        Object item = object.get(name);
        Object value = item == null ? null : custom(path + '.' + name, item, depth + 1);
        if (value != null) {
          sent.put(name, value);
        }
      }
      return sent;
    }
    if (raw instanceof Collection<?> items && depth < DEEPEST_PROPERTY) {
      List<Object> sent = new ArrayList<>(items.size());
      int i = 0;
      for (Object item : items) {
        Object value = item == null ? null : custom(path + '[' + i + ']', item, depth + 1);
        i++;
        if (value != null) {
          sent.add(value);
        }
      }
      return sent;
    }
    if (raw instanceof Map || raw instanceof Collection) {
      return customUnreadable(path);
    }
    String text = raw.toString();
    if (TextForm.EMAIL.normalize(text, "").problem() == null) {
      report(
          path,
          Rule.PERSONAL_DATA,
          "an e-mail address belongs in user.email, where it is hashed; left out");
      return null;
    }
    return text;
  }

  private @Nullable Object customUnreadable(String path) {
    report(path, Rule.UNREADABLE, "expected a value that JSON can carry; left out");
    return null;
  }

  private void name(Map<String, Object> sent) {
    if (sent.get("event") instanceof String name) {
      schema.names().check(name, (rule, message) -> report("event", rule, message));
    }
  }

  /** §2.1, "event_time window". */
  private void time(Map<String, Object> sent) {
    if (!(sent.get("event_time") instanceof Long time)) {
      return;
    }
    if (time <= 0) {
      report("event_time", Rule.TIME_OUT_OF_RANGE, "expected Unix seconds after 1970");
    } else if (time >= Limits.FIRST_MILLISECOND_TIME) {
      report(
          "event_time",
          Rule.TIME_IN_MILLISECONDS,
          "expected Unix seconds, not milliseconds: divide by 1000");
    } else if (time < now.minus(Limits.MAX_EVENT_AGE).getEpochSecond()) {
      report(
          "event_time",
          Rule.TIME_TOO_OLD,
          "older than 28 days: TikTok takes it and won't match it");
    } else if (time > now.plus(Limits.MAX_EVENT_LEAD).getEpochSecond()) {
      report(
          "event_time",
          Rule.TIME_IN_FUTURE,
          "more than 5 minutes in the future: check the time zone");
    }
  }

  /** §3. */
  private void matchKeys(Map<String, Object> sent) {
    Map<?, ?> user = sent.get("user") instanceof Map<?, ?> given ? given : Map.of();
    boolean reachable = user.containsKey("email") || user.containsKey("phone");
    switch (source) {
      case OFFLINE -> {
        if (!reachable) {
          report(
              "user",
              Rule.NO_MATCH_KEY,
              "an offline event needs a usable user.email or user.phone");
        }
      }
      case WEB -> {
        boolean byBrowser = user.containsKey("ip") && user.containsKey("user_agent");
        boolean byId =
            user.containsKey("ttclid")
                || user.containsKey("ttp")
                || user.containsKey("external_id");
        if (!reachable && !byBrowser && !byId) {
          report(
              "user",
              Rule.ANONYMOUS,
              "give ttclid, ttp, email, phone, external_id, or ip with user_agent");
        }
      }
      case APP -> {
        if (!reachable
            && !user.containsKey("idfa")
            && !user.containsKey("idfv")
            && !user.containsKey("gaid")) {
          report("user", Rule.ANONYMOUS, "give idfa, idfv, gaid, email or phone");
        }
      }
      case CRM -> {} // lead.lead_id is required and is what TikTok matches by.
    }
  }

  /** §7. An event of its own accord says more than the export's setting. */
  private void limitedDataUse(Map<String, Object> sent) {
    boolean has =
        schema.field("limited_data_use").orElseThrow().presence(source) != Presence.LEFT_OUT;
    if (has && limitedDataUse) {
      sent.putIfAbsent("limited_data_use", true);
    }
    boolean hasIp = sent.get("user") instanceof Map<?, ?> user && user.containsKey("ip");
    if (Boolean.TRUE.equals(sent.get("limited_data_use")) && !hasIp) {
      report("user.ip", Rule.LIMITED_DATA_USE_NEEDS_IP, "limited_data_use needs a public user.ip");
    }
  }

  /** Returns {@code value}, and reports the field if there is none: it was not of its type. */
  private <T> @Nullable T readable(EventField field, String path, @Nullable T value) {
    if (value == null) {
      boolean essential = field.isEssential(source);
      String expected = "expected " + field.type().expected();
      report(path, Rule.UNREADABLE, essential, essential ? expected : expected + "; left out");
    }
    return value;
  }

  private @Nullable String malformed(EventField field, String path, String expected) {
    boolean essential = field.isEssential(source);
    report(
        path, Rule.MALFORMED, essential, "expected " + expected + (essential ? "" : "; left out"));
    return null;
  }

  private void report(String path, Rule rule, String message) {
    report(path, rule, false, message);
  }

  private void report(String path, Rule rule, boolean essential, String message) {
    violations.add(new Violation(path, rule, rule.severity(strict, essential), message));
  }

  private static @Nullable Object orNull(Map<String, Object> sent) {
    return sent.isEmpty() ? null : sent;
  }

  private static @Nullable Object orNull(List<?> sent) {
    return sent.isEmpty() ? null : sent;
  }
}
