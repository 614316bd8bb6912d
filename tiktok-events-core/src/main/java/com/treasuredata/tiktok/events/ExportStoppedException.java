package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import com.treasuredata.tiktok.events.event.EventSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
  private final Map<EventSource, ExportReport> bySource;

  ExportStoppedException(String name, ExportReport report, Throwable reason) {
    this(name, report, Map.of(), reason);
  }

  ExportStoppedException(
      String name, ExportReport report, Map<EventSource, ExportReport> bySource, Throwable reason) {
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
    this.bySource = Collections.unmodifiableMap(new LinkedHashMap<>(bySource));
  }

  /** Returns the account up to the stop; nothing is pending in it. */
  public ExportReport report() {
    return report;
  }

  /**
   * Returns the account of each source of a {@link RoutedExport} that stopped as a whole, in the
   * order in which their first records were read; empty for an export to one source.
   */
  public Map<EventSource, ExportReport> bySource() {
    return bySource;
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
