package com.treasuredata.tiktok.events.examples.input;

/**
 * Says that an input can't be read, or not any further: which one, where, and what to do about it.
 * Messages name lines, columns and counts, never a value.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the failure of {@code input} at a line: {@code orders.csv, line 17: …}. */
  static InputException at(String input, long line, String reason) {
    return new InputException(input + ", line " + line + ": " + reason);
  }
}
