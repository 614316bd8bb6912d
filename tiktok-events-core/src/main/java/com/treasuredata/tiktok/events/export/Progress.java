package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of an export share: the account, whether it has stopped and why, and the
 * listener, which hears one thing at a time. Safe for use by several threads.
 */
final class Progress {
  private final Ledger ledger;
  private final ExportListener listener;
  private final Object listening = new Object();
  private volatile @Nullable Throwable reason;

  Progress(Export.Settings settings) {
    this.ledger = new Ledger(settings.resumeAfter, settings.policy);
    this.listener = settings.listener;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Stops the export, unless it has stopped already: the first reason counts. */
  synchronized void stop(Throwable why) {
    if (reason == null) {
      reason = why;
    }
  }

  boolean isStopped() {
    return reason != null;
  }

  /** Returns why the export has stopped. */
  Throwable reason() {
    return Objects.requireNonNull(reason, "not stopped");
  }

  /** Returns why the export has stopped, for the records that were not sent for it. */
  EventsException stopCause() {
    Throwable why = reason();
    return why instanceof StopException known ? known : new StopException(why);
  }

  void failed(RecordFailure failure) {
    tell(() -> listener.onFailure(failure));
  }

  void warned(long record, Violation warning) {
    ledger.warned(warning.rule());
    tell(() -> listener.onWarning(record, warning));
  }

  void settled() {
    tell(() -> listener.onProgress(ledger.report()));
  }

  private void tell(Runnable news) {
    if (listener == ExportListener.NONE) {
      return;
    }
    synchronized (listening) {
      try {
        news.run();
      } catch (RuntimeException | Error e) { // Ours to report, or the account would not add up.
        stop(e);
      }
    }
  }
}
