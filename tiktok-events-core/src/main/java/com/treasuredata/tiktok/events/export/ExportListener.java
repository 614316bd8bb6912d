package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.schema.Violation;

/**
 * Hears what happens during an export.
 *
 * <p>Calls come from the thread that adds records and from sender threads, one at a time. They hold
 * up the export, so they should be quick. An exception from one stops the export.
 */
public interface ExportListener {
  /** A listener that does nothing. */
  ExportListener NONE = new ExportListener() {};

  /** Hears of a record that was not delivered, before any account tells that it is settled. */
  default void onFailure(RecordFailure failure) {}

  /** Hears of a rule that a record breaks although it can be sent; {@code record} counts from 1. */
  default void onWarning(long record, Violation warning) {}

  /** Hears the account so far, each time that a batch is settled. */
  default void onProgress(ExportReport soFar) {}
}
