package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.schema.Violation;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps Micrometer's meters of an export, under the names of docs/metrics.md. */
final class MeasureAnExport implements ExportListener {
  // README: measure an export
  private final MeterRegistry registry;
  private final Tags source;
  private volatile ExportReport latest = ExportReport.sum(List.of());

  /** Begins with meters of nothing; the registry can be told of several exports. */
  MeasureAnExport(MeterRegistry registry, EventSource source) {
    this.registry = registry;
    this.source = Tags.of("source", source.toString());
    registry.gauge("tiktok.events.pending", this.source, this, meters -> meters.latest.pending());
    registry.gauge(
        "tiktok.events.settled",
        this.source,
        this,
        meters -> meters.latest.checkpoint().position());
  }

  @Override
  public void onResult(RecordResult result) {
    count("tiktok.events.records", source.and("outcome", result.outcome().wireName()), 1);
    result.kind().ifPresent(kind -> count("tiktok.events.failures", Tags.of("kind", kind), 1));
    DistributionSummary age =
        DistributionSummary.builder("tiktok.events.age").baseUnit("seconds").register(registry);
    result
        .eventTime()
        .ifPresent(time -> age.record(Duration.between(time, Instant.now()).toMillis() / 1_000.0));
  }

  @Override
  public void onWarning(long record, Violation warning) {
    count("tiktok.events.warnings", Tags.of("kind", warning.kind()), 1);
  }

  @Override
  public void onProgress(ExportReport soFar) {
    count("tiktok.events.requests", source, soFar.requests() - latest.requests());
    count("tiktok.events.retries", source, soFar.retries() - latest.retries());
    count("tiktok.events.bytes", source, soFar.bytes() - latest.bytes());
    latest = soFar;
  }

  private void count(String name, Tags tags, long by) {
    registry.counter(name, tags).increment((double) by);
  }
  // README ends
}
