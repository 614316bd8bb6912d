package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;

/**
 * Why an export stopped.
 *
 * @param reason what stopped it
 * @param record the number of the record at which the caller's code failed; 0 if at none
 */
record Stop(Throwable reason, long record) {
  /**
   * Says why, in words. Messages of foreign exceptions may quote a record, so only those of this
   * library are repeated.
   */
  @Override
  public String toString() {
    return "the export stopped" + (record == 0 ? "" : " at record " + record) + ": " + describe();
  }

  private String describe() {
    if (reason instanceof EventsException) {
      return String.valueOf(reason.getMessage());
    }
    if (reason instanceof InterruptedException) {
      return "the thread was interrupted";
    }
    return "unexpected " + reason.getClass().getName() + ", see the cause";
  }
}
