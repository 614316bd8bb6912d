package com.treasuredata.tiktok.events.schema;

import org.jspecify.annotations.Nullable;

/** What the rules that look at several fields ask of an event, gathered while it is written. */
final class EventFacts {
  /** The last name that was sent, of this event or of an earlier one. */
  private String lastName = "";

  private boolean hasName;

  /** When it happened, in Unix seconds; meaningless if it has no time. */
  long time;

  boolean hasTime;

  /** The id as it is sent. */
  @Nullable String eventId;

  /** Which fields are sent, of those in {@link SentFields}. */
  int sentFields;

  /** Where the object {@code user} is in what is sent; the end is 0 if it isn't sent. */
  int userStart;

  int userEnd;

  boolean hasUnlistedCurrency;
  boolean hasNegativeValue;
  boolean isDataUseLimited;

  /** The person's country as it is sent; a mark if it was given and isn't. */
  String country = "";

  void clear() {
    hasName = false;
    time = 0;
    hasTime = false;
    eventId = null;
    sentFields = 0;
    userStart = 0;
    userEnd = 0;
    hasUnlistedCurrency = false;
    hasNegativeValue = false;
    isDataUseLimited = false;
    if (!country.isEmpty()) {
      country = ""; // Written for each event, it would cost the collector's barrier.
    }
  }

  /** Takes a part of a text as the name, which most often is that of the event before. */
  void setName(String text, int start, int end) {
    if (lastName.length() != end - start || !text.startsWith(lastName, start)) {
      lastName = text.substring(start, end);
    }
    hasName = true;
  }

  /** Returns the name as it is sent; empty if none is. */
  String name() {
    return hasName ? lastName : "";
  }

  boolean has(int field) {
    return (sentFields & field) != 0;
  }
}
