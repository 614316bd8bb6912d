package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import com.treasuredata.tiktok.events.internal.io.IoReason;
import java.io.IOException;
import java.nio.file.Path;

/** A file that a command writes as it goes can't be written. */
public final class WriteException extends EventsException {
  private static final long serialVersionUID = 1;

  public WriteException(Path file, IOException cause) {
    super("can't write %s: %s".formatted(file, IoReason.of(cause)), cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return Fault.CALLER;
  }
}
