package com.treasuredata.tiktok.events.internal.io;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Somebody put another file in the place of one that was being written. */
public final class ReplacedFileException extends FileSystemException {
  private static final long serialVersionUID = 1;

  ReplacedFileException(Path file) {
    super(
        file.toString(),
        null,
        "somebody else replaced it while it was written; use a directory that nobody else may write"
            + " in");
  }
}
