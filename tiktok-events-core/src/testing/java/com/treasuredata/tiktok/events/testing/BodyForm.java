package com.treasuredata.tiktok.events.testing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules on how a JSON body is labelled and encoded (§1.1). */
final class BodyForm {
  private static final String JSON = "application/json";

  private BodyForm() {}

  /**
   * Refuses a body that is not plain JSON by its label.
   *
   * @throws Refusal for another content type, or for a compressed body
   */
  static void check(Call call) {
    String type = call.header("Content-Type");
    if (!isJson(type)) {
      throw Refusal.of(
          Codes.INVALID_PARAMS, "The Content-Type must be " + JSON + ", but is " + type + ".");
    }
    String encoding = call.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Refusal.of(
          Codes.INVALID_PARAMS, "The body must not be compressed, but is " + encoding + ".");
    }
  }

  /** A charset parameter is neither documented nor known to be rejected, so UTF-8 may be named. */
  private static boolean isJson(@Nullable String type) {
    if (type == null) {
      return false;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
    String parameter = parts.length == 1 ? "" : parts[1].strip();
    return parts[0].strip().equals(JSON)
        && (parameter.isEmpty() || parameter.replace("\"", "").equals("charset=utf-8"));
  }
}
