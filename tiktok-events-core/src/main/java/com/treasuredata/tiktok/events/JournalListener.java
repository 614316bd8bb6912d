package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;

/**
 * Calls a listener, and then the journal: the listener was called for everything that the journal
 * counts as settled. If the listener throws, the journal isn't told.
 */
record JournalListener(ExportListener listener, ExportJournal journal) implements ExportListener {
  @Override
  public void onResult(RecordResult result) {
    listener.onResult(result);
  }

  @Override
  public void onWarning(long record, Violation warning) {
    listener.onWarning(record, warning);
  }

  @Override
  public void onProgress(ExportReport soFar) {
    listener.onProgress(soFar);
    journal.onProgress(soFar);
  }
}
