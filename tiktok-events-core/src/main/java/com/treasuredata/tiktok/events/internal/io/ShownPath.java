package com.treasuredata.tiktok.events.internal.io;

import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Shows the path of a file, if it plainly is a path: where a file is asked for, people also give a
 * secret itself, or a value of a record.
 */
public final class ShownPath {
  /** What names are made of; an e-mail address has an {@code @}. */
  private static final Pattern SIGNS = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._/\\\\:=,()~+-]+");

  /** The end of a file's name, as in {@code .csv}; the last part of a token in three is longer. */
  private static final Pattern EXTENSION = Pattern.compile("[^.]\\.[A-Za-z][A-Za-z0-9]{0,11}$");

  /**
   * Days and times, whose digits are nobody's number: {@code 2026-11-27}, {@code 20261127T0210}.
   */
  private static final Pattern TIME =
      Pattern.compile(
          "(?<![0-9])(?:19|20)[0-9]{2}([-_.]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12][0-9]|3[01])"
              + "(?:[T_ -]?[0-2][0-9][-_.:]?[0-5][0-9](?:[-_.:]?[0-5][0-9])?)?(?![0-9])");

  /** A phone number, as the whole of a name or behind a plus. */
  private static final Pattern PHONE =
      Pattern.compile(
          "\\+[0-9](?:[ .()-]{0,2}[0-9]){6}"
              + "|(?<![^/\\\\])[ ()-]{0,2}[0-9](?:[ .()-]{0,2}[0-9]){8,14}(?![^/\\\\.])");

  /** More digits than a number of a file has, or a long mix of letters and digits. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "[0-9](?:[ .-]?[0-9]){5}"
              + "|(?=[a-zA-Z]{0,15}[0-9])(?=[0-9]{0,15}[a-zA-Z])[a-zA-Z0-9]{16}"
              + "|[a-zA-Z0-9]{32}");

  private static final String NOT_SHOWN = "(not shown, since it may be a secret)";

  private ShownPath() {}

  /**
   * Returns the path of a file that is there, or whose directory is, or that has an ordinary name:
   * {@code out/orders-2026-11-27.csv}, but no e-mail address, phone number or token.
   */
  public static String of(Path file) {
    Path parent = file.getParent();
    boolean isPath =
        isOrdinary(file.toString())
            || Files.exists(file)
            || (parent != null && Files.isDirectory(parent));
    return isPath ? ForeignText.escaped(file.toString()) : NOT_SHOWN;
  }

  private static boolean isOrdinary(String path) {
    String timeless = TIME.matcher(path).replaceAll("");
    return SIGNS.matcher(path).matches()
        && !PHONE.matcher(timeless).find()
        && (EXTENSION.matcher(path).find() || !TOKEN.matcher(timeless).find());
  }
}
