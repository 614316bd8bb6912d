package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows below a CSV header. */
final class CsvRowSource implements RowSource {
  /**
   * The most characters looked at for the end of one field. Fields between {@link Row#MAX_SIZE} and
   * this cost their row; beyond, a quote was most likely opened and never closed.
   */
  private static final int MAX_FIELD_SIZE = 8 * Row.MAX_SIZE;

  private static final int READ_SIZE = 64 * 1024;

  private final Utf8Input in;
  private final CsvFields fields;
  private final CloseableIterator<CsvFields> records;

  /** The names of the header's columns that have one, and where these stand in a record. */
  private final List<String> columns;

  private final int[] places;

  /** How many columns the header has. */
  private final int width;

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
    List<String> header = header();
    this.width = header.size();
    this.places = IntStream.range(0, width).filter(i -> !header.get(i).isEmpty()).toArray();
    this.columns = header.stream().filter(name -> !name.isEmpty()).toList();
  }

  /** Returns the rows of {@code in}, whose header has been read. */
  static CsvRowSource open(Utf8Input in) {
    BufferedInputStream text = new BufferedInputStream(in, READ_SIZE);
    return new CsvRowSource(in, CsvSeparator.of(text), text);
  }

  @Override
  public List<Column> columns() {
    return columns.stream().map(name -> Column.of(name, Column.Type.TEXT)).toList();
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
    if (fields.count() != width) {
      String has = fields.count() == 1 ? "1 field" : fields.count() + " fields";
      return unreadable("has " + has + ", the header has " + width);
    }
    if (fields.tooLarge()) {
      return unreadable("starts a row of more than " + Row.MAX_SIZE + " characters");
    }
    @Nullable Object[] values = new @Nullable Object[places.length];
    for (int i = 0; i < places.length; i++) {
      String value = unescaped(fields.get(places[i]));
      values[i] = value.isEmpty() ? null : value;
    }
    return Row.of(number, fields.line(), RowValues.of(columns, values));
  }

  /** Returns a text that was written as a formula, so that a spreadsheet keeps it: ="+1310…". */
  private static String unescaped(String value) {
    boolean isFormula = value.length() > 2 && value.startsWith("=\"") && value.endsWith("\"");
    return isFormula ? value.substring(2, value.length() - 1) : value;
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
    if (fields.count() <= 2 && CsvSeparator.isDeclaration(fields.get(0).strip())) {
      return header(); // Excel's own line, which names the separator.
    }
    List<String> names = new ArrayList<>();
    fields.stream().forEach(name -> names.add(TextForm.PLAIN.normalize(name, "").text()));
    if (names.stream().allMatch(String::isEmpty)) {
      throw bad("no column has a name: does the first line name the columns?");
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
