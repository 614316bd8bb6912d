package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.internal.io.RecordLines;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file with a line for each record: its number, key, outcome, event_id, event_time, TikTok's
 * request id, and why it was not delivered. CSV with a header if its name ends in {@code .csv}, or
 * lines of {@link RecordResult#toJson}. Only its owner may read it.
 *
 * <p>A resumed export keeps the lines of the records that the earlier run settled, and drops those
 * of the records that are sent again, whose new lines take their place: each record has one line.
 * Lines are written out before the checkpoint passes their records; it must hear of progress before
 * whatever keeps the checkpoint does.
 */
public final class ResultsFile implements ExportListener, AutoCloseable {
  /** How a file begins, and how each of its lines does: with the record's number. */
  private enum Form implements RecordLines.Form {
    CSV("record,key,outcome,event_id,event_time,request_id,reason,violations") {
      @Override
      String line(RecordResult result) {
        return Long.toString(result.record())
            + ','
            + field(result.key().orElse(""))
            + ','
            + result.outcome().wireName()
            + ','
            + field(result.eventId().orElse(""))
            + ','
            + result.eventTime().map(Object::toString).orElse("")
            + ','
            + field(result.requestId().orElse(""))
            + ','
            + field(result.reason().orElse(""))
            + ','
            + field(
                result.violations().stream()
                    .map(violation -> (violation.path() + ' ' + violation.rule()).strip())
                    .collect(Collectors.joining("; ")));
      }
    },
    JSONL(RecordLines.Form.JSON.header()) {
      @Override
      String line(RecordResult result) {
        return result.toJson();
      }
    };

    private final String header;

    Form(String header) {
      this.header = header;
    }

    abstract String line(RecordResult result);

    @Override
    public String header() {
      return header;
    }

    @Override
    public boolean isStart(String start) {
      return this == CSV ? start.startsWith(header + '\n') : RecordLines.Form.JSON.isStart(start);
    }

    @Override
    public OptionalLong record(String line) {
      if (this == JSONL) {
        return RecordLines.Form.JSON.record(line);
      }
      Matcher matcher = CSV_LINE.matcher(line);
      return matcher.matches()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)))
          : OptionalLong.empty();
    }

    /** Quotes a field of CSV; a line feed in it would break the line. */
    private static String field(String text) {
      String line = text.replace('\n', ' ').replace('\r', ' ');
      boolean isPlain = line.indexOf(',') < 0 && line.indexOf('"') < 0;
      return isPlain ? line : '"' + line.replace("\"", "\"\"") + '"';
    }
  }

  /** A whole line of eight fields. */
  private static final Pattern CSV_LINE =
      Pattern.compile("([0-9]{1,18})(?:,(?:[^\",]*|\"(?:[^\"]|\"\")*\")){7}");

  private final Form form;
  private final LinesFile lines;

  private ResultsFile(Form form, LinesFile lines) {
    this.form = form;
    this.lines = lines;
  }

  /**
   * Makes sure that the name says which form the file has.
   *
   * @throws UsageException if it doesn't
   */
  public static void checkName(Path path) {
    form(path);
  }

  private static Form form(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return Form.CSV;
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return Form.JSONL;
    }
    throw new UsageException(
        "--results " + ShownPath.of(path) + ": its name must end in .csv or .jsonl");
  }

  /**
   * Opens the file, which takes the place of an earlier one.
   *
   * @param before the records whose lines of the earlier file are kept
   * @throws UsageException if something other than a file of results is there, or it can't be
   *     written
   */
  public static ResultsFile open(Path path, Checkpoint before) {
    Form form = form(path);
    return new ResultsFile(form, LinesFile.open("--results", path, form, before));
  }

  @Override
  public void onResult(RecordResult result) {
    lines.add(form.line(result));
  }

  /** Writes out the lines of what is settled. */
  @Override
  public void onProgress(ExportReport soFar) {
    lines.flush();
  }

  @Override
  public void close() {
    lines.close();
  }
}
