package com.treasuredata.tiktok.events.examples.input;

/**
 * Says that an input can't be read, or not any further: which one, where, and what to do about it.
 * Messages name lines, columns and counts, never a value.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean temporary;

  InputException(String message) {
    super(message);
    this.temporary = false;
  }

  InputException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private InputException(String message, Throwable cause, boolean temporary) {
    super(message, cause);
    this.temporary = temporary;
  }

  /** Returns a failure that may be over when the same is tried again. */
  static InputException temporary(String message, Throwable cause) {
    return new InputException(message, cause, true);
  }

  /** Returns whether the same may succeed later, as when a database couldn't be reached. */
  public boolean isTemporary() {
    return temporary;
  }

  /** Returns the failure of {@code input} at a line: {@code orders.csv, line 17: …}. */
  static InputException at(String input, long line, String reason) {
    return new InputException(input + ", line " + line + ": " + reason);
  }
}
