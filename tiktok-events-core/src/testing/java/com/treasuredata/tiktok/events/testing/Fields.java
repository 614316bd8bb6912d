package com.treasuredata.tiktok.events.testing;

import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a POST's JSON body; unknown ones are ignored, as was seen live (§3.1). */
final class Fields {
  private final Map<String, @Nullable Object> values;

  private Fields(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /**
   * Reads the body.
   *
   * @throws Refusal if it is not a JSON object
   */
  static Fields of(Call call) {
    BodyForm.check(call);
    try {
      return new Fields(JsonTree.object(call.body().copy().readUtf8()));
    } catch (IOException | JsonDataException e) {
      throw Refusal.of(Codes.INVALID_PARAMS, "The body is not a JSON object.");
    }
  }

  /**
   * Names all that is missing.
   *
   * @throws Refusal if anything is
   */
  void require(String... names) {
    String[] missing =
        Arrays.stream(names).filter(name -> values.get(name) == null).toArray(String[]::new);
    if (missing.length > 0) {
      throw Refusal.missing(missing);
    }
  }

  /** A JSON string, empty if it is missing; ids are strings in both directions (§1). */
  String text(String name) {
    Object value = values.get(name);
    if (value == null) {
      return "";
    }
    if (!(value instanceof String text)) {
      throw Refusal.invalid("not a valid string.").under(name);
    }
    return text;
  }

  String nonBlank(String name) {
    String text = text(name);
    if (text.isBlank()) {
      throw Refusal.invalid("must not be blank.").under(name);
    }
    return text;
  }

  String oneOf(String name, Set<String> values, String otherwise) {
    String value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      return Checks.oneOf(value, values);
    } catch (Refusal refusal) {
      throw refusal.under(name);
    }
  }

  boolean bool(String name, boolean otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Boolean bool)) {
      throw Refusal.invalid("not a valid boolean.").under(name);
    }
    return bool;
  }
}
