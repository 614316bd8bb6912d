package com.treasuredata.tiktok.events.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IndependenceTest {
  private static final String SDK = "com.treasuredata.tiktok.events.";

  /** A fake that used the SDK's rules would agree with its mistakes. */
  @Test
  void sharesNothingWithTheSdk() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/testing/java"))) {
      List<String> lines =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(file -> lines(file).stream())
              .filter(line -> line.contains(SDK))
              .toList();

      assertThat(lines).hasSizeGreaterThan(40).allMatch(line -> line.contains(SDK + "testing"));
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
