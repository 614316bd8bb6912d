package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.examples.input.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The fingerprints of an input's first rows, by which another input of the same name is told:
 * {@code "3:5f1c…"} is that of three rows. They are of the first thousand only. Safe for use by
 * several threads.
 */
final class FirstRows {
  private static final int MOST = 1_000;
  private static final int DIGITS = 16;

  private final List<String> prints = new ArrayList<>();
  private String last = "";

  /** Takes the next row; returns whether it is one of the first. */
  synchronized boolean add(Row row) {
    if (prints.size() == MOST) {
      return false;
    }
    last = digest(last + '\n' + row.values() + '\n' + row.problem());
    prints.add(prints.size() + 1 + ":" + last);
    return true;
  }

  /** Returns the fingerprint of that many rows, or of all that are taken into account. */
  synchronized String upTo(long rows) {
    int count = (int) Math.min(rows, prints.size());
    return count == 0 ? "" : prints.get(count - 1);
  }

  /** Returns whether the rows so far may be the beginning of those with that fingerprint. */
  synchronized boolean maySoContinue(String print) {
    String mine = upTo(MOST);
    boolean ofSoManyRows = print.startsWith(prints.size() + ":");
    return !ofSoManyRows || print.equals(mine);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // Every Java platform has it.
    }
  }
}
