package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.RecordResult.RecordId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("results.jsonl");
  }

  private void write(Checkpoint settled, long... records) throws Exception {
    ResultsFile results = ResultsFile.open(file(), settled);
    for (long record : records) {
      results.onResult(withheld(record));
    }
    results.close();
    results.close(); // Once more does nothing.
  }

  private static RecordResult withheld(long record) {
    return RecordResult.withheld(new RecordId("", record, "key " + record));
  }

  @Test
  void hasALineForEachRecordAndOneReader() throws Exception {
    write(Checkpoint.NONE, 1, 2);

    assertThat(file())
        .hasContent(
            """
            {"record":1,"key":"key 1","outcome":"withheld"}
            {"record":2,"key":"key 2","outcome":"withheld"}
            """);
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void takesThePlaceOfAnEarlierOneAndKeepsTheLinesOfSettledRecords() throws Exception {
    write(Checkpoint.NONE, 1, 2, 3);
    Files.writeString(file(), Files.readString(file()) + "{\"record\":4,\"key\":\"cut of");

    write(Checkpoint.parse("1-2,4-4"), 3, 4);

    assertThat(Files.readAllLines(file()))
        .extracting(line -> line.substring(0, line.indexOf(",\"key")))
        .containsExactly("{\"record\":1", "{\"record\":2", "{\"record\":3", "{\"record\":4");
    write(Checkpoint.NONE, 1);
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void replacesNothingElse() throws Exception {
    Files.writeString(file(), "{\"record\":1,\"valid\":true}\n");

    assertThatThrownBy(() -> ResultsFile.open(file()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("something else is there already");
    assertThat(Files.readString(file())).contains("valid");
    assertThatThrownBy(() -> ResultsFile.open(directory.resolve("no/x.jsonl")))
        .isInstanceOf(NoSuchFileException.class);
    Path link = Files.createSymbolicLink(directory.resolve("link.jsonl"), file());
    assertThatThrownBy(() -> ResultsFile.open(link, Checkpoint.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void writesTheSameLinesToAStreamAndFlushesThemBeforeTheCheckpointPasses() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ResultsFile results = ResultsFile.to(out)) {
      results.onResult(withheld(7));
      assertThat(out.size()).isZero();

      results.onProgress(ExportReport.sum(List.of()));

      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(withheld(7).toJson() + "\n");
    }
  }
}
