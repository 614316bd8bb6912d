package com.treasuredata.tiktok.events.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fake answers a request with: an envelope, a gateway's page, or a fault of the wire.
 *
 * <pre>{@code
 * tiktok.answerNext(2, Answer.code(40100, "Too many requests.").withHeader("Retry-After", "1"));
 * tiktok.answerNext(1, Answer.reset().afterAccepting()); // counted, but the client never hears of it
 * tiktok.answerEvery(10, Answer.html(502));
 * tiktok.answerEvery(1, Answer.usual().after(Duration.ofMillis(200)));
 * }</pre>
 *
 * <p>Immutable: each {@code with…} and {@code after…} gives a new answer.
 */
public final class Answer {
  /** What goes over the wire after the status line. */
  sealed interface Content permits Envelope, Page, Nothing, Usual {}

  /** TikTok's JSON envelope; {@code data} is JSON text, null leaves the member out. */
  record Envelope(int code, String message, @Nullable String data, boolean cut)
      implements Content {}

  /** Any other body. */
  record Page(String contentType, String text) implements Content {}

  /** The connection is closed instead. */
  record Nothing() implements Content {}

  /** Whatever judging the request comes to. */
  record Usual() implements Content {}

  private static final int STATUS_OF_ENVELOPES = 200; // §5.2: errors arrive as HTTP 200

  private final Content content;
  private final int status;
  private final Map<String, String> headers;
  private final Duration delay;
  private final boolean accepting;

  private Answer(
      Content content, int status, Map<String, String> headers, Duration delay, boolean accepting) {
    this.content = content;
    this.status = status;
    this.headers = headers;
    this.delay = delay;
    this.accepting = accepting;
  }

  private static Answer of(Content content, int status) {
    return new Answer(content, status, Map.of(), Duration.ZERO, false);
  }

  /**
   * Judges the request as if nothing had been scripted; useful with {@link #after}, for a TikTok
   * that is honest but slow.
   */
  public static Answer usual() {
    return of(new Usual(), STATUS_OF_ENVELOPES);
  }

  /** Says {@code OK}, whatever the request is, without counting its events. */
  public static Answer ok() {
    return code(Codes.OK, "OK");
  }

  /** Answers with HTTP 200 and an envelope of this code, its {@code data} empty. */
  public static Answer code(int code, String message) {
    return envelope(code, message, "{}");
  }

  /** Answers with a page like that of an nginx in front of TikTok: HTML, no envelope. */
  public static Answer html(int status) {
    String title = status + " " + reason(status);
    return body(
        status,
        "text/html",
        "<html>\r\n<head><title>%1$s</title></head>\r\n<body>\r\n<center><h1>%1$s</h1></center>\r\n"
                .formatted(title)
            + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
  }

  /** Answers with this body as it stands, sent as UTF-8. */
  public static Answer body(int status, String contentType, String body) {
    return of(new Page(requireNonNull(contentType), requireNonNull(body)), status);
  }

  /** Closes the connection without a byte of answer. */
  public static Answer reset() {
    return of(new Nothing(), STATUS_OF_ENVELOPES);
  }

  /** Promises the usual OK envelope, sends half of it and closes the connection. */
  public static Answer cut() {
    return of(new Envelope(Codes.OK, "OK", "{}", true), STATUS_OF_ENVELOPES);
  }

  static Answer envelope(int code, String message, @Nullable String data) {
    return of(new Envelope(code, requireNonNull(message), data, false), STATUS_OF_ENVELOPES);
  }

  /**
   * Answers with this HTTP status instead of the one this answer has by itself; without effect on
   * {@link #usual()} and {@link #reset()}.
   */
  public Answer withStatus(int status) {
    return new Answer(content, status, headers, delay, accepting);
  }

  /** Adds a header to the answer, such as {@code Retry-After}; the last value of a name counts. */
  public Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(requireNonNull(name), requireNonNull(value));
    return new Answer(content, status, Collections.unmodifiableMap(more), delay, accepting);
  }

  /** Waits this long, after the whole request has been read, before answering. */
  public Answer after(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative: " + delay);
    }
    return new Answer(content, status, headers, delay, accepting);
  }

  /**
   * Judges and counts the request first and gives this answer then, whatever the verdict: the
   * client cannot know that TikTok did process its request.
   */
  public Answer afterAccepting() {
    return new Answer(content, status, headers, delay, true);
  }

  Content content() {
    return content;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  Duration delay() {
    return delay;
  }

  boolean isUsual() {
    return content instanceof Usual;
  }

  boolean isOk() {
    return content instanceof Envelope envelope && envelope.code() == Codes.OK;
  }

  /** Tells whether the request takes effect before this answer is given. */
  boolean letsTheRequestCount() {
    return accepting || isUsual();
  }

  /** Gives this answer's delay and headers to {@code judged} if this is {@link #usual()}. */
  Answer over(Answer judged) {
    if (!isUsual()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(judged.headers);
    all.putAll(headers);
    return new Answer(judged.content, judged.status, all, delay, false);
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 408 -> "Request Time-out";
      case 413 -> "Request Entity Too Large";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Temporarily Unavailable";
      case 504 -> "Gateway Time-out";
      default -> "Error";
    };
  }

  /** Says what this answer is, for a test's failure message. */
  @Override
  public String toString() {
    return "Answer[" + content + ", status " + status + (accepting ? ", after accepting]" : "]");
  }
}
