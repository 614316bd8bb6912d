package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means: by its return code, whatever the HTTP status, and by the status if it holds
 * no code (events-api.md §5.2).
 */
final class Verdict {
  /**
   * Fields that are the same in every request of a client, so that TikTok's finding fault with one
   * of them is no fault of an event's: a pixel code used for an offline set gives {@code 40002
   * Invalid value for event_source_id: not a valid string.} (events-api.md §5.3).
   */
  private static final Pattern FIELD_OF_EVERY_REQUEST =
      Pattern.compile("\\b(event_source|event_source_id|test_event_code|partner_name)\\b");

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,80}");

  private Verdict() {}

  /**
   * Returns the answer if TikTok took the request.
   *
   * @param text the answer's body
   * @param attempt which attempt at the request this is, from 1
   * @throws ApiException if it didn't, or if that can't be told
   */
  static ApiAnswer on(Response response, String text, int attempt) {
    Envelope envelope = Envelope.parse(text);
    String requestId = requestId(envelope, response);
    if (envelope == null) {
      throw ApiException.builder(ReturnCode.ofStatus(response.code()), "no JSON in the answer")
          .httpStatus(response.code())
          .requestId(requestId)
          .retryAfter(RetryAfter.of(response))
          .attempts(attempt)
          .build();
    }
    if (envelope.code() == ReturnCode.OK || envelope.code() == ReturnCode.PARTIAL_OK) {
      return new ApiAnswer(
          Optional.ofNullable(requestId), envelope.data(), problem(envelope), attempt);
    }
    ReturnCode code = ReturnCode.of(envelope.code());
    throw ApiException.builder(kind(code, envelope), ErrorText.masked(envelope.message()))
        .code(envelope.code(), code.name())
        .httpStatus(response.code())
        .requestId(requestId)
        .retryAfter(RetryAfter.of(response))
        .eventIndex(EventIndex.in(envelope.message()))
        .attempts(attempt)
        .build();
  }

  private static ErrorKind kind(ReturnCode code, Envelope envelope) {
    boolean faultInEveryRequest =
        code.kind() == ErrorKind.INVALID_CONTENT
            && EventIndex.in(envelope.message()).isEmpty()
            && FIELD_OF_EVERY_REQUEST.matcher(envelope.message()).find();
    return faultInEveryRequest ? ErrorKind.NOT_FOUND : code.kind();
  }

  private static Optional<String> problem(Envelope envelope) {
    return envelope.code() == ReturnCode.OK
        ? Optional.empty()
        : Optional.of("code 20001 PARTIAL_OK: " + ErrorText.masked(envelope.message()));
  }

  /** The header is a fallback: gateways' pages have no envelope (events-api.md §5.1). */
  private static @Nullable String requestId(@Nullable Envelope envelope, Response response) {
    String id = envelope == null ? null : envelope.requestId();
    if (id == null) {
      id = response.header("X-Tt-Logid", response.header("X-Request-Id"));
    }
    return id != null && REQUEST_ID.matcher(id).matches() ? id : null;
  }
}
