package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An answer that says no, TikTok's or a gateway's.
 *
 * @param kind what it means
 * @param text what it says, free of values
 * @param code TikTok's return code; {@link #NO_CODE} if there is none of TikTok's form
 * @param codeName TikTok's name of the code; empty if it has none
 * @param httpStatus the HTTP status
 * @param requestId TikTok's id of the request, if given
 * @param retryAfter how long the server asks to wait, if it does
 * @param eventIndex the place of the event that the text names, if it names one
 * @param advisedBy what the token provider says to do after it had no other token, if it was asked
 */
record Refusal(
    ErrorKind kind,
    String text,
    int code,
    String codeName,
    int httpStatus,
    @Nullable String requestId,
    @Nullable Duration retryAfter,
    OptionalInt eventIndex,
    @Nullable EventsException advisedBy)
    implements Problem {
  static final int NO_CODE = -1;

  /** Returns this refusal of a token, in whose place its provider has no other. */
  Refusal advisedBy(EventsException provider) {
    return new Refusal(
        kind, text, code, codeName, httpStatus, requestId, retryAfter, eventIndex, provider);
  }

  /** Returns whether it claims success, but not in TikTok's words (events-api.md §5.2). */
  boolean isUnreadable() {
    return code == NO_CODE && httpStatus / 100 == 2;
  }

  @Override
  public ApiException toThrowable(int attempts) {
    return ApiException.builder(kind, text)
        .code(code, codeName)
        .httpStatus(httpStatus)
        .requestId(requestId)
        .retryAfter(retryAfter)
        .eventIndex(eventIndex)
        .attempts(attempts)
        .advisedBy(advisedBy)
        .build();
  }
}
