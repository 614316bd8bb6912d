package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.connector.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects of a JSON Lines file. */
final class JsonLinesRowSource implements RowSource {
  private final Utf8Input in;
  private final LineReader lines;
  private final JsonObjects objects = new JsonObjects();
  private long number;

  JsonLinesRowSource(Utf8Input in) {
    this.in = in;
    this.lines = new LineReader(in, Row.MAX_SIZE);
  }

  @Override
  public List<Column> columns() {
    return List.of();
  }

  @Override
  public @Nullable Row next() {
    while (lines.next()) {
      if (lines.tooLong()) {
        return unreadable("is longer than " + Row.MAX_SIZE + " bytes");
      }
      if (!blank()) {
        if (number == 0) {
          requireJsonLines();
        }
        return row();
      }
    }
    return null;
  }

  private Row row() {
    try {
      return Row.of(++number, lines.number(), objects.read(line()));
    } catch (UnreadableJsonException e) {
      return Row.unreadable(number, lines.number(), e.problem());
    }
  }

  private String line() {
    return new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8);
  }

  private Row unreadable(String problem) {
    return Row.unreadable(++number, lines.number(), problem);
  }

  private boolean blank() {
    for (int i = 0; i < lines.length(); i++) {
      if (lines.buffer()[lines.start() + i] > ' ' || lines.buffer()[lines.start() + i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Stops at the other ways of putting objects into a file, where every line would be a problem.
   */
  private void requireJsonLines() {
    String line = line().strip();
    if (line.startsWith("[") && line.substring(1).stripLeading().matches("(?s)(\\{.*)?")) {
      throw InputException.at(
          in.name(),
          lines.number(),
          "this is a JSON array, not JSON Lines, which has one object per line."
              + " Convert it first, for example: jq -c '.[]'");
    }
    if (line.equals("{")) {
      throw InputException.at(
          in.name(),
          lines.number(),
          "this object spans lines; JSON Lines has one object per line."
              + " Convert it first, for example: jq -c .");
    }
  }

  @Override
  public void close() {
    in.close();
  }
}
