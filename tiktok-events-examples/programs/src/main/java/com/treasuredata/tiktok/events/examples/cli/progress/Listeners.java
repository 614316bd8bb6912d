package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.schema.Violation;

/** Lets two listeners hear the same, the first one first. */
public record Listeners(ExportListener first, ExportListener second) implements ExportListener {
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
