package com.treasuredata.tiktok.events.examples.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRowSourceTest {
  @TempDir Path directory;

  private InputFile csv(String text) throws IOException {
    return InputFile.csv(directory, text);
  }

  @Test
  void givesEachRowsValuesByColumn() throws IOException {
    InputFile file = csv("event,user.email\nPurchase,a@example.com\nSearch,b@example.com\n");

    assertThat(file.columns()).containsExactly("event", "user.email");
    assertThat(file.rows())
        .containsExactly(
            InputFile.row(1, 2, Map.of("event", "Purchase", "user.email", "a@example.com")),
            InputFile.row(2, 3, Map.of("event", "Search", "user.email", "b@example.com")));
  }

  @Test
  void takesTheLastRowWithoutLineFeed() throws IOException {
    assertThat(csv("a,b\n1,2").rows()).extracting(Row::values).containsExactly(ab("1", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsEveryKindOfLineEnd(String lineEnd) throws IOException {
    assertThat(csv(String.join(lineEnd, "a,b", "1,2", "3,4", "")).rows())
        .containsExactly(InputFile.row(1, 2, ab("1", "2")), InputFile.row(2, 3, ab("3", "4")));
  }

  @Test
  void skipsTheByteOrderMarkThatExcelWrites() throws IOException {
    InputFile file = csv("\uFEFFa,b\r\n1,2\r\n");

    assertThat(file.columns()).containsExactly("a", "b");
    assertThat(file.rows()).extracting(Row::values).containsExactly(ab("1", "2"));
  }

  @Test
  void unquotesSeparatorsQuotesAndLineFeeds() throws IOException {
    assertThat(csv("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n").rows())
        .extracting(Row::values)
        .containsExactly(ab("x, \"y\"", "1\n2"));
  }

  @Test
  void countsTheLinesInsideQuotes() throws IOException {
    assertThat(csv("\"a\",b\n\"1\n\n2\r\n3\",4\n5,6\n").rows())
        .extracting(Row::number, Row::line)
        .containsExactly(tuple(1L, 2L), tuple(2L, 6L));
  }

  @Test
  void skipsBlankLinesButCountsThem() throws IOException {
    assertThat(csv("\na,b\n\n1,2\n   \n\r\n3,4\n\n").rows())
        .containsExactly(InputFile.row(1, 4, ab("1", "2")), InputFile.row(2, 7, ab("3", "4")));
  }

  @Test
  void leavesEmptyFieldsOut() throws IOException {
    assertThat(csv("a,b\n,2\n\"\",\n").rows())
        .extracting(Row::values)
        .containsExactly(InputFile.values(Map.of("b", "2")));
  }

  @Test
  void givesValuesByTheirPlaceAmongTheColumnsThatHaveAName() throws IOException {
    InputFile file = csv(",a,,b,c\nx,1,y,,3\n");
    Row row = file.rows().get(0);

    assertThat(file.columns()).isEqualTo(row.values().columns()).containsExactly("a", "b", "c");
    assertThat(new Object[] {row.get(0), row.get(1), row.get(2)}).containsExactly("1", null, "3");
    assertThat(row.values()).isEqualTo(Map.of("a", "1", "c", "3")).hasToString("{a=1, c=3}");
    assertThat(row.values().keySet()).containsExactly("a", "c");
    assertThat(row.values().values()).containsExactly("1", "3");
  }

  @Test
  void keepsTheSpacesOfValuesButNotOfNames() throws IOException {
    assertThat(csv(" a , b\n 1 ,2\n").rows())
        .extracting(Row::values)
        .containsExactly(ab(" 1 ", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void takesTheHeadersSeparator(String separator) throws IOException {
    InputFile file = csv("\n\"a\"" + separator + "b\n1,5" + separator + "2\n");

    assertThat(file.columns()).containsExactly("a", "b");
    assertThat(file.rows()).extracting(Row::values).containsExactly(ab("1,5", "2"));
  }

  @Test
  void looksForTheSeparatorOutsideQuotes() throws IOException {
    assertThat(csv("\"a;;\n;\",b\n").columns()).containsExactly("a;;\n;", "b");
  }

  @Test
  void readsAHeaderAloneAsNoRows() throws IOException {
    assertThat(csv("a,b").rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uFEFF", "\n\r\n"})
  void refusesAFileWithoutHeader(String text) throws IOException {
    InputFile file = csv(text);

    assertThatThrownBy(file::open)
        .isInstanceOf(InputException.class)
        .hasMessage(file.path() + " is empty: the first line must name the columns");
  }

  /** Such as pandas' index, and the empty columns that spreadsheets leave. */
  @Test
  void columnsWithoutANameDoNoHarm() throws IOException {
    InputFile file = csv(",a, ,b,\n0,1,x,2,\n");

    assertThat(file.columns()).containsExactly("a", "b");
    assertThat(file.rows()).extracting(Row::values).containsExactly(ab("1", "2"));
    assertThatThrownBy(csv(",,\n1,2,3\n")::open)
        .hasMessageContaining("no column has a name: does the first line name the columns?");
  }

  @Test
  void namesADoubledColumnTwiceForTheMapperToJudge() throws IOException {
    assertThat(csv("a,b,a\n").columns()).containsExactly("a", "b", "a");
  }

  @Test
  void readsWhatSpreadsheetsWrite() throws IOException {
    assertThat(csv("sep=;\na;b\n1;2\n").rows())
        .extracting(Row::line, Row::values)
        .containsExactly(tuple(3L, ab("1", "2")));
    assertThat(csv("sep=|\r\na|b\r\n1,5|2\r\n").rows())
        .extracting(Row::values)
        .containsExactly(ab("1,5", "2"));
    assertThat(csv("a|b\n1|2\n").rows()).extracting(Row::values).containsExactly(ab("1", "2"));
    assertThat(csv("a,b\n=\"+1\",2\n\"=\"\"3\"\"\",4\n").rows())
        .extracting(Row::values)
        .containsExactly(ab("+1", "2"), ab("3", "4"));
    assertThat(csv("\u200ba\u00a0,\ufeffb\n1,2\n").columns()).containsExactly("a", "b");
  }

  @Test
  void passesOverRowsOfSeparators() throws IOException {
    assertThat(csv("a,b\n1,2\n,\n , \n,,,\n3,4\n,\n").rows())
        .extracting(Row::number, Row::values)
        .containsExactly(tuple(1L, ab("1", "2")), tuple(2L, ab("3", "4")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-31j", "UTF-16", "UTF-16LE", "GB18030", "EUC-JP"})
  void readsTheCharsetThatIsNamed(String name) throws IOException {
    String text = "a,b\n花子,横浜市\n".repeat(1) + "x,y\n".repeat(5_000);
    Path file = directory.resolve("in.csv");
    Files.write(file, text.getBytes(Charset.forName(name)));

    try (RowSource rows = InputFormat.CSV.open(file, Charset.forName(name))) {
      assertThat(requireNonNull(rows.next()).values()).isEqualTo(ab("花子", "横浜市"));
    }
  }

  @Test
  void stopsAtWhatIsNotOfTheCharset() throws IOException {
    Path file = directory.resolve("in.csv");
    Files.write(file, "a,b\né,1\n".getBytes(ISO_8859_1));

    assertThatThrownBy(
            () -> {
              try (RowSource rows = InputFormat.CSV.open(file, Charset.forName("US-ASCII"))) {
                rows.next();
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageContaining("isn't US-ASCII")
        .hasMessageContaining("--charset");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-31j, '山田 花子,東京都,ヨコハマ'",
    "EUC-JP, 'やまだ はなこ,とうきょうと'",
    "x-windows-949, '서울특별시 강남구'",
    "GB18030, '北京市朝阳区建国路'",
    "windows-1252, 'Renée Müller,São Paulo,Zoë'"
  })
  void namesTheLikelyCharset(String charset, String text) throws IOException {
    InputFile file =
        InputFile.csv(directory, ("a,b\n1," + text + "\n").getBytes(Charset.forName(charset)));

    assertThatThrownBy(file::rows).hasMessageContaining("--charset " + charset);
  }

  @Test
  void refusesAHeaderThatIsTooLarge() {
    InputStream commas = new CountingInput(',', 100_000_000);

    assertThatThrownBy(() -> InputFormat.CSV.open(commas, "pipe"))
        .hasMessage("pipe, line 1: the header is too large: does the first line name the columns?");
  }

  @Test
  void goesOnAfterARowWithTooFewOrTooManyFields() throws IOException {
    assertThat(csv("a,b\n1\n1,2,3\n1,2\n").rows())
        .extracting(Row::number, Row::problem)
        .containsExactly(
            tuple(1L, "line 2 has 1 field, the header has 2"),
            tuple(2L, "line 3 has 3 fields, the header has 2"),
            tuple(3L, null));
  }

  @Test
  void goesOnAfterAFieldOfFiveMegabytes() throws IOException {
    String large = "x".repeat(5_000_000);

    assertThat(csv("a,b\n\"" + large + "\",1\n" + large + ",2\n3,4\n").rows())
        .extracting(Row::values, Row::problem)
        .containsExactly(
            tuple(Map.of(), "line 2 starts a row of more than 1048576 characters"),
            tuple(Map.of(), "line 3 starts a row of more than 1048576 characters"),
            tuple(ab("3", "4"), null));
  }

  @Test
  void goesOnAfterARowWithMillionsOfFields() throws IOException {
    assertThat(csv("a,b\n" + ",".repeat(3_000_000) + "\n3,4\n").rows())
        .extracting(Row::problem)
        .containsExactly("line 2 has 3000001 fields, the header has 2", null);
  }

  @Test
  void stopsAtAFileThatEndsInsideQuotesAndSaysWhereTheyOpened() throws IOException {
    InputFile file = csv("a,b\n1,2\n\"x\ny\",\"cut\nhere");

    try (RowSource rows = file.open()) {
      assertThat(rows.next()).isEqualTo(InputFile.row(1, 2, ab("1", "2")));
      assertThatThrownBy(rows::next)
          .isInstanceOf(InputException.class)
          .hasMessage(
              file.path()
                  + ", line 4: a quoted field starts here, and the file ends before its closing"
                  + " quote");
    }
  }

  @Test
  void countsTheLinesOfFieldsThatAreTooLargeToKeep() throws IOException {
    String lines = "x\n".repeat(600_000);
    InputFile file = csv("a,b,c\n\"1\n2\",\"" + lines + "\",\"cut");

    try (RowSource rows = file.open()) {
      assertThatThrownBy(rows::next)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("line 600003: a quoted field starts here, and the file ends");
    }
  }

  @Test
  void stopsAtTextBehindAClosingQuoteWithoutQuotingIt() throws IOException {
    InputFile file = csv("a,b\n1,2\n\"secret\"§,4\n");

    try (RowSource rows = file.open()) {
      assertThat(rows.next()).isNotNull();
      assertThatThrownBy(rows::next)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("line 3: a quoted field goes on after its closing quote")
          .hasMessageNotContainingAny("secret", "§");
    }
  }

  @Test
  void stopsAtAQuoteThatIsNeverClosedLongBeforeTheEndOfTheFile() {
    CountingInput rest = new CountingInput('x', 1_000_000_000);
    InputStream in =
        new SequenceInputStream(new ByteArrayInputStream("a,b\n1,\"".getBytes(UTF_8)), rest);

    try (RowSource rows = InputFormat.CSV.open(in, "pipe")) {
      assertThatThrownBy(rows::next)
          .isInstanceOf(InputException.class)
          .hasMessage(
              "pipe, line 2: a field of more than 8388608 characters starts here;"
                  + " most likely its quote is never closed");
    }
    assertThat(rest.bytesRead()).isLessThan(8 * Row.MAX_SIZE + 100_000);
  }

  @Test
  void stopsAtLatin1AfterTheRowsBeforeIt() throws IOException {
    InputFile file =
        InputFile.csv(directory, "a,b\n1,2\nAda,\"x\ny\"\nRenée,5\n".getBytes(ISO_8859_1));

    try (RowSource rows = file.open()) {
      assertThat(List.of(rows.next(), rows.next())).extracting(Row::number).containsExactly(1L, 2L);
      assertThatThrownBy(rows::next)
          .isInstanceOf(InputException.class)
          .hasMessage(
              file.path()
                  + ", line 5: not UTF-8 at byte offset 21."
                  + " Say in which charset it was saved; by its looks: --charset windows-1252");
    }
  }

  private static RowValues ab(String a, String b) {
    return RowValues.of(List.of("a", "b"), a, b);
  }
}
