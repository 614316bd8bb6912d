package com.treasuredata.tiktok.events.examples.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks {@code stty}, which POSIX systems have, how wide the terminal is. */
final class TerminalWidth {
  private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{0,3})\\s*");
  private static final int MAX_LENGTH = 100;

  private TerminalWidth() {}

  /** Returns the width in columns, if it can be told within a second. */
  static OptionalInt ask() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return OptionalInt.empty();
    }
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(terminal).start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return OptionalInt.empty();
      }
      String size =
          new String(stty.getInputStream().readNBytes(MAX_LENGTH), StandardCharsets.US_ASCII);
      Matcher matcher = SIZE.matcher(size);
      return matcher.matches()
          ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty(); // There is no stty.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
