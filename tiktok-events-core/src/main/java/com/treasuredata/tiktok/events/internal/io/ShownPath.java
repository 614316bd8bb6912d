package com.treasuredata.tiktok.events.internal.io;

import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Shows the path of a file that holds a secret, if it plainly is a path: where a file is asked for,
 * people also give the secret itself.
 */
public final class ShownPath {
  /** A short name without a digit, as {@code token.txt}. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z._-]{1,20}");

  private static final String NOT_SHOWN = "(not shown, since it may be the secret itself)";

  private ShownPath() {}

  /** Returns the path of a file that is there, or whose directory is, or with a plain name. */
  public static String of(Path file) {
    Path parent = file.getParent();
    boolean isPath =
        PLAIN.matcher(file.toString()).matches()
            || Files.exists(file)
            || (parent != null && Files.isDirectory(parent));
    return isPath ? ForeignText.escaped(file.toString()) : NOT_SHOWN;
  }
}
