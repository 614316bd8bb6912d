package com.treasuredata.tiktok.events.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The root of this library's exceptions, except those for wrong calls. */
public abstract class EventsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates one with a message that is free of tokens and personal data. */
  protected EventsException(String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
  }

  /** Returns whether the same call may succeed later without any change. */
  public abstract boolean isRetryable();

  /** Returns whose fault it is. */
  public abstract Fault fault();
}
