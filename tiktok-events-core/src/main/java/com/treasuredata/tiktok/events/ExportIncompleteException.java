package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;

/**
 * An export that ended without delivering what it should: records are unknown, not sent or rejected
 * together, too many were skipped, or none was accepted. Thrown by {@link ExportReport#orThrow}
 * only.
 */
public final class ExportIncompleteException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ExportReport report;

  ExportIncompleteException(ExportReport report) {
    super("the export is not complete: " + report, null);
    this.report = report;
  }

  ExportIncompleteException(ExportReport report, InvalidRecordPolicy policy) {
    super(
        report.skipped() + " records were skipped, more than allowed (" + policy + "): " + report,
        null);
    this.report = report;
  }

  /** Returns the account of the export. */
  public ExportReport report() {
    return report;
  }

  @Override
  public boolean isRetryable() {
    return report.unknown() > 0;
  }

  /** Returns {@code SERVICE} if records are unknown or not sent, otherwise {@code RECORDS}. */
  @Override
  public Fault fault() {
    return report.unknown() + report.notSent() > 0 ? Fault.SERVICE : Fault.RECORDS;
  }
}
