package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordFailure.Outcome;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.http.RequestGroup;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of an export share: whether it has stopped and why, its account, and its
 * listeners. Safe for use by several threads.
 */
final class ExportState {
  private final ExportAccount account;
  private final ExportListener listener;
  private final @Nullable BiConsumer<Object, ? super RecordFailure> undelivered;
  private final RequestGroup requests;
  private final ListenerQueue queue = new ListenerQueue();
  private volatile @Nullable Throwable stopReason;

  @SuppressWarnings("unchecked") // It gets what the session put into the events: its own records.
  ExportState(
      Export.Settings settings,
      @Nullable BiConsumer<?, ? super RecordFailure> undelivered,
      RequestGroup requests) {
    this.account = new ExportAccount(settings.resumeFrom, settings.policy);
    this.listener = settings.listener;
    this.undelivered = (BiConsumer<Object, ? super RecordFailure>) undelivered;
    this.requests = requests;
  }

  ExportAccount account() {
    return account;
  }

  ListenerQueue queue() {
    return queue;
  }

  RequestGroup requests() {
    return requests;
  }

  /** Returns whether records are kept, for whoever wants those back that are not delivered. */
  boolean keepsRecords() {
    return undelivered != null;
  }

  /**
   * Stops the export, unless it has stopped already: the first reason counts. Requests that TikTok
   * may have taken go on until that is known.
   */
  void stop(Throwable reason) {
    stopBecauseOf(reason);
    requests.stopUnsent();
  }

  /**
   * Stops the export and all its requests that wait: for a pause to end, or for the next attempt.
   */
  void stopWaiting(Throwable reason) {
    stopBecauseOf(reason);
    requests.stopWaiting();
  }

  private synchronized void stopBecauseOf(Throwable reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  boolean isStopped() {
    return stopReason != null;
  }

  /** Returns why the export has stopped. */
  Throwable stopReason() {
    return Objects.requireNonNullElseGet(stopReason, CancellationException::new);
  }

  /** Returns why the export has stopped, for the records that were not sent for it. */
  EventsException stopCause() {
    Throwable reason = stopReason();
    return reason instanceof StopException known ? known : new StopException(reason);
  }

  /** Tells of a rule that a record breaks although it is sent. */
  void warned(long number, Violation warning) {
    account.warned(warning.rule());
    queue.run(() -> tell(() -> listener.onWarning(number, warning)));
  }

  /** Accounts for a record that never got into a batch. */
  void failed(RecordFailure failure, @Nullable Object record) {
    queue.run(
        () -> {
          tell(failure, record);
          if (failure.outcome() == Outcome.INVALID) {
            account.invalid(failure.record());
          } else {
            account.notSent(1);
          }
        });
  }

  /** Accounts for records that TikTok accepted. */
  void accepted(Batch part, boolean withWarnings) {
    queue.run(() -> account.accepted(part, withWarnings));
  }

  /**
   * Accounts for records that were sent and not accepted, or not sent any more. The listener hears
   * of it before the checkpoint advances past them; if it throws, the checkpoint doesn't advance.
   */
  void failed(Batch part, Outcome outcome, EventsException cause, Optional<String> requestId) {
    queue.run(
        () -> {
          int others = outcome == Outcome.REJECTED ? part.size() - 1 : 0;
          for (EncodedEvent event : part.events()) {
            tell(
                new RecordFailure(event.number(), outcome, cause, others, requestId),
                event.record());
          }
          switch (outcome) {
            case REJECTED -> account.rejected(part);
            case UNKNOWN -> account.unknown(part);
            case NOT_SENT, INVALID -> account.notSent(part);
          }
        });
  }

  /**
   * Notes, before a batch is sent that TikTok would count twice, that it may have been sent. A
   * process that is killed meanwhile then doesn't send it again by itself.
   */
  void sending(Batch part) throws InterruptedException {
    queue.runAndWait(
        () -> {
          account.sending(part);
          tell(() -> listener.onProgress(account.report()));
        });
  }

  /** Tells that a batch is settled, and runs {@code afterwards}. */
  void settled(Runnable afterwards) {
    queue.run(
        () -> {
          tell(() -> listener.onProgress(account.report()));
          afterwards.run();
        });
  }

  private void tell(RecordFailure failure, @Nullable Object record) {
    tell(() -> listener.onFailure(failure));
    if (undelivered != null && record != null) {
      tell(() -> undelivered.accept(record, failure));
    }
  }

  /** Whatever a listener throws is carried to the caller as the reason why the export stopped. */
  private void tell(Runnable news) {
    try {
      news.run();
    } catch (Throwable e) { // Kotlin and others throw checked exceptions undeclared.
      account.settleNoFailure();
      stop(e);
    }
  }
}
