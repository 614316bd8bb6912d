package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;

/**
 * An export ended before all records were sent. {@link #report} accounts for those that were read.
 *
 * <pre>{@code
 * try {
 *   export.run(orders);
 * } catch (ExportStoppedException e) {
 *   save(e.report().checkpoint()); // Export.resumeFrom continues from there.
 *   throw e;
 * }
 * }</pre>
 */
public final class ExportStoppedException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ExportReport report;

  ExportStoppedException(String name, ExportReport report, Throwable reason) {
    super(
        (name.isEmpty() ? "" : name + ", ")
            + "the export stopped: "
            + StopException.describe(reason)
            + " ["
            + report
            + "; settled up to record "
            + report.checkpoint().position()
            + "]",
        reason);
    this.report = report;
  }

  /**
   * Returns the account up to the stop, also {@linkplain ExportReport#bySource of each source} of a
   * {@link RoutedExport}; nothing is pending in it.
   */
  public ExportReport report() {
    return report;
  }

  @Override
  public boolean isRetryable() {
    return getCause() instanceof EventsException reason && reason.isRetryable();
  }

  @Override
  public Fault fault() {
    return StopException.faultOf(getCause());
  }
}
