package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;

/**
 * Receives what happens during an export.
 *
 * <pre>{@code
 * export.listener(
 *     new ExportListener() {
 *       public void onResult(RecordResult result) {
 *         results.println(result.toJson());
 *       }
 *     });
 * }</pre>
 *
 * <p>Calls come from the thread that adds records and from sender threads, one at a time, in order,
 * and under no lock. The export waits for them, so they should be quick. An exception of a call
 * stops the export. A listener may {@linkplain ExportSession#stop stop} the session or {@linkplain
 * ExportSession#close close} it, which returns at once; it can't add records, finish the session,
 * or wait for another session of the same client, since it may run on the client's threads.
 */
public interface ExportListener {
  /** A listener that does nothing. */
  ExportListener NONE = new ExportListener() {};

  /**
   * Called with the result of a record, before any account or checkpoint counts it as settled.
   * Called once for each record that is read, except those that a resumed export passes over.
   *
   * <p>If you keep results, or failures only, over several runs, delete the rows of records that
   * aren't settled before you resume: those for which {@link Checkpoint#contains} of the checkpoint
   * is false. These records are sent again, and reported again. Record numbers are the same in both
   * runs, also in a {@link RoutedExport}.
   */
  default void onResult(RecordResult result) {}

  /**
   * Called for a rule that a record breaks although it can be sent; {@code record} counts from 1.
   */
  default void onWarning(long record, Violation warning) {}

  /**
   * Called with the account so far: each time that a batch is settled, and before a batch is sent
   * that isn't idempotent. The records of that batch are unknown in the account's {@linkplain
   * ExportReport#checkpoint checkpoint}, so that an export that resumes from it after a crash
   * doesn't send them again.
   */
  default void onProgress(ExportReport soFar) {}
}
