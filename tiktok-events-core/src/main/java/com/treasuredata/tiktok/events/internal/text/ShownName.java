package com.treasuredata.tiktok.events.internal.text;

import java.util.regex.Pattern;

/** Names of columns and settings as messages may show them: a value can be in a name's place. */
public final class ShownName {
  private static final Pattern FORM = Pattern.compile("[\\p{L}_][\\p{L}0-9_. -]*");

  /** No name of ours is as long, and anything may be given for one. */
  public static final int LONGEST = 100;

  private ShownName() {}

  /**
   * Returns {@code name}, cut if it is long; or {@code "of 15 characters, not shown since it may be
   * a value,"} if it holds other signs than a name's.
   */
  public static String of(String name) {
    if (!FORM.matcher(name).matches()) {
      return "of %d characters, not shown since it may be a value,".formatted(name.length());
    }
    return name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
  }
}
