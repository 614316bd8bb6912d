package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The accounts of an export to several event sources, and the one over all of them. Immutable. */
public final class RoutedReport {
  private final Map<EventSource, ExportReport> bySource;
  private final Map<EventSource, ExportStoppedException> stopped;
  private final ExportReport total;

  RoutedReport(
      Map<EventSource, ExportReport> bySource,
      Map<EventSource, ExportStoppedException> stopped,
      ExportReport total) {
    this.bySource = Collections.unmodifiableMap(new LinkedHashMap<>(bySource));
    this.stopped = Collections.unmodifiableMap(new LinkedHashMap<>(stopped));
    this.total = total;
  }

  /** Returns the account of each source, in the order in which their first records were read. */
  public Map<EventSource, ExportReport> bySource() {
    return bySource;
  }

  /** Returns the sources whose exports stopped, with the reason. */
  public Map<EventSource, ExportStoppedException> stopped() {
    return stopped;
  }

  /** Returns the account over all sources. */
  public ExportReport total() {
    return total;
  }

  /**
   * Returns this report if the export was a success for each of its sources.
   *
   * @throws ExportStoppedException if TikTok refused a source; the exceptions of other sources are
   *     suppressed in it
   * @throws ExportIncompleteException as {@link ExportReport#orThrow} says
   */
  public RoutedReport orThrow() {
    ExportStoppedException first = null;
    for (ExportStoppedException reason : stopped.values()) {
      if (first == null) {
        first = reason;
      } else {
        first.addSuppressed(reason);
      }
    }
    if (first != null) {
      throw first;
    }
    total.orThrow();
    return this;
  }

  /** Returns the account over all, and how many sources there are. */
  @Override
  public String toString() {
    return total + " in " + bySource.size() + (bySource.size() == 1 ? " source" : " sources");
  }
}
