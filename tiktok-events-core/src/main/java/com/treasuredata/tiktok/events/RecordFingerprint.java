package com.treasuredata.tiktok.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Digests of an export's records, by which a resumed run notices that it reads other records. To
 * notice early there is one of each of the first thousand records, and of the first of each
 * thousand after that, up to the millionth; to notice any difference there is one of all settled
 * records with their numbers. They are salted, so that nobody who has only the digests can guess
 * records and compare. Safe for use by several threads.
 */
final class RecordFingerprint {
  private static final int FIRST = 1_000;
  private static final int MAX_DIGESTS = 2 * FIRST;

  /** In hexadecimal digits. */
  private static final int LENGTH = 8;

  /** Stands for the digest of a record that wasn't read yet. */
  private static final String UNREAD = "-".repeat(LENGTH);

  private final String salt;
  private final String[] digests = new String[MAX_DIGESTS];
  private int count;

  /** Of the records that were read and aren't settled. */
  private final Map<Long, Long> open = new HashMap<>();

  /** Of those that are settled: their digests' sum, which no order changes. */
  private long settled;

  private RecordFingerprint(String salt) {
    this.salt = salt;
    Arrays.fill(digests, UNREAD);
  }

  /** Returns the fingerprint of records of which none was read yet. */
  static RecordFingerprint create() {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return new RecordFingerprint(HexFormat.of().formatHex(salt));
  }

  /**
   * Returns the fingerprint that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static RecordFingerprint parse(String text) {
    int colon = text.indexOf(':');
    String digits = text.substring(colon + 1);
    if (colon != 32
        || digits.length() % LENGTH != 0
        || digits.length() > MAX_DIGESTS * LENGTH
        || !digits.matches("[0-9a-f-]*")) {
      throw new IllegalArgumentException("no fingerprint");
    }
    RecordFingerprint parsed = new RecordFingerprint(text.substring(0, colon));
    while (parsed.count * LENGTH < digits.length()) {
      int from = parsed.count * LENGTH;
      parsed.digests[parsed.count++] = digits.substring(from, from + LENGTH);
    }
    return parsed;
  }

  /** Records the digest of a record, replacing an earlier one. */
  synchronized void note(long number, long digest, boolean isSettled) {
    int place = place(number);
    if (place >= 0) {
      digests[place] = hex(digest);
      count = Math.max(count, place + 1);
    }
    if (!isSettled) {
      open.put(number, digest);
    }
  }

  /** Adds the records that have been settled meanwhile to the digest of all. */
  synchronized void settle(Checkpoint checkpoint) {
    open.entrySet()
        .removeIf(
            record -> {
              boolean isSettled = checkpoint.contains(record.getKey());
              settled += isSettled ? record.getValue() : 0;
              return isSettled;
            });
  }

  /** Returns the digest of all records that are settled. */
  synchronized long settled() {
    return settled;
  }

  /** Goes on from what an earlier run has settled. */
  synchronized void startFrom(long earlier) {
    settled = earlier;
  }

  /** Returns whether each record up to {@code last} that is noted at all was noted. */
  synchronized boolean covers(long last) {
    for (long number = 1; number <= last && number < (long) FIRST * FIRST; number++) {
      int place = place(number);
      if (place >= 0 && digests[place].equals(UNREAD)) {
        return false;
      }
      if (number > FIRST && place < 0) {
        number = (number / FIRST + 1) * FIRST; // The next one is noted.
      }
    }
    return true;
  }

  /** Returns whether a record is by its digest the one that was noted, or none that is noted. */
  synchronized boolean matches(long number, long digest) {
    int place = place(number);
    return place < 0 || digests[place].equals(hex(digest));
  }

  private static int place(long number) {
    if (number <= FIRST) {
      return (int) number - 1;
    }
    boolean isSample = number % FIRST == 1 && number / FIRST < FIRST;
    return isSample ? FIRST - 1 + (int) (number / FIRST) : -1;
  }

  private static String hex(long digest) {
    return HexFormat.of().toHexDigits(digest).substring(0, LENGTH);
  }

  /** Returns the digest of a record's number and of what the caller says is in it. */
  long digest(long number, String content) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String text = salt + '\n' + number + '\n' + content;
      return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // Every Java platform has it.
    }
  }

  @Override
  public synchronized String toString() {
    return salt + ':' + String.join("", Arrays.asList(digests).subList(0, count));
  }
}
