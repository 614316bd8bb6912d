package com.treasuredata.tiktok.events.internal.text;

import org.jspecify.annotations.Nullable;

/**
 * What became of a text: the form to send or hash, or the reason why there is none.
 *
 * @param text the normalised text; empty if nothing was there
 * @param problem what was expected instead, to be read after "expected"; {@code null} if the text
 *     is good
 */
public record Normalized(String text, @Nullable String problem) {
  static final Normalized ABSENT = new Normalized("", null);

  static Normalized of(String text) {
    return text.isEmpty() ? ABSENT : new Normalized(text, null);
  }

  static Normalized malformed(String expected) {
    return new Normalized("", expected);
  }

  /** Returns whether nothing was there: a blank text is an absent one and is never hashed. */
  public boolean isAbsent() {
    return problem == null && text.isEmpty();
  }

  /** Returns what became of the text, not the text, which may be personal. */
  @Override
  public String toString() {
    return problem != null ? "expected " + problem : isAbsent() ? "absent" : "normalised";
  }
}
