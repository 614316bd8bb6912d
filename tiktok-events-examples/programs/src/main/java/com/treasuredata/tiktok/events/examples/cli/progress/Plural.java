package com.treasuredata.tiktok.events.examples.cli.progress;

import java.util.Locale;

/** Counts of things in words. */
public final class Plural {
  private Plural() {}

  /** Returns {@code 1 request} or {@code 1,200 requests}. */
  public static String of(long count, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
  }
}
