package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.internal.http.Failed.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an answer means: by its return code, if that is one of TikTok's, and else by its
 * HTTP status (events-api.md §5.2). The only place that does.
 */
final class ResponseParser {
  /**
   * Fields that are the same in every request of a client, so that TikTok's finding fault with one
   * of them is no fault of an event's: a pixel code used for an offline set gives {@code 40002
   * Invalid value for event_source_id: not a valid string.} (events-api.md §5.3). A field of an
   * event that has such a name stands behind a dot.
   */
  private static final Pattern FIELD_OF_EVERY_REQUEST =
      Pattern.compile(
          "(?<![\\w.\\[\\]])(event_source|event_source_id|test_event_code|partner_name)\\b");

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,80}");

  private ResponseParser() {}

  /**
   * Returns what an answer means.
   *
   * @param text the answer's body; {@code null} if it is too long to be one of TikTok's
   * @param attempt which attempt at the request this is, from 1
   * @param now the time of day, for a {@code Retry-After} that is a date
   */
  static Outcome parse(Response response, @Nullable String text, int attempt, Instant now) {
    if (isRedirected(response)) {
      return failed(
          ErrorKind.CONFIGURATION,
          "the HTTP client followed a redirect, which takes the token elsewhere: switch that off",
          response,
          attempt,
          now);
    }
    Envelope envelope = text == null ? null : Envelope.parse(text);
    if (envelope == null || !ReturnCode.isTikToks(envelope.code())) {
      return failed(
          ReturnCode.ofStatus(response.code()),
          text == null
              ? "the answer is too long"
              : envelope == null
                  ? "no JSON in the answer"
                  : "no return code of TikTok's in the answer",
          response,
          attempt,
          now);
    }
    String requestId = requestId(envelope, response);
    if (envelope.code() == ReturnCode.OK || envelope.code() == ReturnCode.PARTIAL_OK) {
      return new ApiAnswer(
          Optional.ofNullable(requestId), envelope.data(), warning(envelope), attempt);
    }
    ReturnCode code = ReturnCode.of(envelope.code(), response.code());
    ErrorKind meaning = meaning(code, envelope);
    Refusal refusal =
        new Refusal(
            meaning,
            ErrorText.masked(envelope.message()),
            envelope.code(),
            code.name(),
            response.code(),
            requestId,
            RetryAfter.of(response, now),
            EventIndex.in(envelope.message()),
            null);
    Kind kind =
        envelope.code() == ReturnCode.DUPLICATED_REQUEST ? Kind.IN_DOUBT : kind(meaning, true);
    return new Failed(kind, refusal, attempt);
  }

  /** An answer that isn't TikTok's. */
  private static Failed failed(
      ErrorKind meaning, String text, Response response, int attempt, Instant now) {
    Refusal refusal =
        new Refusal(
            meaning,
            text,
            Refusal.NO_CODE,
            "",
            response.code(),
            requestId(null, response),
            RetryAfter.of(response, now),
            OptionalInt.empty(),
            null);
    return new Failed(kind(meaning, false), refusal, attempt);
  }

  private static Kind kind(ErrorKind meaning, boolean isTikToks) {
    return switch (meaning) {
      case INVALID_CONTENT -> Kind.CONTENT_REFUSED;
      case TOO_LARGE -> Kind.SIZE_REFUSED;
      case AUTHENTICATION, PERMISSION, NOT_FOUND, CONFIGURATION -> Kind.JOB_REFUSED;
      case RATE_LIMIT -> Kind.THROTTLED;
      case SERVER -> Kind.IN_DOUBT;
      case UNKNOWN -> isTikToks ? Kind.CODE_UNKNOWN : Kind.JOB_REFUSED;
    };
  }

  private static ErrorKind meaning(ReturnCode code, Envelope envelope) {
    boolean isFaultOfEveryRequest =
        code.kind() == ErrorKind.INVALID_CONTENT
            && EventIndex.in(envelope.message()).isEmpty()
            && FIELD_OF_EVERY_REQUEST.matcher(envelope.message()).find();
    return isFaultOfEveryRequest ? ErrorKind.NOT_FOUND : code.kind();
  }

  private static Optional<String> warning(Envelope envelope) {
    if (envelope.code() == ReturnCode.OK) {
      return Optional.empty();
    }
    String data = MaskedData.of(envelope.data());
    return Optional.of(
        "code 20001 PARTIAL_OK: "
            + ErrorText.masked(envelope.message())
            + (data.isEmpty() ? "" : "; data: " + data));
  }

  /** A caller's own HTTP client may follow redirects unseen. */
  private static boolean isRedirected(Response response) {
    for (Response prior = response.priorResponse(); prior != null; prior = prior.priorResponse()) {
      if (prior.code() / 100 == 3) {
        return true;
      }
    }
    return false;
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
