package com.treasuredata.tiktok.events.internal.io;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file is longer than its reader allows. */
public final class FileTooLongException extends FileSystemException {
  private static final long serialVersionUID = 1;

  FileTooLongException(Path file, int limit) {
    super(file.toString(), null, "it holds more than " + limit + " bytes");
  }
}
