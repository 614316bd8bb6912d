package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;

/**
 * Hears what happens during an export.
 *
 * <p>Calls come from the thread that adds records and from sender threads, one at a time, in order,
 * and under no lock. They hold up the export, so they should be quick. Whatever one throws stops
 * the export. A listener may {@linkplain Export.Session#close close} the session, which stops the
 * export and returns at once; it can't add records, nor finish it.
 */
public interface ExportListener {
  /** A listener that does nothing. */
  ExportListener NONE = new ExportListener() {};

  /** Hears of a record that was not delivered, before any account tells that it is settled. */
  default void onFailure(RecordFailure failure) {}

  /** Hears of a rule that a record breaks although it can be sent; {@code record} counts from 1. */
  default void onWarning(long record, Violation warning) {}

  /**
   * Hears the account so far: each time that a batch is settled, and before a batch is sent whose
   * events TikTok would count twice. The records of that batch are unknown in its {@linkplain
   * ExportReport#checkpoint checkpoint}, so that whoever keeps that doesn't send them again after a
   * crash.
   */
  default void onProgress(ExportReport soFar) {}
}
