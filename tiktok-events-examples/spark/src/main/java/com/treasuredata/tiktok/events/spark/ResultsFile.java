package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.RecordResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What became of each row of an attempt, a line of JSON each. */
final class ResultsFile implements ExportListener {
  private final String name;
  private final OutputStream out;

  ResultsFile(String name, OutputStream out) {
    this.name = name;
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  @Override
  public void onResult(RecordResult result) {
    try {
      out.write((result.toJson() + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all of it out, and returns its name. */
  String finish() {
    close();
    return name;
  }

  /** Closes it; once more does nothing. */
  void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
