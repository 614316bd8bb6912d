package com.treasuredata.tiktok.events.spi;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import java.util.Map;
import java.util.Objects;

/** JSON objects as maps: their arrays are lists, and numbers keep every digit. */
public final class JsonText {
  private JsonText() {}

  /**
   * Returns the object that {@code json} holds: of texts, {@link java.math.BigDecimal}s, booleans,
   * lists and maps; members that are null are left out.
   *
   * @throws IllegalArgumentException if it isn't one JSON object, is nested more than 32 deep, or
   *     has a name twice; the message doesn't quote it
   */
  public static Map<?, ?> parseObject(String json) {
    try {
      if (JsonTree.parse(Objects.requireNonNull(json, "json")) instanceof Map<?, ?> object) {
        return object;
      }
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  /**
   * Returns {@code object} as one line of JSON.
   *
   * @throws IllegalArgumentException if something in it is no text, number, boolean, list or map
   */
  public static String of(Map<String, ?> object) {
    return JsonTree.toJson(Objects.requireNonNull(object, "object"));
  }
}
