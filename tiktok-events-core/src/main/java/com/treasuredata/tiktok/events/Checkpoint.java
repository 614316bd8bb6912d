package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records of an export that a resumed one must not send again.
 *
 * <p>These are the <em>settled</em> records, which were accepted, or skipped as the policy allows,
 * and the <em>unknown</em> ones whose events have no {@code event_id} that counts: TikTok may have
 * them, and would count them twice. Records that are unknown and do have such an id are in neither:
 * sent again, they count once.
 *
 * <p>The text of a checkpoint holds ranges of record numbers, counted from 1, and is made for a
 * file or a table:
 *
 * <pre>{@code
 * 1-3000,4001-5000;unknown 3001-4000
 * }</pre>
 *
 * Immutable, serializable and safe for use by several threads.
 */
@CheckReturnValue
public final class Checkpoint implements Serializable {
  private static final long serialVersionUID = 1;

  /** Holds no record: an export that begins at its first. */
  public static final Checkpoint NONE = new Checkpoint(new long[0], new long[0]);

  private static final String UNKNOWN = ";unknown ";
  private static final Pattern RANGES =
      Pattern.compile("[0-9]{1,18}-[0-9]{1,18}(,[0-9]{1,18}-[0-9]{1,18})*+");

  /** The settled runs of records, each as its first and its last record, in order. */
  private final long[] settled;

  private final long[] unknown;

  private Checkpoint(long[] settled, long[] unknown) {
    this.settled = settled;
    this.unknown = unknown;
  }

  static Checkpoint of(RecordRanges settled, RecordRanges unknown) {
    return new Checkpoint(settled.toArray(), unknown.toArray());
  }

  /**
   * Returns the checkpoint that holds all records up to {@code record}, and no other.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static Checkpoint upTo(long record) {
    if (record < 0) {
      throw new IllegalArgumentException("a checkpoint can't be at a negative record: " + record);
    }
    return record == 0 ? NONE : new Checkpoint(new long[] {1, record}, new long[0]);
  }

  /**
   * Returns the checkpoint whose {@link #toString} is {@code text}.
   *
   * @throws IllegalArgumentException if it is no checkpoint's text
   */
  public static Checkpoint parse(String text) {
    int marker = text.indexOf(UNKNOWN);
    long[] settled = ranges(marker < 0 ? text : text.substring(0, marker));
    long[] unknown = marker < 0 ? new long[0] : ranges(text.substring(marker + UNKNOWN.length()));
    return new Checkpoint(settled, unknown);
  }

  private static long[] ranges(String text) {
    if (text.isEmpty()) {
      return new long[0];
    }
    if (!RANGES.matcher(text).matches()) {
      throw malformed();
    }
    long[] bounds = Arrays.stream(text.split("[-,]")).mapToLong(Long::parseLong).toArray();
    long before = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] <= before || bounds[i + 1] < bounds[i]) {
        throw malformed();
      }
      before = bounds[i + 1];
    }
    return bounds;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "a checkpoint is a list of ascending ranges such as 1-3000,4001-5000");
  }

  /** Returns whether a resumed export passes over {@code record}. */
  public boolean contains(long record) {
    return contains(settled, record) || contains(unknown, record);
  }

  private static boolean contains(long[] ranges, long record) {
    int place = Arrays.binarySearch(ranges, record);
    return place >= 0 || (-place - 1) % 2 == 1;
  }

  /** Returns the last record up to which every one is settled; 0 if the first isn't. */
  public long position() {
    return settled.length > 0 && settled[0] == 1 ? settled[1] : 0;
  }

  /** Returns the last record that a resumed export passes over; 0 if there is none. */
  public long last() {
    return Math.max(last(settled), last(unknown));
  }

  private static long last(long[] ranges) {
    return ranges.length == 0 ? 0 : ranges[ranges.length - 1];
  }

  /** Returns how many of its records are unknown: passed over although TikTok may not have them. */
  public long unknown() {
    long count = 0;
    for (int i = 0; i < unknown.length; i += 2) {
      count += unknown[i + 1] - unknown[i] + 1;
    }
    return count;
  }

  /**
   * Returns this checkpoint without its unknown records, so that a resumed export sends them again;
   * those that TikTok has count twice.
   */
  public Checkpoint resendingUnknown() {
    return unknown.length == 0 ? this : new Checkpoint(settled, new long[0]);
  }

  /** Returns the checkpoint that holds all that {@code parts} hold, of one numbering. */
  static Checkpoint union(Collection<Checkpoint> parts) {
    RecordRanges settledRecords = new RecordRanges();
    RecordRanges unknownRecords = new RecordRanges();
    parts.forEach(part -> part.copyTo(settledRecords, unknownRecords));
    return of(settledRecords, unknownRecords);
  }

  /** Adds what this holds to mutable sets of records. */
  void copyTo(RecordRanges settledRecords, RecordRanges unknownRecords) {
    copy(settled, settledRecords);
    copy(unknown, unknownRecords);
  }

  private static void copy(long[] ranges, RecordRanges records) {
    for (int i = 0; i < ranges.length; i += 2) {
      records.add(ranges[i], ranges[i + 1]);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Checkpoint that
        && Arrays.equals(settled, that.settled)
        && Arrays.equals(unknown, that.unknown);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(settled) + Arrays.hashCode(unknown);
  }

  /** Returns the text from which {@link #parse} makes an equal checkpoint. */
  @Override
  public String toString() {
    return text(settled) + (unknown.length == 0 ? "" : UNKNOWN + text(unknown));
  }

  private static String text(long[] ranges) {
    StringJoiner text = new StringJoiner(",");
    for (int i = 0; i < ranges.length; i += 2) {
      text.add(ranges[i] + "-" + ranges[i + 1]);
    }
    return text.toString();
  }
}
