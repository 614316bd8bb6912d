package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ExportJournal} can't be used: its file is another export's, no journal, in use or can't
 * be written, or the records are not those of the earlier run. Its message names the file and what
 * is wrong.
 *
 * <p>If its cause is an {@link IOException}, the file couldn't be written while it was in use.
 */
public final class JournalException extends EventsException {
  private static final long serialVersionUID = 1;

  private final boolean isRetryable;

  private JournalException(String message, @Nullable IOException cause, boolean isRetryable) {
    super(message, cause);
    this.isRetryable = isRetryable;
  }

  /** Returns an exception that only a person can act on. */
  static JournalException of(String message) {
    return new JournalException(message, null, false);
  }

  /** Returns the exception for a file that somebody uses, and releases in the end. */
  static JournalException inUse(String message) {
    return new JournalException(message, null, true);
  }

  /** Returns the exception for a file that can't be written any more. */
  static JournalException of(String message, IOException cause) {
    return new JournalException(message, cause, false);
  }

  /** Returns whether somebody uses the file, so that it is free later. */
  @Override
  public boolean isRetryable() {
    return isRetryable;
  }

  @Override
  public Fault fault() {
    return Fault.SETTINGS;
  }
}
