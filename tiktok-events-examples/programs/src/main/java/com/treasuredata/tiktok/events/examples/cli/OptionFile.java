package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.internal.io.FileAccess;
import com.treasuredata.tiktok.events.internal.io.FileTooLongException;
import com.treasuredata.tiktok.events.internal.io.IoReason;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import com.treasuredata.tiktok.events.internal.io.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a small file that an option names and that may hold secrets: UTF-8 text. */
public final class OptionFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF"; // As Windows editors write it.

  private OptionFile() {}

  /**
   * Returns the text of a file, and warns in the log if others may use it.
   *
   * @param option its name, for messages
   * @param limit the most bytes that the file may hold
   * @throws UsageException if it can't be read
   */
  public static String read(String option, Path file, int limit) {
    String name = option + ' ' + ShownPath.of(file);
    try {
      byte[] bytes = SmallFile.read(file, limit);
      FileAccess.warnIfOthersMayUse(file);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw new UsageException(name + ": there is no such file");
    } catch (CharacterCodingException e) {
      throw new UsageException(name + " is not UTF-8");
    } catch (FileTooLongException e) {
      throw new UsageException(name + " is longer than " + limit + " bytes");
    } catch (IOException e) {
      throw new UsageException(name + " can't be read: " + IoReason.of(e));
    }
  }

  /**
   * Makes sure that nobody else may have written a file.
   *
   * @param option its name, for messages
   * @param advice what to do if somebody may
   * @throws UsageException if others may write it, or it is another user's
   */
  public static void requireOwn(String option, Path file, String advice) throws IOException {
    if (!FileAccess.isOwn(file)) {
      throw new UsageException(
          "%s %s: it belongs to another user, or others may write it; %s"
              .formatted(option, ShownPath.of(file), advice));
    }
  }

  /**
   * Makes sure that options name different files, whichever way leads there.
   *
   * @param files by option; those of no file are left out
   * @throws UsageException if two are one
   */
  public static void requireDifferent(Map<String, Optional<Path>> files) {
    Map<Path, String> options = new HashMap<>();
    files.forEach(
        (option, file) ->
            file.ifPresent(
                path -> {
                  String other = options.put(real(path), option);
                  if (other != null) {
                    throw new UsageException(
                        "%s and %s must be different files".formatted(other, option));
                  }
                }));
  }

  private static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      if (Files.isRegularFile(absolute)) {
        return absolute.toRealPath();
      }
      Path directory = absolute.getParent();
      return directory == null ? absolute : directory.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      return absolute; // It can't be used, which is told when it is.
    }
  }
}
