package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.http.RequestGroup;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of an export share: whether it has stopped and why, its account, and its
 * listeners. Safe for use by several threads.
 */
final class ExportState {
  static final String NOT_FOR_LISTENERS =
      "a listener can't add records to its own session, nor flush or finish it; it may stop or close"
          + " it";

  /**
   * What the exports of a routed export share.
   *
   * @param queue calls the listener of all of them
   * @param progress the account that the listener is called with; {@code null} if each export has
   *     its own
   */
  record ListenerContext(ListenerQueue queue, @Nullable Supplier<ExportReport> progress) {
    /** Returns the context of an export to one source. */
    static ListenerContext ofOneExport() {
      return new ListenerContext(new ListenerQueue(), null);
    }
  }

  private final InvalidRecordPolicy policy;
  private final ExportAccount account;
  private final ExportListener listener;
  private final @Nullable BiConsumer<Object, ? super RecordResult> undelivered;
  private final RequestGroup requests;
  private final ListenerQueue queue;
  private final Supplier<ExportReport> progress;
  private volatile @Nullable Stop stop;

  @SuppressWarnings("unchecked") // It gets what the session put into the events: its own records.
  ExportState(
      Export.Settings settings,
      @Nullable BiConsumer<?, ? super RecordResult> undelivered,
      RequestGroup requests,
      boolean isTest,
      ListenerContext context) {
    this.policy = settings.policy;
    this.account = new ExportAccount(settings.resumeFrom, policy, isTest);
    this.listener = settings.listener;
    this.queue = context.queue();
    this.progress = Objects.requireNonNullElse(context.progress(), account::report);
    this.undelivered = (BiConsumer<Object, ? super RecordResult>) undelivered;
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
    stopAt(0, reason);
  }

  /** Stops the export as {@link #stop} does, because the caller's code failed at a record. */
  void stopAt(long record, Throwable reason) {
    stopBecauseOf(new Stop(reason, record));
    requests.stopUnsent();
  }

  /**
   * Stops the export and all its requests that wait: for a pause to end, or for the next attempt.
   */
  void stopWaiting(Throwable reason) {
    stopWaiting(new Stop(reason, 0));
  }

  void stopWaiting(Stop stop) {
    stopBecauseOf(stop);
    requests.stopWaiting();
  }

  private synchronized void stopBecauseOf(Stop first) {
    if (stop == null) {
      stop = first;
    }
  }

  boolean isStopped() {
    return stop != null;
  }

  /** Returns why the export has stopped. */
  Stop stop() {
    return Objects.requireNonNullElseGet(stop, () -> new Stop(new CancellationException(), 0));
  }

  /** Returns why the export has stopped, for the records that were not sent for it. */
  EventsException stopCause() {
    Stop stop = stop();
    return stop.reason() instanceof StopException known ? known : new StopException(stop);
  }

  /** Tells of a rule that a record breaks although it is sent. */
  void warned(long number, Violation warning) {
    account.warned(warning);
    if (listener != ExportListener.NONE) {
      queue.run(() -> tell(number, () -> listener.onWarning(number, warning)));
    }
  }

  /** Accounts for a record that breaks a rule, and stops the export if the policy says so. */
  void invalid(RecordResult result, Object record) {
    queue.run(
        () -> {
          tell(result, record);
          account.invalid(result.record());
          checkBudget();
        });
    if (!policy.skips()) {
      stop(new InvalidRecordException(result));
    }
  }

  /** Records that so many records were read; from some number on a share of them is checked. */
  void hasRead(long records) {
    if (policy.looksFirstAt(records)) {
      checkBudget();
    }
  }

  /** Accounts for a record that never got into a batch because the export stopped. */
  void notSent(RecordResult result, Object record) {
    queue.run(
        () -> {
          tell(result, record);
          account.notSent(1);
        });
  }

  /** Accounts for a record that may not be sent. */
  void withheld(RecordResult result) {
    queue.run(
        () -> {
          tell(result, null);
          account.withheld(result.record());
        });
  }

  /** Accounts for records that TikTok accepted. */
  void accepted(Batch part, Optional<String> requestId, Optional<String> problem) {
    queue.run(
        () -> {
          if (listener != ExportListener.NONE) {
            for (EncodedEvent event : part.events()) {
              RecordResult result = RecordResult.accepted(event, requestId, problem);
              tell(result.record(), () -> listener.onResult(result));
            }
          }
          account.accepted(part, problem.isPresent());
        });
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
            tell(RecordResult.failed(event, outcome, cause, others, requestId), event.record());
          }
          switch (outcome) {
            case REJECTED -> {
              account.rejected(part);
              checkBudget();
            }
            case UNKNOWN -> account.unknown(part);
            case NOT_SENT, INVALID, ACCEPTED, WITHHELD -> account.notSent(part);
          }
        });
  }

  /** Stops the export if more records were skipped than the policy allows. */
  private void checkBudget() {
    if (policy.skips() && !account.isWithin(policy)) {
      stop(InvalidRecordException.tooMany(policy));
    }
  }

  /**
   * Notes, before a batch is sent that TikTok would count twice, that it may have been sent. A
   * process that is killed meanwhile then doesn't send it again by itself.
   */
  void sending(Batch part) throws InterruptedException {
    queue.runAndWait(
        () -> {
          account.sending(part);
          tellProgress();
        });
  }

  /** Tells the account; for the {@linkplain #queue queue}. */
  void tellProgress() {
    tell(0, () -> listener.onProgress(progress.get()));
  }

  /** Tells that a batch is settled, and runs {@code afterwards}. */
  void settled(Runnable afterwards) {
    queue.run(
        () -> {
          tellProgress();
          afterwards.run();
        });
  }

  private void tell(RecordResult result, @Nullable Object record) {
    result.kind().ifPresent(kind -> account.failed(kind, result));
    tell(result.record(), () -> listener.onResult(result));
    if (undelivered != null && record != null && result.isFailure()) {
      tell(result.record(), () -> undelivered.accept(record, result));
    }
  }

  /**
   * Whatever a listener throws is carried to the caller as the reason why the export stopped.
   *
   * @param about the number of the record that the news is about; 0 if about none
   */
  private void tell(long about, Runnable news) {
    try {
      news.run();
    } catch (Throwable e) { // Kotlin and others throw checked exceptions undeclared.
      account.settleNoFailure();
      stopAt(about, e);
    }
  }
}
