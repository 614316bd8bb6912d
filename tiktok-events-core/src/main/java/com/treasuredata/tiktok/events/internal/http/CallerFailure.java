package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.EventsException;

/**
 * Code of the caller's threw: its token provider or its HTTP client. That can be anything, checked
 * exceptions too: languages other than Java don't declare them.
 *
 * @param cause what it threw
 */
record CallerFailure(Throwable cause) implements Problem {
  @Override
  public Throwable toThrowable(int attempts) {
    return cause;
  }

  /** Messages of foreign exceptions may quote anything. */
  @Override
  public String describe(int attempts) {
    return cause instanceof EventsException
        ? String.valueOf(cause.getMessage())
        : "unexpected " + cause.getClass().getName();
  }
}
