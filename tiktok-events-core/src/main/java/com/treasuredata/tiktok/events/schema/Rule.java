package com.treasuredata.tiktok.events.schema;

/** The rules that events are checked by, and how grave it is to break each. */
public enum Rule {
  /** A field without which an event can't be sent is absent. */
  MISSING(Severity.ERROR, Severity.ERROR, "a required field is absent", "§2"),
  /** A field that TikTok documents as required, but does without, is absent. */
  RECOMMENDED(Severity.WARNING, Severity.ERROR, "a field documented as required is absent", "§2.1"),
  /** A value, or the whole record, is not of its type. An optional field is left out. */
  UNREADABLE(
      Severity.WARNING,
      Severity.ERROR,
      "the value is not of the field's type; the field is left out",
      "§2"),
  /** A value has not the form that the field needs. An optional field is left out. */
  MALFORMED(
      Severity.WARNING,
      Severity.ERROR,
      "the value has the wrong form; the field is left out",
      "§2.2"),
  /** A value is not one of those that TikTok knows. The field is left out. */
  NOT_ALLOWED(
      Severity.WARNING,
      Severity.ERROR,
      "the value is not in TikTok's list; the field is left out",
      "§2"),
  /** The time is in milliseconds. */
  TIME_IN_MILLISECONDS(Severity.ERROR, Severity.ERROR, "the event time is in milliseconds", "§2.1"),
  /** The time is before 1970 or out of any sense. */
  TIME_OUT_OF_RANGE(Severity.ERROR, Severity.ERROR, "the event time makes no sense", "§2.1"),
  /** The event is so old that TikTok won't match it. */
  TIME_TOO_OLD(Severity.WARNING, Severity.ERROR, "the event is older than 28 days", "§2.1"),
  /** The event is in the future. */
  TIME_IN_FUTURE(
      Severity.WARNING,
      Severity.ERROR,
      "the event is more than 5 minutes ahead of this clock",
      "§2.1"),
  /** There is nothing by which TikTok could match an offline event. */
  NO_MATCH_KEY(
      Severity.ERROR, Severity.ERROR, "an offline event has neither e-mail nor phone", "§3"),
  /** There is nothing by which TikTok could match the event; it is taken, and counts for little. */
  ANONYMOUS(
      Severity.WARNING, Severity.WARNING, "nothing in the event can be matched to a person", "§3"),
  /** Limited data use is asked for without the address that TikTok derives the place from. */
  LIMITED_DATA_USE_NEEDS_IP(
      Severity.ERROR, Severity.ERROR, "limited_data_use is true without a public user.ip", "§7"),
  /** A name of one's own where TikTok takes only standard ones. */
  CUSTOM_NAME_NOT_ALLOWED(
      Severity.ERROR, Severity.ERROR, "an offline event has a custom name", "§4.4"),
  /** A custom name that TikTok advises against. */
  CUSTOM_NAME_SHAPE(
      Severity.WARNING,
      Severity.ERROR,
      "a custom event name breaks TikTok's rules for names",
      "§4.4"),
  /** A custom name that differs from a standard one only in case. */
  NAME_CASE(
      Severity.WARNING, Severity.ERROR, "the event name is a standard one in other case", "§4.1"),
  /** A name that TikTok maps to another one by itself. */
  RESERVED_NAME(
      Severity.WARNING,
      Severity.WARNING,
      "the event name is reserved and mapped to another",
      "§4.4"),
  /** A name that TikTok has renamed or given up, and still takes. */
  LEGACY_NAME(Severity.WARNING, Severity.WARNING, "the event name is an old one", "§4.2"),
  /** A field that TikTok doesn't document for this kind of source. It is left out. */
  NOT_FOR_SOURCE(
      Severity.WARNING, Severity.ERROR, "the field isn't for this source; it is left out", "§2"),
  /** A field of {@code user} that nobody knows. It is left out: it might be a raw identifier. */
  UNKNOWN_USER_FIELD(
      Severity.WARNING, Severity.ERROR, "an unknown field of user; it is left out", "§2.2"),
  /** A custom property that is an e-mail address. It is left out. */
  PERSONAL_DATA(
      Severity.WARNING, Severity.ERROR, "a property is an e-mail address; it is left out", "§2.2"),
  /** A currency that isn't in TikTok's list, which grows. It is sent. */
  UNKNOWN_CURRENCY(
      Severity.WARNING, Severity.WARNING, "the currency isn't in TikTok's list", "§2.3"),
  /** An amount that can't be used for lack of its currency. It is sent. */
  VALUE_WITHOUT_CURRENCY(Severity.WARNING, Severity.WARNING, "value has no currency", "§2.3"),
  /** The event alone is longer than a request may be. */
  TOO_LARGE(Severity.ERROR, Severity.ERROR, "the event is larger than a request may be", "§1.1");

  private final Severity severity;
  private final Severity strictSeverity;
  private final String summary;
  private final String section;

  Rule(Severity severity, Severity strictSeverity, String summary, String section) {
    this.severity = severity;
    this.strictSeverity = strictSeverity;
    this.summary = summary;
    this.section = section;
  }

  /**
   * Returns how grave it is to break this rule; the one place where that is decided.
   *
   * @param strict whether what TikTok documents counts also where TikTok is known not to insist
   * @param essential whether the rule was broken by a field that can't be left out: one that is
   *     required, or without which the event would mean something else
   */
  public Severity severity(boolean strict, boolean essential) {
    boolean leavesFieldOut = this == UNREADABLE || this == MALFORMED || this == NOT_ALLOWED;
    if (leavesFieldOut && essential) {
      return Severity.ERROR;
    }
    return strict ? strictSeverity : severity;
  }

  /** Returns the rule's breach in a few words. */
  public String summary() {
    return summary;
  }

  /** Returns the section of events-api.md that the rule comes from. */
  public String section() {
    return section;
  }
}
