package com.treasuredata.tiktok.events.internal.io;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a line for each of some records, which takes the place of an earlier one of its form
 * and keeps the lines of records that are settled. Only its owner may read it. For one thread at a
 * time.
 */
public final class RecordLines extends FilterOutputStream {
  private static final int MAX_START = 100;

  /** How such a file looks. */
  public interface Form {
    /** Lines of {@code RecordResult.toJson}, which may have more members at their end. */
    Form JSON = new Json();

    /** Returns the file's first line; empty if it has none but those of records. */
    String header();

    /** Returns whether a file that isn't empty, and begins so, is one of this form. */
    boolean isStart(String start);

    /** Returns the record of a whole line; empty if it is none. */
    OptionalLong record(String line);
  }

  private static final class Json implements Form {
    private static final Pattern START =
        Pattern.compile("\\{\"record\":([0-9]{1,18}),\"(?:export|key|outcome)\":\"");

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
  }

  private final PrivateFile file;
  private boolean isClosed;

  private RecordLines(PrivateFile file, OutputStream buffer) {
    super(buffer);
    this.file = file;
  }

  /**
   * Opens the file.
   *
   * @param isSettled the records whose lines of the earlier file are kept
   * @throws FileAlreadyExistsException if something other than an empty file or one of this form is
   *     there
   * @throws NoSuchFileException if there is no such directory
   * @throws IOException if it can't be written
   */
  public static RecordLines open(Path path, Form form, LongPredicate isSettled) throws IOException {
    boolean exists = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (exists && !isEarlierOne(path, form)) {
      throw new FileAlreadyExistsException(
          path.toString(), null, "something else is there already");
    }
    PrivateFile next = PrivateFile.beside(path);
    try {
      OutputStream out = new BufferedOutputStream(next, 1 << 16);
      if (!form.header().isEmpty()) {
        out.write((form.header() + '\n').getBytes(StandardCharsets.UTF_8));
      }
      if (exists) {
        copy(path, form, out, isSettled);
      }
      out.flush();
      next.replaceTarget();
      return new RecordLines(next, out);
    } catch (IOException e) {
      try (next) {
        throw e;
      }
    }
  }

  private static boolean isEarlierOne(Path path, Form form) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(MAX_START), StandardCharsets.UTF_8);
      return start.isEmpty() || form.isStart(start);
    }
  }

  /**
   * Copies the whole lines of settled records, to the byte; what a kill cut off, in the middle of a
   * letter even, is of one that isn't settled.
   */
  private static void copy(Path earlier, Form form, OutputStream out, LongPredicate isSettled)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(earlier, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        OptionalLong record = form.record(line);
        if (record.isPresent() && isSettled.test(record.getAsLong())) {
          out.write((line + '\n').getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    out.write(bytes, from, count); // In one piece, unlike the class above.
  }

  /** Adds a line, which has no line feed of its own. */
  public void add(String line) throws IOException {
    write((line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /** Writes all of it out, waits until it is on the disk, and closes; once more does nothing. */
  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      try (file) {
        out.flush();
        file.force();
      }
    }
  }
}
