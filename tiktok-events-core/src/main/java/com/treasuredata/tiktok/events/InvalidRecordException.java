package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;

/** The reason to stop under {@link InvalidRecordPolicy#FAIL}: names the record. */
final class InvalidRecordException extends EventsException {
  private static final long serialVersionUID = 1;

  InvalidRecordException(long record, EventsException cause) {
    super("record " + record + ": " + cause.getMessage(), cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}
