package com.treasuredata.tiktok.events.internal.http;

/**
 * What became of a request: accepted, which is an {@link ApiAnswer}, or {@link Failed} in one of a
 * few ways. It is decided in one place, {@link ResponseParser}, and switched over everywhere else.
 */
public sealed interface Outcome permits ApiAnswer, Failed {
  /** Returns how many times the request was sent. */
  int attempts();
}
