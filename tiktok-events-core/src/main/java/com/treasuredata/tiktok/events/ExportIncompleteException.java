package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import org.jspecify.annotations.Nullable;

/**
 * An export that ended without delivering what it should: records are unknown, not sent or rejected
 * together, too many were skipped, or none was accepted. Thrown by {@link ExportReport#orThrow}
 * only. If TikTok refused an event source of several, the cause is its answer to the first.
 */
public final class ExportIncompleteException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ExportReport report;

  ExportIncompleteException(ExportReport report) {
    super("the export is not complete: " + report + refusals(report), firstRefusal(report));
    this.report = report;
  }

  ExportIncompleteException(ExportReport report, InvalidRecordPolicy policy) {
    super(
        report.skipped() + " records were skipped, more than allowed (" + policy + "): " + report,
        null);
    this.report = report;
  }

  private static String refusals(ExportReport report) {
    StringBuilder text = new StringBuilder();
    report
        .refusals()
        .forEach(
            (source, refusal) ->
                text.append("; ")
                    .append(source)
                    .append(" was refused: ")
                    .append(refusal.getMessage()));
    return text.toString();
  }

  private static @Nullable ApiException firstRefusal(ExportReport report) {
    return report.refusals().values().stream().findFirst().orElse(null);
  }

  /** Returns the account of the export. */
  public ExportReport report() {
    return report;
  }

  @Override
  public boolean isRetryable() {
    return report.unknown() > 0
        || report.refusals().values().stream().anyMatch(ApiException::isRetryable);
  }

  /**
   * Returns whose fault the first refusal is, if TikTok refused an event source; else {@code
   * SERVICE} if records are unknown or not sent, otherwise {@code RECORDS}.
   */
  @Override
  public Fault fault() {
    ApiException refusal = firstRefusal(report);
    if (refusal != null) {
      return refusal.fault();
    }
    return report.unknown() + report.notSent() > 0 ? Fault.SERVICE : Fault.RECORDS;
  }
}
