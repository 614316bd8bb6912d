package com.treasuredata.tiktok.events.spi;

import com.treasuredata.tiktok.events.internal.http.ErrorText;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.internal.text.Ids;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What somebody else wrote (TikTok, a user, a setting, a file), checked, or made fit for a message
 * or a log.
 *
 * <p>{@code quoted("Main\u001b[2J")} is {@code "Main\u001b[2J"}, with the escape spelt out.
 */
public final class ForeignInput {
  private ForeignInput() {}

  /**
   * Returns {@code id} if it has the form of an id: printable ASCII without white space, and no
   * number that has lost its last digits, as {@code 7.28E+18}.
   *
   * @param what names it in the message, as in {@code app id}
   * @throws IllegalArgumentException if it hasn't; the message doesn't show it, since a secret may
   *     stand in its place
   */
  public static String checkedId(String what, String id) {
    return Ids.checked(Objects.requireNonNull(what, "what"), Objects.requireNonNull(id, "id"));
  }

  /** Returns {@code text} as {@link #shown} does, in quotation marks. */
  public static String quoted(String text) {
    return ForeignText.quoted(Objects.requireNonNull(text, "text"));
  }

  /**
   * Returns {@code text} on one line, without what a terminal obeys or nobody sees, and cut after
   * 100 characters.
   */
  public static String shown(String text) {
    return ForeignText.cut(Objects.requireNonNull(text, "text"));
  }

  /**
   * Returns an error text of TikTok's with {@code […]} in place of all that may be a value: the
   * text may quote what was sent (events-api.md §5.1).
   */
  public static String masked(String errorText) {
    return ErrorText.masked(Objects.requireNonNull(errorText, "errorText"));
  }

  /**
   * Returns the path of a file if it plainly is one: where a file with a secret is asked for,
   * people also give the secret itself.
   */
  public static String shown(Path file) {
    return ShownPath.of(Objects.requireNonNull(file, "file"));
  }
}
