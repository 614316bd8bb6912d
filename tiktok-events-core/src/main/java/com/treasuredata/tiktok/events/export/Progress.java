package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.track.EncodedEvent;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of an export share: the account, whether it has stopped and why, and the
 * listener, which hears one thing at a time. Safe for use by several threads.
 */
final class Progress {
  private final ExportAccount account;
  private final ExportListener listener;
  private final UnderWay<?> underWay;
  private final Object listening = new Object();
  private final Waits waits = new Waits();
  private volatile @Nullable Throwable reason;

  Progress(Export.Settings settings, UnderWay<?> underWay) {
    this.account = new ExportAccount(settings.resumeFrom, settings.policy);
    this.listener = settings.listener;
    this.underWay = underWay;
  }

  ExportAccount account() {
    return account;
  }

  Waits waits() {
    return waits;
  }

  /**
   * Stops the export, unless it has stopped already: the first reason counts. What TikTok may have
   * goes on to be sent, until it is known to have it.
   */
  void stop(Throwable why) {
    becauseOf(why);
    waits.stopUnsent();
  }

  /** Stops the export and all that only waits: for a pause to be over, or for the next attempt. */
  void stopAtOnce(Throwable why) {
    becauseOf(why);
    waits.stopAll();
  }

  private synchronized void becauseOf(Throwable why) {
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

  /**
   * Tells of a record that isn't delivered. Comes before the record is settled on the account: who
   * hears that it is must have heard why; and if telling fails, it isn't settled.
   */
  void failed(RecordFailure failure) {
    tell(() -> listener.onFailure(failure));
    tell(() -> underWay.failed(failure));
  }

  void delivered(List<EncodedEvent> events) {
    underWay.delivered(events);
  }

  void warned(long record, Violation warning) {
    account.warned(warning.rule());
    tell(() -> listener.onWarning(record, warning));
  }

  void settled() {
    tell(() -> listener.onProgress(account.report()));
  }

  private void tell(Runnable news) {
    synchronized (listening) {
      try {
        news.run();
      } catch (RuntimeException | Error e) { // Ours to report, or the account would not add up.
        account.settleNoFailure();
        stop(e);
      }
    }
  }
}
