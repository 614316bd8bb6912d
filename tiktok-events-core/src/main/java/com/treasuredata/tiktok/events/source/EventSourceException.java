package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event source can't be found, listed or created. The message says what to do, and names the
 * sources that there are.
 *
 * <p>{@code "no pixel of advertiser 7000000000000000011 is named "Main stor"; did you mean "Main
 * store"? There are: "Main store" (C4A1EXAMPLE0PIXEL7QG)"}.
 */
public final class EventSourceException extends EventsException {
  private static final long serialVersionUID = 1;

  /** Why there is no source. */
  public enum Reason {
    /** No source of the type has the name, or none that events can be sent to. */
    NOT_FOUND,
    /** Several sources have the name: give the id of the one that is meant. */
    AMBIGUOUS,
    /** There are more than 10,000 sources, too many to look through: give the id. */
    TOO_MANY,
    /** None was created, because its name is taken, also by one that looks the same. */
    EXISTS,
    /**
     * The token may not list, or not create, sources (auth-and-sources.md §2.7): give the id, or
     * authorize with the permission that the message names.
     */
    NOT_PERMITTED,
    /** TikTok found something wrong in what was asked: the ad account, the name or their number. */
    REFUSED
  }

  /**
   * No permission, forbidden, scope not authorized (auth-and-sources.md §5, events-api.md §5.3).
   */
  private static final Set<Integer> MISSING_PERMISSION = Set.of(40001, 40003, 40131);

  private final Reason reason;
  private final ArrayList<ListedSource> sources;

  private EventSourceException(
      Reason reason, String message, List<ListedSource> sources, @Nullable ApiException refusal) {
    super(message, refusal);
    this.reason = reason;
    this.sources = new ArrayList<>(sources);
  }

  static EventSourceException of(Reason reason, String message, List<ListedSource> sources) {
    return new EventSourceException(reason, message, sources, null);
  }

  /**
   * Returns what a refusal means to someone who works with event sources; empty if no more than it
   * says itself (auth-and-sources.md §2.7).
   *
   * @param action what was refused: {@code list pixels}
   * @param permission what the token needs for it, in the words of TikTok's portal
   * @param correction what to do if TikTok found something wrong in what was sent
   */
  static Optional<EventSourceException> ofRefusal(
      ApiException refusal, String action, String permission, String correction) {
    String handle =
        " (code "
            + refusal.code()
            + refusal.requestId().map(id -> ", request " + id).orElse("")
            + ')';
    if (MISSING_PERMISSION.contains(refusal.code())) {
      String message =
          "this token can't %s: give the event source's id instead, or use OAuth with the permission"
              + " %s, authorized by an admin or operator of the ad account after the app got it";
      return Optional.of(
          new EventSourceException(
              Reason.NOT_PERMITTED,
              message.formatted(action, permission) + handle,
              List.of(),
              refusal));
    }
    return refusal.kind() == ErrorKind.INVALID_CONTENT && refusal.code() > 0
        ? Optional.of(
            new EventSourceException(
                Reason.REFUSED,
                "TikTok refused to " + action + ": " + correction + handle,
                List.of(),
                refusal))
        : Optional.empty();
  }

  /** Returns why there is no source. */
  public Reason reason() {
    return reason;
  }

  /**
   * Returns the sources to choose from: those of the name, if it is {@linkplain Reason#AMBIGUOUS
   * ambiguous} or {@linkplain Reason#EXISTS taken}; all of the type, the most similar names first,
   * if it is {@linkplain Reason#NOT_FOUND not found}; none otherwise, or if events can be sent to
   * none.
   */
  public List<ListedSource> sources() {
    return Collections.unmodifiableList(sources);
  }

  /**
   * Returns what TikTok said, if it is {@linkplain Reason#NOT_PERMITTED not permitted} or
   * {@linkplain Reason#REFUSED refused}; it is the cause, too.
   */
  public Optional<ApiException> refusal() {
    return getCause() instanceof ApiException refusal ? Optional.of(refusal) : Optional.empty();
  }

  @Override
  public boolean isRetryable() {
    return false;
  }

  /** Returns the token's, if it is {@linkplain Reason#NOT_PERMITTED not permitted}. */
  @Override
  public Fault fault() {
    return reason == Reason.NOT_PERMITTED ? Fault.CREDENTIALS : Fault.SETTINGS;
  }
}
