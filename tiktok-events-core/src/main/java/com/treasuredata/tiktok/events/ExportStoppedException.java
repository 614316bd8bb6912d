package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.Objects;

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

  /** The number of the record at which the caller's code failed; 0 if at none. */
  private final long record;

  ExportStoppedException(String name, ExportReport report, Stop stop) {
    super(
        (name.isEmpty() ? "" : name + ", ")
            + stop
            + " ["
            + report
            + "; settled up to record "
            + report.checkpoint().position()
            + "]",
        stop.reason());
    this.report = report;
    this.record = stop.record();
  }

  /** Returns why, and where. */
  Stop stop() {
    return new Stop(Objects.requireNonNull(getCause(), "a stop has a reason"), record);
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
