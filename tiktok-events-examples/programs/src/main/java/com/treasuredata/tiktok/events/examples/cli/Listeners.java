package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.export.ExportListener;
import com.treasuredata.tiktok.events.export.ExportReport;
import com.treasuredata.tiktok.events.export.RecordFailure;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.List;

/** Lets several listeners hear the same, one after the other. */
record Listeners(List<ExportListener> all) implements ExportListener {
  @Override
  public void onFailure(RecordFailure failure) {
    all.forEach(listener -> listener.onFailure(failure));
  }

  @Override
  public void onWarning(long record, Violation warning) {
    all.forEach(listener -> listener.onWarning(record, warning));
  }

  @Override
  public void onProgress(ExportReport soFar) {
    all.forEach(listener -> listener.onProgress(soFar));
  }
}
