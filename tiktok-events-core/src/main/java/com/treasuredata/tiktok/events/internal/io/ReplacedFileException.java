package com.treasuredata.tiktok.events.internal.io;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody put another file in the place of one that was being written. */
public final class ReplacedFileException extends IOException {
  private static final long serialVersionUID = 1;

  ReplacedFileException(Path file) {
    super(
        file
            + " was replaced by somebody else while it was written; use a directory that nobody"
            + " else may write in");
  }
}
