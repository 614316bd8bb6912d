package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * There is no token to send, or none was granted. The message says what to do, and holds no secret.
 */
public final class CredentialsException extends EventsException {
  private static final long serialVersionUID = 1;

  /** Why there is no token. */
  public enum Reason {
    /** There is no token at this place; a chain tries its next provider. */
    ABSENT,
    /** The content is no token or grant, or it can't be read or written. */
    UNUSABLE,
    /** A user must authorize the app, again. */
    AUTHORIZATION_NEEDED,
    /** The user, or TikTok, denied the authorization. */
    DENIED,
    /** The callback doesn't belong to the authorization request; ignore it. */
    STATE_MISMATCH,
    /** TikTok doesn't accept this app id with this secret. */
    APP_REFUSED
  }

  private final Reason reason;

  private CredentialsException(Reason reason, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /**
   * Returns one for a provider or store of the caller's own.
   *
   * @param message what to do; free of secrets
   */
  public static CredentialsException of(Reason reason, String message) {
    return new CredentialsException(reason, message, null);
  }

  /**
   * Returns one for a provider or store of the caller's own.
   *
   * @param message what to do; free of secrets
   * @param cause what happened; free of secrets too
   */
  public static CredentialsException of(Reason reason, String message, Throwable cause) {
    return new CredentialsException(reason, message, Objects.requireNonNull(cause, "cause"));
  }

  /** Returns why there is no token. */
  public Reason reason() {
    return reason;
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  @Override
  public Fault fault() {
    return Fault.CREDENTIALS;
  }
}
