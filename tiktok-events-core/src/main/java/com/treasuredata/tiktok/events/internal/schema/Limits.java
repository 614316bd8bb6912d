package com.treasuredata.tiktok.events.internal.schema;

import java.time.Duration;

/** The numbers in TikTok's specification, and the defaults where it gives none. */
public final class Limits {
  /** The most events in one request; TikTok refuses a longer one whole (events-api.md §1.2). */
  public static final int MAX_EVENTS_PER_REQUEST = 1_000;

  /**
   * The default for the most bytes in one request body; TikTok publishes none (events-api.md §1.1).
   */
  public static final int DEFAULT_MAX_REQUEST_BYTES = 1_000_000;

  /**
   * Event times from here on can't be seconds: the year would be past 5000 (events-api.md §2.1).
   */
  public static final long FIRST_MILLISECOND_TIME = 100_000_000_000L;

  /** Event times from here on aren't milliseconds either: the year would be past 5000. */
  public static final long MAX_EPOCH_MILLIS = 1_000 * FIRST_MILLISECOND_TIME;

  /** Events older than this are not matched any more (events-api.md §2.1). */
  public static final Duration MAX_EVENT_AGE = Duration.ofDays(28);

  /** How far ahead of this machine's clock an event may be (events-api.md §2.1). */
  public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  /** The longest name of a custom event, in characters (events-api.md §4.4). */
  public static final int MAX_CUSTOM_NAME_LENGTH = 50;

  /** How long TikTok recognises an {@code event_id} that it has seen (events-api.md §6). */
  public static final Duration DEDUPLICATION_WINDOW = Duration.ofDays(2);

  /**
   * Event times before this, the first day of 2015, are no Unix seconds of anything that TikTok
   * could match: they are days, dates or other numbers.
   */
  public static final long FIRST_PLAUSIBLE_TIME = 1_420_070_400L;

  /** The most items of a list that is sent. TikTok publishes none (events-api.md §2.2). */
  public static final int MAX_LIST_ITEMS = 1_000;

  /** The most digits of a number that is sent, before and after the decimal point. */
  public static final int MAX_DIGITS = 30;

  private Limits() {}
}
