package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.examples.cli.JsonLine;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.Row;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a line of JSON for each record that was not delivered: its number, where it ended,
 * why, and TikTok's request id; and the row itself only if asked for. Only its owner may read it.
 */
final class RejectsFile implements AutoCloseable {
  /** How each line begins. */
  private static final Pattern START =
      Pattern.compile("\\{\"record\":([0-9]{1,18}),\"outcome\":\"");

  private static final RecordLines.Form FORM =
      new RecordLines.Form() {
        @Override
        public String header() {
          return "";
        }

        @Override
        public boolean isStart(String start) {
          return START.matcher(start).lookingAt();
        }

        @Override
        public OptionalLong record(String line) {
          Matcher matcher = START.matcher(line);
          return matcher.lookingAt() && line.endsWith("}")
              ? OptionalLong.of(Long.parseLong(matcher.group(1)))
              : OptionalLong.empty();
        }
      };

  private final RecordLines lines;
  private final boolean withValues;

  private RejectsFile(RecordLines lines, boolean withValues) {
    this.lines = lines;
    this.withValues = withValues;
  }

  /**
   * Opens the file, which takes the place of an earlier one.
   *
   * @param withValues whether rows are written, too
   * @param before the records whose lines of the earlier file are kept
   * @throws UsageException if something other than a file of its own is there, or it can't be
   *     written
   */
  static RejectsFile open(Path path, boolean withValues, Checkpoint before) {
    return new RejectsFile(RecordLines.open("--rejects", path, FORM, before), withValues);
  }

  void add(Row row, RecordResult failure) {
    lines.add(line(row, failure));
  }

  private String line(Row row, RecordResult failure) {
    JsonLine line =
        new JsonLine()
            .with("record", failure.record())
            .with("outcome", failure.outcome().wireName())
            .with("reason", failure.reason().orElse(""));
    failure.key().ifPresent(key -> line.with("key", key));
    failure.eventId().ifPresent(id -> line.with("event_id", id));
    failure.requestId().ifPresent(id -> line.with("request_id", id));
    if (failure.rejectedTogetherWith() > 0) {
      line.with("refused_together_with", failure.rejectedTogetherWith());
    }
    if (!failure.violations().isEmpty()) {
      line.with(failure.violations());
    }
    if (withValues && row.problem() == null) {
      line.with("row", row.values());
    }
    return line.toString();
  }

  void flush() {
    lines.flush();
  }

  @Override
  public void close() {
    lines.close();
  }
}
