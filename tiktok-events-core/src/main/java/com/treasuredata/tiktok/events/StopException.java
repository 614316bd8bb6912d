package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Why records were not sent, when it wasn't a failure of this library's or an answer of TikTok's.
 */
final class StopException extends EventsException {
  private static final long serialVersionUID = 1;

  StopException(Stop stop) {
    super(stop.toString(), stop.reason());
  }

  /** Creates one for a reason that has to do with no record. */
  StopException(Throwable reason) {
    this(new Stop(reason, 0));
  }

  private StopException(String reason) {
    super(reason, null);
  }

  /** Returns the reason of a session that its caller stopped. */
  static StopException stopped() {
    return new StopException("the session was stopped");
  }

  /** Returns the reason of an export that resumed and didn't read all that was settled before. */
  static StopException readTooFew(long read, long last) {
    return new StopException(
        "only "
            + read
            + " records were read, and the checkpoint that it resumes from has record "
            + last
            + ": add all records again from the first; those that are settled are passed over");
  }

  /** Returns the reason of an export whose iterator gave {@code null} for a record. */
  static StopException nullRecord(long number) {
    return new StopException(
        "record " + number + " is null: leave it out, or give one that has no values");
  }

  /** Returns the reason of a session that its caller closed. */
  static StopException closed() {
    return new StopException("the session was closed before it was finished");
  }

  /** Returns whose fault {@code reason} is: the caller's, unless this library knows better. */
  static Fault faultOf(@Nullable Throwable reason) {
    return reason instanceof EventsException known ? known.fault() : Fault.CALLER;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return faultOf(getCause());
  }
}
