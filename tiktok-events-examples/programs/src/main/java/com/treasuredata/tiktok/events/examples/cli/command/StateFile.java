package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.examples.cli.OptionFile;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.WriteException;
import com.treasuredata.tiktok.events.internal.io.FileTooLongException;
import com.treasuredata.tiktok.events.internal.io.IoReason;
import com.treasuredata.tiktok.events.internal.io.PrivateFile;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.internal.io.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The option that says where {@code auth url} keeps the state for {@code auth exchange}. */
final class StateFile {
  /** An empty file, or the line that {@link #write} writes. */
  private static final Pattern STATE = Pattern.compile("(?:[A-Za-z0-9_-]{20,100}\n)?");

  /** In bytes; a state has 43. */
  private static final int MAX_LENGTH = 1_024;

  @Option(
      names = "--state-file",
      required = true,
      paramLabel = "FILE",
      description =
          "Where 'auth url' keeps the state that only TikTok's answer repeats, for 'auth exchange', which"
              + " deletes it; only its owner may read it.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  Path file;

  void write(String state) {
    requireNothingElse();
    try (PrivateFile next = PrivateFile.beside(file)) {
      next.write(state + '\n');
      next.force();
      next.replaceTarget();
    } catch (IOException e) {
      throw new UsageException(
          "--state-file " + ShownPath.of(file) + " can't be written: " + IoReason.of(e));
    }
  }

  /** Nothing but a state is replaced. */
  private void requireNothingElse() {
    try {
      boolean isOurs =
          !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
              || STATE
                  .matcher(
                      new String(
                          SmallFile.readRegular(file, MAX_LENGTH), StandardCharsets.ISO_8859_1))
                  .matches();
      if (isOurs) {
        return;
      }
    } catch (IOException e) {
      // It isn't a file of ours.
    }
    throw new UsageException(
        "--state-file " + ShownPath.of(file) + ": something else is there; name a new file");
  }

  String read() {
    byte[] bytes;
    try {
      OptionFile.requireOwn(
          "--state-file",
          file,
          "the answer may be theirs; 'tiktok-events auth url' makes a new one");
      bytes = SmallFile.readRegular(file, MAX_LENGTH);
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "--state-file "
              + ShownPath.of(file)
              + ": there is no such file; 'tiktok-events auth url' makes one");
    } catch (FileTooLongException e) {
      throw holdsNone();
    } catch (IOException e) {
      throw new UsageException(
          "--state-file " + ShownPath.of(file) + " can't be read: " + IoReason.of(e));
    }
    String state = new String(bytes, StandardCharsets.UTF_8).strip();
    if (state.isEmpty()) {
      throw holdsNone();
    }
    return state;
  }

  private UsageException holdsNone() {
    return new UsageException(
        "--state-file "
            + ShownPath.of(file)
            + " holds no state; 'tiktok-events auth url' makes one");
  }

  /** Forgets the state: an answer is taken once. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }
}
