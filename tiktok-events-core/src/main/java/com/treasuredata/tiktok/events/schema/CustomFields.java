package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.text.PersonalData;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that the schema doesn't know: custom properties, and what TikTok adds to
 * its API before this library does. They are sent in the order of their names, so that the same
 * content always gives the same bytes; except those that may be raw identifiers.
 */
final class CustomFields {
  private static final String NO_VALUE =
      "expected a value that JSON can carry: at most 100,000 values, 32 levels deep";

  private static final int DEEPEST = 16;

  private final EventSchema schema;
  private final Findings findings;

  CustomFields(EventSchema schema, Findings findings) {
    this.schema = schema;
    this.findings = findings;
  }

  /** Adds the unknown ones of an object's fields to what is sent of it. */
  void addTo(Map<String, Object> sent, String parent, Map<?, ?> given, Set<String> folded) {
    inOrder(given, schema.fieldsOf(parent).keySet())
        .forEach(
            (name, raw) -> {
              if (!ValueReader.isAbsent(raw) && !folded.contains(name)) {
                int back = findings.enter(ShownName.of(name));
                Object value = isKept(parent, name, sent) ? named(name, raw, 0) : null;
                findings.leave(back);
                if (value != null) {
                  sent.put(name, value);
                }
              }
            });
  }

  private boolean isKept(String parent, String name, Map<String, Object> siblings) {
    String advice = RenamedFields.advice(parent, name);
    if (advice == null) {
      String field = RenamedFields.productField(parent, name);
      advice =
          field == null || siblings.containsKey(field)
              ? null
              : "TikTok has it as " + parent + '.' + field;
    }
    if (advice != null) {
      findings.leaveOut(Rule.MISPLACED, false, advice);
      return false;
    }
    if (parent.isEmpty() && name.equals("test_event_code")) {
      findings.report(
          Rule.TEST_EVENT_CODE,
          "test events are asked for for the whole export, by the setting test_event_code or"
              + " --test-event-code: this row would be a real event");
      return false;
    }
    if (parent.equals("user")) {
      findings.leaveOut(Rule.UNKNOWN_USER_FIELD, false, "not a field that TikTok documents");
      return false;
    }
    return true;
  }

  /** Returns a field's value as JSON can carry it, or null if it isn't sent. */
  private @Nullable Object named(String name, Object raw, int depth) {
    if (schema.isHashedInUser(name)) {
      findings.leaveOut(
          Rule.PERSONAL_DATA, false, "belongs in user." + name + ", where it is hashed");
      return null;
    }
    if (!TextForm.isWellFormed(name)) {
      findings.leaveOut(Rule.UNREADABLE, false, "expected a name that JSON can carry");
      return null;
    }
    PersonalData.Kind personal = PersonalData.in(name);
    if (personal != null) {
      findings.leaveOutPersonalData(personal, false);
      return null;
    }
    return value(name, raw, depth);
  }

  private @Nullable Object value(String name, Object raw, int depth) {
    try {
      return valueOf(name, raw, depth);
    } catch (RuntimeException e) { // A value that nobody foresaw costs itself, not the export.
      findings.leaveOut(Rule.UNREADABLE, false, NO_VALUE);
      return null;
    }
  }

  private @Nullable Object valueOf(String name, Object raw, int depth) {
    if (ValueReader.isAbsent(raw)) {
      return null;
    }
    if (depth < DEEPEST && raw instanceof Map<?, ?> object) {
      return object(object, depth + 1);
    }
    if (depth < DEEPEST && raw instanceof Collection<?> items) {
      return list(name, items, depth + 1);
    }
    Object value = ValueReader.scalar(raw);
    if (value == null) {
      findings.leaveOut(Rule.UNREADABLE, false, NO_VALUE);
      return null;
    }
    return value instanceof Boolean ? value : impersonal(name, value);
  }

  /** Returns a text or number if it may be sent as it is. */
  private @Nullable Object impersonal(String name, Object value) {
    if (value instanceof String url && url.startsWith("http") && isUrl(url)) {
      return findings.redacted(url);
    }
    PersonalData.Kind personal = PersonalData.in(name, value.toString());
    if (personal != null) {
      findings.leaveOutPersonalData(personal, false);
      return null;
    }
    return value;
  }

  private static boolean isUrl(String text) {
    return TextForm.URL.normalize(text, "").problem() == null;
  }

  private @Nullable Object object(Map<?, ?> given, int depth) {
    Map<String, Object> sent = new TreeMap<>();
    inOrder(given, Set.of())
        .forEach(
            (name, raw) -> {
              int back = findings.enter(ShownName.of(name));
              Object value = named(name, raw, depth);
              findings.leave(back);
              if (value != null) {
                sent.put(name, value);
              }
            });
    return sent.isEmpty() ? null : Collections.unmodifiableMap(sent);
  }

  private @Nullable Object list(String name, Collection<?> given, int depth) {
    if (given.size() > Limits.MAX_LIST_ITEMS) {
      findings.leaveOut(
          Rule.MALFORMED, false, "expected at most " + Limits.MAX_LIST_ITEMS + " items");
      return null;
    }
    List<Object> sent = new ArrayList<>(given.size());
    int i = 0;
    for (Object raw : given) {
      int back = findings.enter(i++);
      Object value = value(name, raw, depth);
      findings.leave(back);
      if (value != null) {
        sent.add(value);
      }
    }
    return sent.isEmpty() ? null : Collections.unmodifiableList(sent);
  }

  /** Returns the fields that aren't known, in the order of their names. */
  private static Map<String, Object> inOrder(Map<?, ?> given, Set<String> known) {
    Map<String, Object> ordered = new TreeMap<>();
    given.forEach(
        (key, raw) -> {
          String name = String.valueOf(key);
          if (!known.contains(name)) {
            ordered.put(name, raw);
          }
        });
    return ordered;
  }
}
