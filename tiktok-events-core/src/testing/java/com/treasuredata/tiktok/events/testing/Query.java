package com.treasuredata.tiktok.events.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The parameters of a GET; arrays in them are JSON text (§1). */
final class Query {
  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the parameters.
   *
   * @throws Refusal if one is given twice, as generated clients write arrays
   */
  static Query of(Call call) {
    Map<String, String> values = new HashMap<>();
    String query = call.query();
    if (query == null || query.isEmpty()) {
      return new Query(values);
    }
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      if (values.put(name, parts.length == 1 ? "" : decoded(parts[1])) != null) {
        throw Refusal.invalid("given twice; an array is JSON text, such as [\"1\",\"2\"].")
            .under(name);
      }
    }
    return new Query(values);
  }

  /** The value, or null if it is missing or empty. */
  @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String required(String name) {
    String value = text(name);
    if (value == null) {
      throw Refusal.missing(name);
    }
    return value;
  }

  int integer(String name, int min, int max, int otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Refusal.invalid("not a valid integer.").under(name);
    }
    throw Refusal.invalid("must be between " + min + " and " + max + ".").under(name);
  }

  String oneOf(String name, Set<String> values, String otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Checks.oneOf(value, values);
    } catch (Refusal refusal) {
      throw refusal.under(name);
    }
  }

  /**
   * Checks an object given as JSON text.
   *
   * @throws Refusal if it is something else
   */
  void checkObject(String name) {
    String value = text(name);
    try {
      if (value != null) {
        JsonTree.object(value);
      }
    } catch (IOException | JsonDataException e) {
      throw Refusal.invalid("not JSON text of an object.").under(name);
    }
  }

  /** The same, where each must be a number, as text or not: a pixel code is none. */
  @Nullable List<String> numericIds(String name, int max) {
    List<String> ids = ids(name, max);
    for (String id : ids == null ? List.<String>of() : ids) {
      if (id.isEmpty() || !id.chars().allMatch(Character::isDigit)) {
        throw Refusal.invalid(Checks.quoted(id) + " is not a valid int64.").under(name);
      }
    }
    return ids;
  }

  /** The ids of an array given as JSON text, at most {@code max}; null if it is missing. */
  @Nullable List<String> ids(String name, int max) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      List<String> ids = ids(JsonReader.of(new Buffer().writeUtf8(value)));
      if (ids.size() > max) {
        throw Refusal.of(Codes.TOO_MANY_IDS, "more than " + max + " ids.");
      }
      return ids;
    } catch (IOException | JsonDataException e) {
      throw Refusal.invalid("not JSON text of an array of strings, such as [\"1\",\"2\"].")
          .under(name);
    } catch (Refusal refusal) {
      throw refusal.under(name);
    }
  }

  private static List<String> ids(JsonReader in) throws IOException {
    List<String> ids = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      ids.add(Checks.string(in));
    }
    in.endArray();
    return ids;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8); // the server has refused malformed escapes already
  }
}
