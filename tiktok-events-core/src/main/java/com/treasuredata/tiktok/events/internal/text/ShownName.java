package com.treasuredata.tiktok.events.internal.text;

import java.util.regex.Pattern;

/**
 * Names of columns, settings and custom fields as messages may show them. A name with unusual
 * characters may be personal data in the wrong place, such as an address or a phone number, so it
 * is redacted.
 */
public final class ShownName {
  private static final Pattern FORM = Pattern.compile("[\\p{L}_@$][\\p{L}0-9_.$ -]*");

  /** No name of ours is as long, and anything may be given for one. */
  public static final int LONGEST = 100;

  private ShownName() {}

  /** A phone number, or a token: names have neither so many digits, nor such a mix. */
  private static final Pattern VALUE =
      Pattern.compile(
          "[0-9](?:[ .-]?[0-9]){5}|(?=[a-zA-Z]{0,15}[0-9])(?=[0-9]{0,15}[a-zA-Z])[a-zA-Z0-9]{16}");

  /** Returns whether a name is shown; else it may be a value. */
  public static boolean mayBeName(String name) {
    int shown = Math.min(name.length(), LONGEST); // The rest is cut.
    return FORM.matcher(name).matches() && !VALUE.matcher(name).region(0, shown).find();
  }

  /** Returns {@code name}, cut if it is long; {@code […]} if it may be a value. */
  public static String of(String name) {
    if (!mayBeName(name)) {
      return "[…]";
    }
    return name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
  }

  /**
   * Returns the same in words: {@code "of 15 characters, not shown since it may be a value,"} where
   * that would be {@code […]}.
   */
  public static String inWords(String name) {
    return mayBeName(name)
        ? of(name)
        : "of " + name.length() + " characters, not shown since it may be a value,";
  }
}
