package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;

/** The reason to stop when a record, or too many, can't be sent: names it. */
final class InvalidRecordException extends EventsException {
  private static final long serialVersionUID = 1;

  InvalidRecordException(RecordResult result) {
    super(result.label() + ": " + result.reason().orElse("invalid"), result.cause().orElse(null));
  }

  private InvalidRecordException(String message) {
    super(message, null);
  }

  static InvalidRecordException tooMany(InvalidRecordPolicy policy) {
    return new InvalidRecordException(
        "too many records are invalid or rejected (" + policy + "): correct them, or allow more");
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return Fault.RECORDS;
  }
}
