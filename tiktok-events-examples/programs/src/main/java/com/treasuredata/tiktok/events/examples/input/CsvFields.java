package com.treasuredata.tiktok.events.examples.input;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fields of the record that was read last, up to {@link Row#MAX_SIZE} characters; the parser
 * fills the same object for every record.
 */
final class CsvFields extends AbstractBaseCsvCallbackHandler<CsvFields> {
  /** What a field counts beside its characters, so that empty fields can't fill the memory. */
  private static final int FIELD_OVERHEAD = 1;

  private final List<String> fields = new ArrayList<>();
  private long size;

  /** Those in fields that weren't kept. */
  private long lineBreaks;

  @Override
  protected void handleBegin(long line) {
    fields.clear();
    size = 0;
    lineBreaks = 0;
  }

  @Override
  protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
    size += length + FIELD_OVERHEAD;
    if (tooLarge()) {
      lineBreaks = lineBreaks() + lineBreaks(CharBuffer.wrap(text, from, length));
      fields.clear();
    } else {
      fields.add(length == 0 ? "" : new String(text, from, length));
    }
  }

  private long lineBreaks() {
    long breaks = lineBreaks;
    for (String field : fields) {
      breaks += lineBreaks(field);
    }
    return breaks;
  }

  private static int lineBreaks(CharSequence text) {
    int breaks = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || (c == '\n' && (i == 0 || text.charAt(i - 1) != '\r'))) {
        breaks++;
      }
    }
    return breaks;
  }

  @Override
  protected CsvFields buildRecord() {
    return this;
  }

  /** Returns where the record starts, counted from 1. */
  long line() {
    return getStartingLineNumber();
  }

  /** Returns where the field starts that the parser didn't come to the end of, counted from 1. */
  long unfinishedLine() {
    return line() + lineBreaks();
  }

  /** Returns how many fields the record has, whether they were kept or not. */
  int count() {
    return getFieldCount();
  }

  /** Tells whether the record is too large for its fields to be kept. */
  boolean tooLarge() {
    return size > Row.MAX_SIZE;
  }

  /** Tells whether the record holds nothing: white space, and separators as spreadsheets leave. */
  boolean blank() {
    if (tooLarge()) {
      return false;
    }
    for (String field : fields) {
      if (!field.isBlank()) {
        return false;
      }
    }
    return true;
  }

  String get(int index) {
    return fields.get(index);
  }

  Stream<String> stream() {
    return fields.stream();
  }
}
