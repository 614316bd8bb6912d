package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Says that an input can't be read, or not any further: which one, where, and what to do about it.
 * Messages name lines, columns and counts, never a value.
 */
public final class InputException extends EventsException {
  private static final long serialVersionUID = 1L;

  private final boolean temporary;

  InputException(String message) {
    this(message, null, false);
  }

  InputException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private InputException(String message, @Nullable Throwable cause, boolean temporary) {
    super(message, cause);
    this.temporary = temporary;
  }

  /** Returns a failure that may be over when the same is tried again. */
  static InputException temporary(String message, Throwable cause) {
    return new InputException(message, cause, true);
  }

  /** Returns whether the same may succeed later, as when a database couldn't be reached. */
  @Override
  public boolean isRetryable() {
    return temporary;
  }

  @Override
  public Fault fault() {
    return temporary ? Fault.CALLER : Fault.RECORDS;
  }

  /** Returns the failure of {@code input} at a line: {@code orders.csv, line 17: …}. */
  static InputException at(String input, long line, String reason) {
    return new InputException(input + ", line " + line + ": " + reason);
  }
}
