package com.treasuredata.tiktok.events.internal.json;

import java.io.IOException;

/** A text isn't JSON; says why without quoting it. */
public final class MalformedJsonException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedJsonException(String message) {
    super(message);
  }
}
