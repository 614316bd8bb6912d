package com.treasuredata.tiktok.events.internal.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file holds more than what it is for. */
public final class FileTooLongException extends IOException {
  private static final long serialVersionUID = 1;

  FileTooLongException(Path file, int limit) {
    super(file + " holds more than " + limit + " bytes");
  }
}
