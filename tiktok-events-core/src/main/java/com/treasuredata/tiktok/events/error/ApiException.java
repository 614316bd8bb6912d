package com.treasuredata.tiktok.events.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * TikTok, or a gateway in front of it, refused a request.
 *
 * <p>The message ends with what TikTok's support asks for: {@code "… (code 40105
 * INVALID_ACCESS_TOKEN, request 20260101000000ABCDEF0123456789AB, attempt 1)"}. TikTok's own text
 * is part of it, redacted: everything that may be a value is cut out, because the text can quote
 * what was sent.
 */
public final class ApiException extends EventsException {
  private static final long serialVersionUID = 1;

  /** Means that the answer has no return code, or names no event. */
  private static final int NONE = -1;

  private final ErrorKind kind;
  private final int code;
  private final int httpStatus;
  private final int attempts;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;
  private final int eventIndex;

  private ApiException(Builder builder) {
    super(builder.message(), builder.advisedBy);
    this.kind = builder.kind;
    this.code = builder.code;
    this.httpStatus = builder.httpStatus;
    this.attempts = builder.attempts;
    this.requestId = builder.requestId;
    this.retryAfter = builder.retryAfter;
    this.eventIndex = builder.eventIndex;
  }

  /**
   * Returns a builder, for tests and fakes; the library builds its own.
   *
   * @param text what the answer says, already redacted
   */
  public static Builder builder(ErrorKind kind, String text) {
    return new Builder(kind, text);
  }

  /** Returns what the refusal means. */
  public ErrorKind kind() {
    return kind;
  }

  /**
   * Returns TikTok's return code, or -1 if the answer has none of the form of TikTok's
   * (events-api.md §5.3), such as a gateway's page.
   */
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

  /**
   * Returns how many times the request was sent; 0 if another request's failure stopped it before.
   */
  public int attempts() {
    return attempts;
  }

  /** Returns how long the server asks to wait before the next request, if it does. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Returns the place in the request, from 0, of the event that TikTok's text names, as {@code
   * data.3.user.email} names 3; empty if it names none. TikTok doesn't document this; it is a hint
   * only.
   */
  public OptionalInt eventIndex() {
    return eventIndex == NONE ? OptionalInt.empty() : OptionalInt.of(eventIndex);
  }

  @Override
  public boolean isRetryable() {
    return kind.isRetryable();
  }

  @Override
  public Fault fault() {
    return kind.fault();
  }

  /** Builds an {@link ApiException}; not safe for use by several threads. */
  public static final class Builder {
    private final ErrorKind kind;
    private final String text;
    private int code = NONE;
    private String codeName = "";
    private int httpStatus;
    private int attempts = 1;
    private @Nullable String requestId;
    private @Nullable Duration retryAfter;
    private int eventIndex = NONE;
    private @Nullable EventsException advisedBy;

    private Builder(ErrorKind kind, String text) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.text = Objects.requireNonNull(text, "text");
    }

    /** Sets TikTok's return code and its name, which is empty if it has none. */
    public Builder code(int code, String name) {
      this.code = code;
      this.codeName = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Sets the HTTP status. */
    public Builder httpStatus(int status) {
      this.httpStatus = status;
      return this;
    }

    /** Sets how many times the request was sent. By default once. */
    public Builder attempts(int attempts) {
      this.attempts = attempts;
      return this;
    }

    /** Sets TikTok's id of the request. By default none. */
    public Builder requestId(@Nullable String requestId) {
      this.requestId = requestId;
      return this;
    }

    /** Sets how long the server asks to wait. By default it doesn't. */
    public Builder retryAfter(@Nullable Duration wait) {
      this.retryAfter = wait;
      return this;
    }

    /** Sets the place of the event that the answer names. By default it names none. */
    public Builder eventIndex(OptionalInt index) {
      this.eventIndex = Objects.requireNonNull(index, "index").orElse(NONE);
      return this;
    }

    /**
     * Sets the exception of a token provider that says what to do about a refused token; it becomes
     * the cause, and its advice ends the message. By default none.
     */
    public Builder advisedBy(@Nullable EventsException provider) {
      this.advisedBy = provider;
      return this;
    }

    /** Returns the exception. */
    public ApiException build() {
      return new ApiException(this);
    }

    private String message() {
      StringBuilder message = new StringBuilder(what()).append(text).append(" (");
      if (code == NONE) {
        message.append("HTTP status ").append(httpStatus);
      } else {
        message.append("code ").append(code).append(codeName.isEmpty() ? "" : " ").append(codeName);
      }
      if (requestId != null) {
        message.append(", request ").append(requestId);
      }
      if (attempts > 0) {
        message.append(", attempt ").append(attempts);
      }
      return message
          .append("). ")
          .append(advisedBy == null ? kind.advice() : advisedBy.getMessage())
          .toString();
    }

    private String what() {
      if (code == NONE) {
        return "a gateway or proxy answered in TikTok's place: ";
      }
      return switch (kind) {
        case SERVER -> "TikTok failed: ";
        case RATE_LIMIT -> "TikTok gets too many requests: ";
        default -> "TikTok refused the request: ";
      };
    }
  }
}
