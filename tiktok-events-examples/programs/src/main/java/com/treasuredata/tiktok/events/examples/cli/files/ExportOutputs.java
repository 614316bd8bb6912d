package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.SentStatistics;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.JsonLine;
import com.treasuredata.tiktok.events.schema.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an export tells programs and people besides the console: its file of results, its account as
 * JSON and as a page; each only if asked for.
 */
public final class ExportOutputs implements ExportListener, AutoCloseable {
  private final @Nullable ResultsFile results;
  private final @Nullable ReportPage page;
  private final boolean json;
  private final EventSource source;

  private ExportOutputs(
      @Nullable ResultsFile results, @Nullable ReportPage page, boolean json, EventSource source) {
    this.results = results;
    this.page = page;
    this.json = json;
    this.source = source;
  }

  /**
   * Opens what was asked for.
   *
   * @param before the records whose results an earlier run has written
   * @param target where events go, for people
   * @throws com.treasuredata.tiktok.events.examples.cli.UsageException if a file can't be written,
   *     or something else is in its place
   */
  public static ExportOutputs open(
      Optional<Path> results,
      Optional<Path> report,
      boolean json,
      Checkpoint before,
      EventSource source,
      String target) {
    ReportPage page = report.map(file -> ReportPage.open(file, target)).orElse(null);
    return new ExportOutputs(
        results.map(file -> ResultsFile.open(file, before)).orElse(null), page, json, source);
  }

  @Override
  public void onResult(RecordResult result) {
    if (results != null) {
      results.onResult(result);
    }
    if (page != null) {
      page.onResult(result);
    }
  }

  @Override
  public void onWarning(long record, Violation warning) {
    if (page != null) {
      page.onWarning(record, warning);
    }
  }

  @Override
  public void onProgress(ExportReport soFar) {
    if (results != null) {
      results.onProgress(soFar);
    }
    if (page != null) {
      page.onProgress(soFar);
    }
  }

  /**
   * Tells how an export ended that wasn't stopped, if perhaps for some of its sources.
   *
   * @param code the exit code
   */
  public void ended(CliContext context, ExportReport report, ExitCode code) {
    String refused =
        report.refusals().entrySet().stream()
            .map(refusal -> refusal.getKey() + ": " + refusal.getValue().getMessage())
            .collect(Collectors.joining("; "));
    ended(context, report, code, refused.isEmpty() ? null : refused);
  }

  /**
   * Tells how an export ended that was stopped.
   *
   * @param reason why
   */
  public void ended(CliContext context, ExportStoppedException stop, ExitCode code, String reason) {
    ended(context, stop.report(), code, reason);
  }

  private void ended(
      CliContext context, ExportReport report, ExitCode code, @Nullable String stopped) {
    if (json) {
      JsonLine line = json(report, code, stopped);
      context
          .out()
          .println(report.bySource().isEmpty() ? line : line.with("sources", sources(report)));
    }
    if (page != null) {
      page.write(report, stopped);
    }
  }

  private static List<?> sources(ExportReport whole) {
    List<Object> sources = new ArrayList<>();
    whole
        .bySource()
        .forEach(
            (each, report) -> {
              JsonLine line =
                  new JsonLine()
                      .with("event_source", each.type().wireName())
                      .with("event_source_id", each.id());
              ApiException refusal = whole.refusals().get(each);
              if (refusal != null) {
                line.with("stopped", String.valueOf(refusal.getMessage()));
              }
              report.counts().forEach(line::with);
              sources.add(line.members());
            });
    return sources;
  }

  /** Returns the account in the form of {@code tiktok-events-examples/docs/report.schema.json}. */
  private JsonLine json(ExportReport report, ExitCode code, @Nullable String stopped) {
    JsonLine line =
        new JsonLine()
            .with("event_source", source.type().wireName())
            .with("event_source_id", source.id())
            .with("exit_code", code.code())
            .with("complete", report.isComplete())
            .with("test_events", report.isTest());
    if (stopped != null) {
      line.with("stopped", stopped);
    }
    report.counts().forEach(line::with);
    List<?> first =
        report.firstFailures().stream()
            .map(
                failure -> {
                  JsonLine each = new JsonLine().with("record", failure.record());
                  failure.key().ifPresent(key -> each.with("key", key));
                  return each.with("outcome", failure.outcome().wireName())
                      .with("reason", failure.reason().orElse(""))
                      .members();
                })
            .toList();
    return line.with("settled_up_to", report.checkpoint().position())
        .with("elapsed_ms", report.elapsed().toMillis())
        .with("failures", report.failures())
        .with("warnings", report.warnings())
        .with("first_failures", first)
        .with("sent", json(report.sent()));
  }

  private static Map<String, Object> json(SentStatistics sent) {
    Map<String, Double> shares = new LinkedHashMap<>();
    sent.shares().forEach((identifier, share) -> shares.put(identifier.label(), share));
    Map<String, Map<String, Long>> leftOut = new LinkedHashMap<>();
    sent.valuesLeftOut()
        .forEach(
            (path, byRule) -> {
              Map<String, Long> counts = new LinkedHashMap<>();
              byRule.forEach((rule, count) -> counts.put(rule.name(), count));
              leftOut.put(path, counts);
            });
    List<?> repeats =
        sent.firstRepeats().stream()
            .map(
                repeat ->
                    new JsonLine()
                        .with("record", repeat.record())
                        .with("earlier", repeat.earlier())
                        .members())
            .toList();
    List<?> frequent =
        sent.frequentIdentifiers().stream()
            .map(
                found ->
                    new JsonLine()
                        .with("path", found.path())
                        .with("mark", found.mark())
                        .with("events", found.events())
                        .with("estimated", found.isEstimate())
                        .members())
            .toList();
    return new JsonLine()
        .with("counts", sent.counts())
        .with("shares", shares)
        .with("values_left_out", leftOut)
        .with("event_names", sent.eventNames())
        .with("repeated_ids_estimated", sent.estimatesRepeatedIds())
        .with("first_repeats", repeats)
        .with("frequent_identifiers", frequent)
        .members();
  }

  @Override
  public void close() {
    if (results != null) {
      results.close();
    }
  }
}
