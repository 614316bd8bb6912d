package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.text.DirectText;
import com.treasuredata.tiktok.events.internal.text.PersonalData;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks and writes the fields of an event that the schema doesn't know: custom properties, and
 * what TikTok adds to its API before this library does; except those that may be raw identifiers.
 * Not safe for use by several threads.
 */
final class CustomWriter {
  private static final String NO_VALUE =
      "expected a value that JSON can carry: at most 100,000 values, 32 levels deep";

  private static final int DEEPEST = 16;

  private static final ObjectFields PROPERTIES = EventSchema.object("properties");

  private static final int MOST_MEMBERS = 1_000;

  /** Names of custom properties that were found good, as JSON: rows have the same few again. */
  private final Map<String, Member> members = new HashMap<>();

  /**
   * A name that was found good.
   *
   * @param json the name as JSON
   * @param isHarmless whether it doesn't say that its values are a person's
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Member(byte[] json, boolean isHarmless) {}

  private final EventSchema schema;
  private final Findings findings;
  private final JsonBytes out;
  private final CanonicalForm canonical;
  private final DirectText direct;

  CustomWriter(
      EventSchema schema,
      Findings findings,
      JsonBytes out,
      CanonicalForm canonical,
      DirectText direct) {
    this.schema = schema;
    this.findings = findings;
    this.out = out;
    this.canonical = canonical;
    this.direct = direct;
  }

  /** Writes a member of an object that the schema knows, unless it is left out. */
  void write(Slots.Custom custom, Slots siblings) {
    Member known = custom.object() == PROPERTIES ? members.get(custom.name()) : null;
    if (known != null && known.isHarmless() && isWrittenDirectly(known.json(), custom.value())) {
      return;
    }
    if (ValueReader.isAbsent(custom.value())) {
      return;
    }
    Place place = findings.place();
    place.in(custom.object());
    place.enter(custom.name());
    if (known != null) {
      member(known.json(), custom.name(), custom.value(), 0);
    } else if (isKept(custom.object(), custom.name(), siblings)) {
      newMember(custom);
    }
    place.leave();
  }

  /** Writes a member whose name is met for the first time, and keeps the name if it is good. */
  private void newMember(Slots.Custom custom) {
    String name = custom.name();
    if (isRefused(name)) {
      return;
    }
    byte[] member = JsonBytes.member(name);
    boolean isAlwaysKept =
        custom.object() == PROPERTIES
            && RenamedFields.productField(custom.object().path(), name) == null;
    if (isAlwaysKept && members.size() < MOST_MEMBERS && name.length() <= ShownName.LONGEST) {
      members.put(name, new Member(member, PersonalData.isHarmless(name)));
    }
    member(member, name, custom.value(), 0);
  }

  private boolean isKept(ObjectFields object, String name, Slots siblings) {
    String advice = RenamedFields.advice(object.path(), name);
    if (advice == null) {
      String other = RenamedFields.productField(object.path(), name);
      EventField field = other == null ? null : object.named(other);
      advice =
          field == null || isUsed(field, name, siblings)
              ? null
              : "TikTok has it as " + field.path();
    }
    if (advice != null) {
      findings.leaveOut(Rule.MISPLACED, false, advice);
      return false;
    }
    if (object.path().isEmpty() && name.equals("test_event_code")) {
      findings.report(
          Rule.TEST_EVENT_CODE,
          "test events are asked for for the whole export, by the setting test_event_code or"
              + " --test-event-code: this row would be a real event");
      return false;
    }
    if (object.path().equals("user")) {
      findings.leaveOut(Rule.UNKNOWN_USER_FIELD, false, "not a field that TikTok documents");
      return false;
    }
    return true;
  }

  /** Returns whether a field has a value of its own, as far as that is known already. */
  private static boolean isUsed(EventField field, String before, Slots siblings) {
    Object value = siblings.value(field);
    return siblings.isSent(field)
        || (before.compareTo(field.name()) < 0
            && !ValueReader.isAbsent(value)
            && value != null
            && !field.placeholders().contain(value)
            && isReadable(field, value));
  }

  private static boolean isReadable(EventField field, Object value) {
    return switch (field.type()) {
      case NUMBER, RATIO -> ValueReader.amount(value) != null;
      case COUNT -> ValueReader.count(value) != null;
      default -> true;
    };
  }

  /** Returns whether a name can't be sent, which is then reported. */
  private boolean isRefused(String name) {
    if (schema.isHashedInUser(name)) {
      findings.leaveOut(
          Rule.PERSONAL_DATA, false, "belongs in user." + name + ", where it is hashed");
      return true;
    }
    if (!TextForm.isWellFormed(name)) {
      findings.leaveOut(Rule.UNREADABLE, false, "expected a name that JSON can carry");
      return true;
    }
    PersonalData.Kind personal = PersonalData.in(name);
    if (personal != null) {
      findings.leaveOutPersonalData(personal, false);
    }
    return personal != null;
  }

  /** Writes a text that is sent as it is and counts as it is: no URL, number or time. */
  private boolean isWrittenDirectly(byte[] member, Object raw) {
    if (!(raw instanceof String text) || text.isEmpty() || text.startsWith("http")) {
      return false;
    }
    char first = text.charAt(0);
    if (first <= ' ' || CanonicalForm.mayBeNumber(first)) {
      return false;
    }
    int mark = out.length();
    out.begin(member);
    if (direct.write(TextForm.PLAIN, text, 0, text.length(), "", out)) {
      return true;
    }
    out.truncate(mark);
    return false;
  }

  /** Writes a name with its value, or nothing if the value isn't sent. */
  private void member(byte[] member, String name, Object raw, int depth) {
    int mark = out.length();
    out.begin(member);
    if (!value(name, raw, depth)) {
      takeBack(mark);
    }
  }

  private void takeBack(int mark) {
    out.truncate(mark);
    canonical.truncate(mark);
  }

  private boolean value(String name, Object raw, int depth) {
    int mark = out.length();
    try {
      return valueOf(name, raw, depth);
    } catch (RuntimeException e) { // A value that nobody foresaw costs itself, not the export.
      takeBack(mark);
      findings.leaveOut(Rule.UNREADABLE, false, NO_VALUE);
      return false;
    }
  }

  private boolean valueOf(String name, Object raw, int depth) {
    if (ValueReader.isAbsent(raw)) {
      return false;
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
      return false;
    }
    Object sent = value instanceof Boolean ? value : impersonal(name, value);
    if (sent == null) {
      return false;
    }
    int start = out.length();
    out.value(sent);
    canonical.add(start, out.length(), sent);
    return true;
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

  private boolean object(Map<?, ?> given, int depth) {
    out.raw('{');
    int empty = out.length();
    for (Map.Entry<String, Object> member : inOrder(given).entrySet()) {
      findings.place().enter(member.getKey());
      if (!isRefused(member.getKey())) {
        member(JsonBytes.member(member.getKey()), member.getKey(), member.getValue(), depth);
      }
      findings.place().leave();
    }
    boolean isWritten = out.length() > empty;
    out.raw('}');
    return isWritten;
  }

  private static Map<String, Object> inOrder(Map<?, ?> given) {
    Map<String, Object> ordered = new TreeMap<>();
    given.forEach((name, value) -> ordered.put(String.valueOf(name), value));
    return ordered;
  }

  private boolean list(String name, Collection<?> given, int depth) {
    if (given.size() > Limits.MAX_LIST_ITEMS) {
      findings.leaveOut(
          Rule.MALFORMED, false, "expected at most " + Limits.MAX_LIST_ITEMS + " items");
      return false;
    }
    out.raw('[');
    int empty = out.length();
    int i = 0;
    for (Object raw : given) {
      int mark = out.length();
      out.separate();
      findings.place().enter(i++);
      if (!value(name, raw, depth)) {
        takeBack(mark);
      }
      findings.place().leave();
    }
    boolean isWritten = out.length() > empty;
    out.raw(']');
    return isWritten;
  }
}
