package com.treasuredata.tiktok.events.support;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Exceptions as a log would show them. */
public final class Traces {
  private Traces() {}

  /** Returns messages and stack of {@code thrown} and of all its causes. */
  public static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
