package com.treasuredata.tiktok.events;

import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records of an export with those that an earlier one settled: by their digests, or by
 * their number only. One thread reads; meanwhile another may record what is settled.
 */
final class SettledRecords {
  /** Stands in place of digests. */
  private static final String COUNTED = "counted";

  private final Checkpoint before;
  private final boolean isCompared;
  private final RecordFingerprint digests;

  /** The digest of the records that the earlier export settled, if it is known. */
  private final @Nullable Long settledBefore;

  /** Whether there is a digest of all records that are settled: not if some are sent again. */
  private boolean isDigestKnown;

  private long number;
  private long settledAgain;

  private SettledRecords(
      Checkpoint before,
      boolean isCompared,
      RecordFingerprint digests,
      @Nullable Long settledBefore) {
    this.before = before;
    this.isCompared = isCompared;
    this.digests = digests;
    this.settledBefore = settledBefore;
    this.isDigestKnown = before.equals(Checkpoint.NONE) || settledBefore != null;
    digests.startFrom(settledBefore == null ? 0 : settledBefore);
  }

  /** Returns those of an export of which nothing is settled. */
  static SettledRecords none(boolean isCompared) {
    return new SettledRecords(Checkpoint.NONE, isCompared, RecordFingerprint.create(), null);
  }

  /**
   * Returns those that were written down.
   *
   * @param digests the earlier one's {@link #digests}
   * @param settled the earlier one's {@link #settled}
   * @throws IllegalArgumentException if they don't cover {@code before}
   */
  static SettledRecords parse(Checkpoint before, String digests, String settled) {
    if (digests.equals(COUNTED)) {
      return new SettledRecords(before, false, RecordFingerprint.create(), null);
    }
    RecordFingerprint known = RecordFingerprint.parse(digests);
    if (!known.covers(before.last())) {
      throw new IllegalArgumentException("settled records without a fingerprint");
    }
    return new SettledRecords(
        before, true, known, settled.isEmpty() ? null : HexFormat.fromHexDigitsToLong(settled));
  }

  boolean isCompared() {
    return isCompared;
  }

  /**
   * Takes the next record, and returns what is wrong with it, if anything is.
   *
   * @param content what is in it; unused if records are only counted
   */
  Optional<String> read(String content) {
    number++;
    if (!isCompared) {
      return Optional.empty();
    }
    boolean isSettled = before.contains(number);
    long digest = digests.digest(number, content);
    if (isSettled && !digests.matches(number, digest)) {
      return Optional.of("row " + number + " of the input differs from the earlier run's");
    }
    digests.note(number, digest, isSettled);
    settledAgain += isSettled ? digest : 0;
    boolean isOther =
        number == before.last() && settledBefore != null && settledBefore != settledAgain;
    return isOther
        ? Optional.of(
            "a row among the first "
                + number
                + " of the input differs from the earlier run's, or is missing")
        : Optional.empty();
  }

  /** Returns what is wrong if there are no more records than were read. */
  Optional<String> end() {
    return number < before.last()
        ? Optional.of(
            "the input ends after row "
                + number
                + ", and the earlier run settled rows up to "
                + before.last())
        : Optional.empty();
  }

  /** Notes what is settled meanwhile. */
  void settle(Checkpoint checkpoint) {
    isDigestKnown &= checkpoint.unknown() >= before.unknown();
    digests.settle(checkpoint);
  }

  /** Returns the digests of single records for {@link #parse}. */
  String digests() {
    return isCompared ? digests.toString() : COUNTED;
  }

  /** Returns the digest of all that is settled for {@link #parse}; empty if it isn't known. */
  String settled() {
    return isCompared && isDigestKnown ? HexFormat.of().toHexDigits(digests.settled()) : "";
  }
}
