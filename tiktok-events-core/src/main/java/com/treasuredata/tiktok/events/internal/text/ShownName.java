package com.treasuredata.tiktok.events.internal.text;

import java.util.regex.Pattern;

/**
 * Names of columns, settings and custom fields as messages may show them: what holds other signs
 * than a name's may be a value in its place, an address or a phone number.
 */
public final class ShownName {
  private static final Pattern FORM = Pattern.compile("[\\p{L}_@$][\\p{L}0-9_.$ -]*");

  /** No name of ours is as long, and anything may be given for one. */
  public static final int LONGEST = 100;

  private ShownName() {}

  /** Returns {@code name}, cut if it is long; {@code […]} if it may be a value. */
  public static String of(String name) {
    if (!FORM.matcher(name).matches()) {
      return "[…]";
    }
    return name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
  }

  /**
   * Returns the same in words: {@code "of 15 characters, not shown since it may be a value,"} where
   * that would be {@code […]}.
   */
  public static String inWords(String name) {
    return FORM.matcher(name).matches()
        ? of(name)
        : "of " + name.length() + " characters, not shown since it may be a value,";
  }
}
