package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.Optional;
import java.util.Set;

/**
 * TikTok refused to list or to create event sources: the token lacks a permission, or the name
 * isn't allowed. The message says what to do.
 */
public final class EventSourceRefusedException extends EventsException {
  private static final long serialVersionUID = 1;

  /**
   * No permission, forbidden, scope not authorized (auth-and-sources.md §5, events-api.md §5.3).
   */
  private static final Set<Integer> MISSING_PERMISSION = Set.of(40001, 40003, 40131);

  private final ApiException refusal;

  private EventSourceRefusedException(String message, ApiException refusal) {
    super(
        message
            + " (code "
            + refusal.code()
            + refusal.requestId().map(id -> ", request " + id).orElse("")
            + ')',
        refusal);
    this.refusal = refusal;
  }

  /**
   * Returns what a refusal means to someone who works with event sources; empty if no more than it
   * says itself (auth-and-sources.md §2.7).
   *
   * @param action what was refused: {@code list pixels}
   * @param permission what the token needs for it, in the words of TikTok's portal
   * @param correction what to do if TikTok found something wrong in what was sent
   */
  static Optional<EventSourceRefusedException> of(
      ApiException refusal, String action, String permission, String correction) {
    if (MISSING_PERMISSION.contains(refusal.code())) {
      String message =
          "this token can't %s: give the event source's id instead, or use OAuth with the permission"
              + " %s, authorized by an admin or operator of the ad account after the app got it";
      return Optional.of(
          new EventSourceRefusedException(message.formatted(action, permission), refusal));
    }
    return refusal.kind() == ErrorKind.INVALID_CONTENT && refusal.code() > 0
        ? Optional.of(
            new EventSourceRefusedException(
                "TikTok refused to " + action + ": " + correction, refusal))
        : Optional.empty();
  }

  /** Returns what TikTok said. */
  public ApiException refusal() {
    return refusal;
  }

  @Override
  public boolean isRetryable() {
    return refusal.isRetryable();
  }

  @Override
  public Fault fault() {
    return MISSING_PERMISSION.contains(refusal.code()) ? Fault.CREDENTIALS : Fault.SETTINGS;
  }
}
