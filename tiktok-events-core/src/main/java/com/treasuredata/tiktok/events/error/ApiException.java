package com.treasuredata.tiktok.events.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TikTok, or a gateway before it, said no.
 *
 * <p>The message ends with the handle that TikTok's support needs: {@code "… (code 40105
 * INVALID_ACCESS_TOKEN, request 20260101000000ABCDEF0123456789AB, attempt 1)"}. TikTok's own text
 * is in it with everything cut out that may be a value, because it can quote what was sent.
 */
public final class ApiException extends EventsException {
  private static final long serialVersionUID = 1;

  private final ErrorKind kind;
  private final int code;
  private final int httpStatus;
  private final int attempts;
  private final @Nullable String requestId;

  /**
   * Creates one.
   *
   * @param kind what the refusal means
   * @param text what TikTok said, already free of values
   * @param code TikTok's return code, or -1 if the answer held none
   * @param codeName the code's name, or an empty text
   * @param httpStatus the HTTP status
   * @param requestId TikTok's request id, if the answer held one
   * @param attempts how many times the request was sent
   */
  public ApiException(
      ErrorKind kind,
      String text,
      int code,
      String codeName,
      int httpStatus,
      @Nullable String requestId,
      int attempts) {
    super(message(kind, text, code, codeName, httpStatus, requestId, attempts), null);
    this.kind = kind;
    this.code = code;
    this.httpStatus = httpStatus;
    this.requestId = requestId;
    this.attempts = attempts;
  }

  private static String message(
      ErrorKind kind,
      String text,
      int code,
      String codeName,
      int httpStatus,
      @Nullable String requestId,
      int attempts) {
    StringBuilder message =
        new StringBuilder("TikTok refused the request: ").append(text).append(" (");
    if (code < 0) {
      message.append("HTTP status ").append(httpStatus);
    } else {
      message.append("code ").append(code);
      if (!codeName.isEmpty()) {
        message.append(' ').append(codeName);
      }
    }
    if (requestId != null) {
      message.append(", request ").append(requestId);
    }
    return message
        .append(", attempt ")
        .append(attempts)
        .append("). ")
        .append(kind.advice())
        .toString();
  }

  /** Returns what the refusal means. */
  public ErrorKind kind() {
    return kind;
  }

  /** Returns TikTok's return code, or -1 if the answer held none, as a gateway's page doesn't. */
  public int code() {
    return code;
  }

  /** Returns the HTTP status; TikTok's refusals come with 200. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Returns TikTok's id of the last request, if the answer held one. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** Returns how many times the request was sent. */
  public int attempts() {
    return attempts;
  }

  @Override
  public boolean isRetryable() {
    return kind.isRetryable();
  }
}
