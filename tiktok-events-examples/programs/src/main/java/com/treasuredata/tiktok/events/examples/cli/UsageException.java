package com.treasuredata.tiktok.events.examples.cli;

import org.jspecify.annotations.Nullable;

/** A command can't begin: its words, settings or input are wrong. Nothing was sent. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(@Nullable String message) {
    super(message);
  }
}
