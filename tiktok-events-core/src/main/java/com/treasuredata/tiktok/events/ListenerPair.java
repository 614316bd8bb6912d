package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;

/**
 * Calls two listeners, one after the other. If the first throws, the second isn't called: a journal
 * that is the second counts as settled only what the first was told.
 */
record ListenerPair(ExportListener first, ExportListener second) implements ExportListener {
  static ExportListener of(ExportListener first, ExportListener second) {
    return first == NONE ? second : second == NONE ? first : new ListenerPair(first, second);
  }

  @Override
  public void onResult(RecordResult result) {
    first.onResult(result);
    second.onResult(result);
  }

  @Override
  public void onWarning(long record, Violation warning) {
    first.onWarning(record, warning);
    second.onWarning(record, warning);
  }

  @Override
  public void onProgress(ExportReport soFar) {
    first.onProgress(soFar);
    second.onProgress(soFar);
  }
}
