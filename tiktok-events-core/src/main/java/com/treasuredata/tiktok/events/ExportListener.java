package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;

/**
 * Hears what happens during an export.
 *
 * <p>Calls come from the thread that adds records and from sender threads, one at a time, in order,
 * and under no lock. They hold up the export, so they should be quick. Whatever one throws stops
 * the export. A listener may {@linkplain ExportSession#stop stop} the session or {@linkplain
 * ExportSession#close close} it, which returns at once; it can't add records, nor finish it, nor
 * wait for another session of the same client, whose threads it may be called by.
 */
public interface ExportListener {
  /** A listener that does nothing. */
  ExportListener NONE = new ExportListener() {};

  /**
   * Hears what became of a record, before any account tells that it is settled. Each record that is
   * read is told of once, but those that a resumed export passes over.
   *
   * <p>Whoever keeps results, or failures only, in a table or file of several runs deletes before a
   * resumed run the rows of all records that aren't settled, those for which {@link
   * Checkpoint#contains} of the checkpoint that it goes on from is false: these are sent again, and
   * told of again. In {@link ExportSession} and {@link Export#run} record numbers are the same in
   * both runs, and nothing else is to be deleted.
   */
  default void onResult(RecordResult result) {}

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
