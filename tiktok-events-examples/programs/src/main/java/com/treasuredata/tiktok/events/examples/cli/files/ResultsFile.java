package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.Checkpoint;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.RecordResult;
import com.treasuredata.tiktok.events.examples.cli.JsonLine;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.WriteException;
import com.treasuredata.tiktok.events.internal.io.PrivateFile;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file with a line for each record: its number, key, outcome, event_id, event_time, TikTok's
 * request id, and why it was not delivered. CSV with a header if its name ends in {@code .csv}, or
 * JSON Lines. Only its owner may read it.
 *
 * <p>A resumed export keeps the lines of the records that the earlier run settled, and drops those
 * of the records that are sent again, whose new lines take their place: each record has one line.
 * Lines are written out before the checkpoint passes their records; it must hear of progress before
 * whatever keeps the checkpoint does.
 */
public final class ResultsFile implements ExportListener, AutoCloseable {
  /** How a file begins, and how each of its lines does: with the record's number. */
  private enum Form {
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
    JSONL("") {
      @Override
      String line(RecordResult result) {
        JsonLine line = new JsonLine().with("record", result.record());
        result.key().ifPresent(key -> line.with("key", key));
        line.with("outcome", result.outcome().wireName());
        result.eventId().ifPresent(id -> line.with("event_id", id));
        result.eventTime().ifPresent(time -> line.with("event_time", time.toString()));
        result.requestId().ifPresent(id -> line.with("request_id", id));
        result.reason().ifPresent(reason -> line.with("reason", reason));
        if (!result.violations().isEmpty()) {
          line.with(result.violations());
        }
        return line.toString();
      }
    };

    private final String header;

    Form(String header) {
      this.header = header;
    }

    abstract String line(RecordResult result);

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

  private static final Pattern JSON_LINE =
      Pattern.compile("\\{\"record\":([0-9]{1,18}),\"(?:key|outcome)\":\".*}");
  private static final Pattern JSON_START =
      Pattern.compile("\\{\"record\":[0-9]{1,18},\"(?:key|outcome)\":\"");
  private static final int MAX_START = 100;

  private final Path path;
  private final Form form;
  private final PrivateFile file;
  private final OutputStream out;

  private ResultsFile(Path path, Form form, PrivateFile file, OutputStream out) {
    this.path = path;
    this.form = form;
    this.file = file;
    this.out = out;
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
    boolean exists = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (exists && !isEarlierOne(path, form)) {
      throw new UsageException(
          "--results %s: something else is there already; name a new file"
              .formatted(ShownPath.of(path)));
    }
    PrivateFile next = null;
    try {
      next = PrivateFile.beside(path);
      OutputStream out = new BufferedOutputStream(next, 1 << 16);
      if (!form.header.isEmpty()) {
        out.write((form.header + '\n').getBytes(StandardCharsets.UTF_8));
      }
      if (exists && !before.equals(Checkpoint.NONE)) {
        copy(path, form, out, before);
      }
      out.flush();
      next.replaceTarget();
      return new ResultsFile(path, form, next, out);
    } catch (IOException e) {
      discard(next);
      throw new UsageException(
          "--results "
              + ShownPath.of(path)
              + (e instanceof NoSuchFileException
                  ? ": there is no such directory"
                  : ": it can't be written"));
    }
  }

  private static void discard(@Nullable PrivateFile file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      return; // That it can't be written is told already.
    }
  }

  private static boolean isEarlierOne(Path path, Form form) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(MAX_START), StandardCharsets.UTF_8);
      return start.isEmpty()
          || (form == Form.CSV
              ? start.startsWith(form.header + '\n')
              : JSON_START.matcher(start).lookingAt());
    } catch (IOException e) {
      return false;
    }
  }

  /** Copies the whole lines of settled records, to the byte; a kill may have cut the last one. */
  private static void copy(Path earlier, Form form, OutputStream out, Checkpoint before)
      throws IOException {
    Pattern lineForm = form == Form.CSV ? CSV_LINE : JSON_LINE;
    try (BufferedReader lines = Files.newBufferedReader(earlier, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = lineForm.matcher(line);
        if (matcher.matches() && before.contains(Long.parseLong(matcher.group(1)))) {
          out.write((line + '\n').getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  @Override
  public void onResult(RecordResult result) {
    try {
      out.write((form.line(result) + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }

  /** Writes out the lines of what is settled. */
  @Override
  public void onProgress(ExportReport soFar) {
    try {
      out.flush();
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }

  @Override
  public void close() {
    try {
      out.flush();
      file.force();
      file.close();
    } catch (IOException e) {
      throw new WriteException(path, e);
    }
  }
}
