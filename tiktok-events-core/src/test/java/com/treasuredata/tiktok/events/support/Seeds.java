package com.treasuredata.tiktok.events.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Realistic inputs, kept as files, and small changes to them: the same ones in every run. The
 * coverage-guided runs of the profile {@code fuzz} begin with the same files.
 */
public final class Seeds {
  private static final Pattern TOKEN = Pattern.compile("[^{}\\[\\]:,\"=\\s]+");

  /** What readers stumble over, as UTF-8 bytes. */
  private static final List<String> ODDITIES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "\\",
          "=",
          "\n",
          "\r\n",
          "\0",
          "-",
          "null",
          "true",
          "{}",
          "[]",
          "\"\"",
          "1e400",
          "1E-400",
          "-0",
          "0.1",
          "1767225600000",
          "\\ud800",
          "\\u0000",
          "\u00C2\u00A0",
          "\u00E2\u0080\u008B",
          "\u00EF\u00BB\u00BF",
          "\u00FF",
          "1 2",
          "a@b.example");

  private final List<String> files = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final Random random;

  /**
   * Reads the seeds of a target.
   *
   * @param target its directory below {@code src/test/resources/fuzz}
   * @param seed changes are the same for the same number
   */
  public Seeds(String target, long seed) {
    this.random = new Random(seed);
    try (Stream<Path> paths = Files.list(Path.of("src/test/resources/fuzz", target))) {
      for (Path path : paths.sorted().toList()) {
        String text = Files.readString(path, ISO_8859_1);
        files.add(text);
        TOKEN.matcher(text).results().forEach(token -> tokens.add(token.group()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one of the seeds, with none to seven changes. */
  public byte[] next() {
    String text = pick(files);
    for (int changes = random.nextInt(8); changes > 0 && !text.isEmpty(); changes--) {
      text = changed(text);
    }
    return text.getBytes(ISO_8859_1);
  }

  private String changed(String text) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(20) == 0 ? 500 : 8));
    String before = text.substring(0, from);
    String part = text.substring(from, to);
    String after = text.substring(to);
    return switch (random.nextInt(8)) {
      case 0 -> before + (char) random.nextInt(256) + after;
      case 1 -> before + after;
      case 2 -> before + part.repeat(2 + random.nextInt(3)) + after;
      case 3 -> before + pick(ODDITIES) + part + after;
      case 4 -> random.nextInt(4) == 0 ? before : before + pick(ODDITIES) + after;
      default -> before + exchanged(part + after);
    };
  }

  /** Returns {@code text} with another token of any seed, or an oddity, in place of its first. */
  private String exchanged(String text) {
    String other = random.nextInt(4) == 0 ? pick(ODDITIES) : pick(tokens);
    return TOKEN.matcher(text).replaceFirst(Matcher.quoteReplacement(other));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
