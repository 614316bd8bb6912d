package com.treasuredata.tiktok.events.examples.input;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows below a CSV header. */
final class CsvRowSource implements RowSource {
  /**
   * The most characters looked at for the end of one field. Fields between {@link Row#MAX_SIZE} and
   * this cost their row; beyond, a quote was most likely opened and never closed.
   */
  private static final int MAX_FIELD_SIZE = 8 * Row.MAX_SIZE;

  private final Utf8Input in;
  private final CsvFields fields;
  private final CloseableIterator<CsvFields> records;
  private final List<String> columns;
  private long number;

  private CsvRowSource(Utf8Input in, char separator, InputStream text) {
    this.in = in;
    this.fields = new CsvFields();
    this.records =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(MAX_FIELD_SIZE)
            .build(fields, new InputStreamReader(text, StandardCharsets.UTF_8))
            .iterator();
    this.columns = header();
  }

  /** Returns the rows of {@code in}, whose header has been read. */
  static CsvRowSource open(Utf8Input in) {
    BufferedInputStream text = new BufferedInputStream(in);
    return new CsvRowSource(in, CsvSeparator.of(text), text);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable Row next() {
    while (advance()) {
      if (!fields.blank()) {
        return row();
      }
    }
    return null;
  }

  private Row row() {
    number++;
    if (fields.count() != columns.size()) {
      String has = fields.count() == 1 ? "1 field" : fields.count() + " fields";
      return unreadable("has " + has + ", the header has " + columns.size());
    }
    if (fields.tooLarge()) {
      return unreadable("starts a row of more than " + Row.MAX_SIZE + " characters");
    }
    Map<String, Object> values = new LinkedHashMap<>(columns.size() * 2);
    for (int i = 0; i < columns.size(); i++) {
      String value = fields.get(i);
      if (!value.isEmpty()) {
        values.put(columns.get(i), value);
      }
    }
    return Row.of(number, fields.line(), values);
  }

  private Row unreadable(String problem) {
    return Row.unreadable(number, fields.line(), problem);
  }

  private List<String> header() {
    if (!advance()) {
      throw new InputException(in.name() + " is empty: the first line must name the columns");
    }
    if (fields.tooLarge()) {
      throw bad("the header is too large: does the first line name the columns?");
    }
    List<String> names = fields.stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        throw bad("column " + (i + 1) + " of " + names.size() + " has no name");
      }
      if (!seen.add(name)) {
        throw bad("two columns are named " + ColumnName.shown(name));
      }
    }
    return names;
  }

  private InputException bad(String reason) {
    return InputException.at(in.name(), fields.line(), reason);
  }

  private boolean advance() {
    try {
      if (!records.hasNext()) {
        return false;
      }
      records.next();
      return true;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof InputException damage) {
        throw damage;
      }
      // Not the parser's own words: they quote a character of the field.
      throw InputException.at(in.name(), fields.unfinishedLine(), whyParsingStopped(e));
    }
  }

  private String whyParsingStopped(CsvParseException e) {
    if (in.ended()) {
      return "a quoted field starts here, and the file ends before its closing quote";
    }
    String reason = String.valueOf(e.getMessage());
    if (reason.startsWith("Unexpected character after closing quote")) {
      return "a quoted field goes on after its closing quote;"
          + " write a quote inside a field twice, and quotes around all of it";
    }
    return "a field of more than "
        + MAX_FIELD_SIZE
        + " characters starts here; most likely its quote is never closed";
  }

  @Override
  public void close() {
    in.close();
  }
}
