package com.treasuredata.tiktok.events.schema;

/** The rules that events are checked by, and how grave it is to break each. */
public enum Rule {
  /** A field without which an event can't be sent is absent. */
  MISSING(Cost.EVENT, "a required field is absent", "§2"),
  /** A field that TikTok documents as required, but does without, is absent. */
  RECOMMENDED(Cost.EVENT_IF_STRICT, "a field documented as required is absent", "§2.1"),
  /** A value, or the whole record, is not of its type. An optional field is left out. */
  UNREADABLE(Cost.FIELD, "the value is not of the field's type", "§2"),
  /** A value is a word for none, such as {@code NULL}. The field is left out. */
  PLACEHOLDER(Cost.FIELD_OR_EVENT_IF_STRICT, "the value is a word for none, such as NULL", "§2"),
  /** A number came in a form that has lost its last digits. It is sent. */
  DIGITS_LOST(Cost.NOTHING, "a number has lost digits on its way, by its looks", "§2"),
  /** A value doesn't have the form that its field needs. An optional field is left out. */
  MALFORMED(Cost.FIELD, "the value has the wrong form", "§2.2"),
  /** A value is not one of those that TikTok knows. An optional field is left out. */
  NOT_ALLOWED(Cost.FIELD, "the value is not in TikTok's list", "§2"),
  /**
   * A value holds an e-mail address, a phone number, a person's name or credentials where TikTok
   * takes none. An optional field is left out, and a URL is sent without them.
   */
  PERSONAL_DATA(
      Cost.FIELD,
      "an e-mail address, phone number, password or field of user is elsewhere",
      "§2.2"),
  /** A field of {@code user} that nobody knows is left out: it might be a raw identifier. */
  UNKNOWN_USER_FIELD(Cost.FIELD_OR_EVENT_IF_STRICT, "an unknown field of user is left out", "§2.2"),
  /** A field that TikTok doesn't document for this kind of source is left out. */
  NOT_FOR_SOURCE(Cost.FIELD, "a field that isn't for this source is left out", "§2"),
  /** A field that TikTok has by another name, or in another place, is left out. */
  MISPLACED(
      Cost.FIELD_OR_EVENT_IF_STRICT,
      "a field by the wrong name, or in the wrong place, is left out",
      "§8"),
  /** A row asks to be a test event, which only the whole export can be. */
  TEST_EVENT_CODE(Cost.EVENT, "a row has a test event code, which would do nothing", "§1.2"),
  /** The time is in milliseconds. */
  TIME_IN_MILLISECONDS(Cost.EVENT, "the event time is in milliseconds", "§2.1"),
  /** The time is before 2015, or is no number of Unix seconds. */
  TIME_OUT_OF_RANGE(Cost.EVENT, "the event time makes no sense", "§2.1"),
  /** A local time doesn't exist in its zone, or is there twice: clocks were changed. It is sent. */
  TIME_AT_CLOCK_CHANGE(
      Cost.NOTHING,
      "a local time doesn't exist, or is there twice, as clocks were changed",
      "§2.1"),
  /** The event is so old that TikTok won't match it. */
  TIME_TOO_OLD(Cost.EVENT_IF_STRICT, "the event is older than 28 days", "§2.1"),
  /** The event is in the future. */
  TIME_IN_FUTURE(
      Cost.EVENT_IF_STRICT, "the event is more than 5 minutes ahead of this clock", "§2.1"),
  /** There is nothing by which TikTok could match an offline event. */
  NO_MATCH_KEY(Cost.EVENT, "an offline event has neither e-mail nor phone", "§3"),
  /** There is nothing by which TikTok could match the event; it is taken, and counts for little. */
  ANONYMOUS(Cost.NOTHING, "nothing in the event can be matched to a person", "§3"),
  /** Limited data use is asked for without the address that TikTok derives the place from. */
  LIMITED_DATA_USE_NEEDS_IP(Cost.EVENT, "limited_data_use is true without a public user.ip", "§7"),
  /** A custom name where TikTok takes only standard ones. */
  CUSTOM_NAME_NOT_ALLOWED(Cost.EVENT, "an offline event has a custom name", "§4.4"),
  /** A custom name that TikTok advises against. */
  CUSTOM_NAME_SHAPE(
      Cost.EVENT_IF_STRICT, "a custom event name breaks TikTok's rules for names", "§4.4"),
  /** A custom name that differs from a standard one only in case or separators. */
  NAME_CASE(
      Cost.EVENT_IF_STRICT,
      "the event name is a standard one in other case, or with separators",
      "§4.1"),
  /** A custom name by which other platforms call a standard event. */
  NAME_ELSEWHERE(
      Cost.NOTHING, "the event name is another platform's word for a standard one", "§4.4"),
  /** A name that TikTok maps to another one by itself. */
  RESERVED_NAME(Cost.NOTHING, "the event name is reserved and mapped to another", "§4.4"),
  /** A name that TikTok has renamed or given up, and still takes. */
  LEGACY_NAME(Cost.NOTHING, "the event name is an old one", "§4.2"),
  /** A currency that isn't in TikTok's list, which grows. It is sent. */
  UNKNOWN_CURRENCY(Cost.NOTHING, "the currency isn't in TikTok's list", "§2.3"),
  /** An amount that can't be used for lack of its currency. It is sent. */
  VALUE_WITHOUT_CURRENCY(Cost.NOTHING, "value has no currency", "§2.3"),
  /** A purchase has a negative value. It is sent. */
  NEGATIVE_VALUE(Cost.NOTHING, "a purchase has a negative value", "§4.4"),
  /** An id isn't in the form of TikTok's catalog or of a store. It is sent. */
  ODD_ID(Cost.NOTHING, "an id has an unusual form", "§2.3"),
  /** A product can't be found in the catalog. It is sent. */
  CONTENT_ID_MISSING(Cost.NOTHING, "a product has no content_id", "§2.3"),
  /** One text looks like several values in a list's place. It is sent as one. */
  SEVERAL_VALUES(Cost.NOTHING, "one text looks like several values", "§2.3"),
  /** The event breaks so many rules that the rest of them is only counted. */
  MORE_FINDINGS(Cost.NOTHING, "more than 100 findings: the rest is counted", "§2"),
  /** The event alone is longer than a request may be. */
  TOO_LARGE(Cost.EVENT, "the event is larger than a request may be", "§1.1");

  /** What it costs to break a rule. */
  private enum Cost {
    /** The event: TikTok would refuse it or never match it. */
    EVENT,
    /** The event in strict mode: TikTok documents the rule and isn't known to insist. */
    EVENT_IF_STRICT,
    /** The field, which is left out; the event in strict mode, or if it can't do without. */
    FIELD,
    /** The field, which is left out; the event in strict mode only. */
    FIELD_OR_EVENT_IF_STRICT,
    /** Nothing: it is sent as it is. */
    NOTHING
  }

  private final Cost cost;
  private final String summary;
  private final String section;

  Rule(Cost cost, String summary, String section) {
    this.cost = cost;
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
    boolean costsEvent =
        switch (cost) {
          case EVENT -> true;
          case EVENT_IF_STRICT, FIELD_OR_EVENT_IF_STRICT -> strict;
          case FIELD -> strict || essential;
          case NOTHING -> false;
        };
    return costsEvent ? Severity.ERROR : Severity.WARNING;
  }

  /**
   * Returns whether the value that breaks this rule is not sent, where the event is: {@code true}
   * for {@link #MALFORMED}, {@code false} for {@link #UNKNOWN_CURRENCY}.
   */
  public boolean leavesOutValue() {
    return cost == Cost.FIELD || cost == Cost.FIELD_OR_EVENT_IF_STRICT;
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
