package com.treasuredata.tiktok.events.internal.http;

/** What went wrong with a request, as data; it becomes an exception only where one is thrown. */
sealed interface Problem permits Refusal, NoAnswer, CallerFailure {
  /** Returns it as an exception, after so many attempts. */
  Throwable toThrowable(int attempts);

  /** Returns it in words that are free of values. */
  default String describe(int attempts) {
    return String.valueOf(toThrowable(attempts).getMessage());
  }
}
