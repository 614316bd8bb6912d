package com.treasuredata.tiktok.events.internal.http;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object in which TikTok wraps every answer (events-api.md §5.1).
 *
 * @param code the return code
 * @param message TikTok's text, which may quote what was sent
 * @param requestId TikTok's id of the request, if given
 * @param data the answer proper; empty if there is none
 */
record Envelope(int code, String message, @Nullable String requestId, Map<?, ?> data) {
  /** Reading a number takes the square of its length; TikTok's have twenty digits. */
  private static final int MAX_DIGITS = 1_000;

  /**
   * Returns the envelope in {@code body}, or null if there is none: no JSON object, or no whole
   * number as its code.
   */
  static @Nullable Envelope parse(String body) {
    if (hasEndlessNumber(body)) {
      return null;
    }
    Object tree;
    try {
      tree = JsonTree.parse(body);
    } catch (MalformedJsonException e) {
      return null;
    }
    if (!(tree instanceof Map<?, ?> object) || !(object.get("code") instanceof BigDecimal number)) {
      return null;
    }
    int code;
    try {
      code = number.intValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
    return new Envelope(
        code,
        object.get("message") instanceof String message ? message : "",
        object.get("request_id") instanceof String id && !id.isBlank() ? id : null,
        object.get("data") instanceof Map<?, ?> data ? data : Map.of());
  }

  private static boolean hasEndlessNumber(String body) {
    int digits = 0;
    for (int i = 0; i < body.length() && digits <= MAX_DIGITS; i++) {
      char c = body.charAt(i);
      digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    }
    return digits > MAX_DIGITS;
  }
}
