package com.treasuredata.tiktok.events.error;

import org.jspecify.annotations.Nullable;

/**
 * A request went out and no usable answer came back, or one by which TikTok failed on the way:
 * TikTok may or may not have taken it.
 *
 * <p>Sending the same events again is safe if each of them carries an {@code event_id}
 * (events-api.md §6), within 48 hours; without, it may count them twice.
 */
public final class DeliveryUnknownException extends EventsException {
  private static final long serialVersionUID = 1;

  /** Creates one with a message that is free of tokens and personal data. */
  public DeliveryUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return Fault.SERVICE;
  }
}
