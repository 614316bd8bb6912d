package com.treasuredata.tiktok.events.examples.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of files. */
public final class Paths implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(problem(e));
    }
  }

  /** Says why a name can't be a file's: never the name, which may be a secret. */
  public static String problem(InvalidPathException e) {
    boolean isAscii = e.getInput().chars().allMatch(c -> c < 0x80);
    return isAscii
        ? "no file can have this name"
        : "the locale of this process has no file names with such letters: set LC_ALL=C.UTF-8, or"
            + " another UTF-8 one";
  }
}
