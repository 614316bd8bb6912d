package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a record that can't be sent, or that TikTok refuses for its content: stop, skip
 * it, or skip up to a limit.
 *
 * <pre>{@code
 * export.invalidRecords(InvalidRecordPolicy.skipUpToShare(0.05)).run(orders);
 * }</pre>
 *
 * <p>Where records are skipped, and TikTok refuses the batch that one is in, the batch is sent
 * again in parts until the record stands alone. If nearly all records are refused, or events have
 * no id by which TikTok would count them once, records are rejected together, as {@link
 * ExportReport#rejectedTogether} says.
 *
 * <p>Immutable, serializable and safe for use by several threads.
 */
@CheckReturnValue
public final class InvalidRecordPolicy implements Serializable {
  private static final long serialVersionUID = 1;

  /** Send no further request, and stop with {@link ExportStoppedException}. */
  public static final InvalidRecordPolicy FAIL = new InvalidRecordPolicy(0, 0, false);

  /** Go on without it; it is reported. */
  public static final InvalidRecordPolicy SKIP = new InvalidRecordPolicy(Long.MAX_VALUE, 1, true);

  /** How many records must be read before {@link #skipUpToShare(double)} checks the share. */
  public static final long MIN_RECORDS = 100;

  private final long maxRecords;
  private final double maxShare;
  private final long minRecords;
  private final boolean skips;

  private InvalidRecordPolicy(long maxRecords, double maxShare, boolean skips) {
    this(maxRecords, maxShare, MIN_RECORDS, skips);
  }

  private InvalidRecordPolicy(long maxRecords, double maxShare, long minRecords, boolean skips) {
    this.maxRecords = maxRecords;
    this.maxShare = maxShare;
    this.minRecords = minRecords;
    this.skips = skips;
  }

  /**
   * Returns the policy that skips up to {@code records} records, and stops the export at the next.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static InvalidRecordPolicy skipUpTo(long records) {
    if (records < 0) {
      throw new IllegalArgumentException("can't skip a negative number of records: " + records);
    }
    return new InvalidRecordPolicy(records, 1, true);
  }

  /**
   * Returns the policy that stops the export as soon as more than this share of the records read so
   * far was skipped. It is checked from 100 records on, since the share of the first few says
   * little.
   *
   * @param share more than 0 and at most 1: 0.05 is 5 %
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public static InvalidRecordPolicy skipUpToShare(double share) {
    return skipUpToShare(share, MIN_RECORDS);
  }

  /**
   * Returns the policy that stops the export as soon as more than this share of the records read so
   * far was skipped.
   *
   * @param share more than 0 and at most 1: 0.05 is 5 %
   * @param minRecords how many records must be read before it is checked, 1 or more
   * @throws IllegalArgumentException if one is out of its bounds
   */
  public static InvalidRecordPolicy skipUpToShare(double share, long minRecords) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share must be more than 0 and at most 1: " + share);
    }
    if (minRecords < 1) {
      throw new IllegalArgumentException("min records must be 1 or more: " + minRecords);
    }
    return new InvalidRecordPolicy(Long.MAX_VALUE, share, minRecords, true);
  }

  /**
   * Returns the policy of one of several parts of an export, such as the tasks of an engine, whose
   * sum is {@linkplain ExportReport#orThrow(InvalidRecordPolicy) judged} by this one. A number
   * holds for a part too, which alone may not skip more than all may; a share says nothing of a
   * part, so that is skipped without a limit.
   */
  public InvalidRecordPolicy ofPart() {
    return skips && maxShare < 1 ? SKIP : this;
  }

  /** Returns whether an export goes on without a record, be it for a while. */
  public boolean skips() {
    return skips;
  }

  /** Returns whether a share is looked at for the first time when so many records were read. */
  boolean looksFirstAt(long records) {
    return maxShare < 1 && records == minRecords;
  }

  /** Returns whether an export goes on after so many records were skipped of those it read. */
  public boolean allows(long skipped, long read) {
    return skipped <= maxRecords && (read < minRecords || skipped <= maxShare * read);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InvalidRecordPolicy that
        && skips == that.skips
        && maxRecords == that.maxRecords
        && Double.compare(maxShare, that.maxShare) == 0
        && minRecords == that.minRecords;
  }

  @Override
  public int hashCode() {
    return Objects.hash(skips, maxRecords, maxShare, minRecords);
  }

  /** Returns {@code FAIL}, {@code SKIP}, {@code skip up to 1000} or {@code skip up to 5%}. */
  @Override
  public String toString() {
    if (!skips) {
      return "FAIL";
    }
    if (maxShare < 1) {
      BigDecimal percent = BigDecimal.valueOf(maxShare).movePointRight(2).stripTrailingZeros();
      return "skip up to " + percent.toPlainString() + '%';
    }
    return maxRecords == Long.MAX_VALUE ? "SKIP" : "skip up to " + maxRecords;
  }
}
