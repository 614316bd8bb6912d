package com.treasuredata.tiktok.events.error;

import org.jspecify.annotations.Nullable;

/**
 * A request was sent and no usable answer came back, or TikTok answered with a server error: TikTok
 * may or may not have accepted it.
 *
 * <p>Sending the same events again within 48 hours is safe if each of them has an {@code event_id}
 * (events-api.md §6); without one they may count twice.
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
