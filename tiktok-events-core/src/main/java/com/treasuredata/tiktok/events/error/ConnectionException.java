package com.treasuredata.tiktok.events.error;

import org.jspecify.annotations.Nullable;

/** No request reached TikTok: no such host, no connection, no TLS. Nothing was delivered. */
public final class ConnectionException extends EventsException {
  private static final long serialVersionUID = 1;

  /** Creates one with a message that is free of tokens and personal data. */
  public ConnectionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }

  @Override
  public Fault fault() {
    return Fault.SERVICE;
  }
}
