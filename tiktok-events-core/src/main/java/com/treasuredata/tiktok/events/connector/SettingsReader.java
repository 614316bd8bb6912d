package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.json.Numbers;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.internal.text.Nearest;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one, and notes all that is wrong with them. For use by one thread. */
final class SettingsReader {
  /** Words and small numbers; what is longer, or has other signs, may be a token or a password. */
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z_ ]{1,20}|-?[0-9.]{1,5}|\\[token]");

  private static final int MOST_DIGITS = 40;

  /** Values as short as this are no tokens, and would be found in ordinary words. */
  private static final int SHORTEST_TOKEN = 4;

  private final Map<ConnectorSetting, Object> values = new EnumMap<>(ConnectorSetting.class);
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> unknownKeys = new ArrayList<>();
  private final String token;

  /** Takes in {@code settings}; null and blank text count as absent. */
  SettingsReader(Map<String, ?> settings) {
    Object given = settings.get(ConnectorSetting.ACCESS_TOKEN.key());
    String text = given == null || given instanceof Boolean ? null : asText(given);
    this.token = text == null ? "" : text;
    List<String> keys =
        Arrays.stream(ConnectorSetting.values())
            .flatMap(setting -> setting.spellings().stream())
            .toList();
    for (String key : settings.keySet()) {
      if (!keys.contains(key)) {
        String near = Nearest.to(key, keys).map(name -> "; did you mean " + name + "?").orElse("");
        String shown = ShownName.inWords(hidden(key));
        unknownKeys.add((shown.equals(key) ? "" : "a key ") + shown + " is no setting" + near);
      }
    }
    unknownKeys.forEach(this::warn);
    for (ConnectorSetting setting : ConnectorSetting.values()) {
      for (String key : setting.spellings()) {
        Object value = settings.get(key);
        if (value != null && !(value instanceof String words && words.isBlank())) {
          put(setting, key, value);
        }
      }
    }
  }

  private void put(ConnectorSetting setting, String key, Object value) {
    Object other = values.putIfAbsent(setting, value);
    if (other != null && !String.valueOf(other).equalsIgnoreCase(String.valueOf(value))) {
      problem(
          "%s is %s and %s is %s; they mean the same setting, so keep one"
              .formatted(setting.key(), quoted(setting, other), key, quoted(setting, value)));
    }
  }

  boolean has(ConnectorSetting setting) {
    return values.containsKey(setting);
  }

  /** Checks that a setting, if it is there, is {@code only}, in any case. */
  void constant(ConnectorSetting setting, String only) {
    Object value = values.get(setting);
    if (value != null && !only.equalsIgnoreCase(asText(value))) {
      problem("%s is %s; it must be %s".formatted(setting.key(), quoted(setting, value), only));
    }
  }

  /** Returns the constant of {@code E} whose name, in any case, is the setting's value. */
  <E extends Enum<E>> E word(ConnectorSetting setting, Class<E> words) {
    String allowed = setting.allowed().replace(", ", " or ");
    return orDefault(
        setting,
        allowed,
        text ->
            Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null));
  }

  boolean flag(ConnectorSetting setting) {
    return orDefault(
        setting,
        "true or false",
        text ->
            text.equalsIgnoreCase("true")
                ? Boolean.TRUE
                : text.equalsIgnoreCase("false") ? Boolean.FALSE : null);
  }

  /** Returns a whole number from 1 to {@code most}. */
  int count(ConnectorSetting setting, int most) {
    return orDefault(
        setting,
        "a whole number from 1 to " + most,
        text -> {
          if (!text.matches("[0-9]{1,9}")) {
            return null;
          }
          int count = Integer.parseInt(text);
          return count >= 1 && count <= most ? count : null;
        });
  }

  /**
   * Returns what {@code shape} makes of a setting's text, numbers counting as their digits, as ids
   * often come; null if it is absent, or if {@code shape} throws {@link IllegalArgumentException},
   * whose message becomes a problem.
   */
  <T> @Nullable T text(ConnectorSetting setting, Function<String, T> shape) {
    Object value = values.get(setting);
    if (value == null) {
      return null;
    }
    boolean isRounded = value instanceof BigDecimal number && number.toString().indexOf('E') > 0;
    String text = value instanceof Boolean ? null : isRounded ? value.toString() : asText(value);
    if (text == null) {
      problem("%s is %s; it must be text".formatted(setting.key(), quoted(setting, value)));
      return null;
    }
    try {
      return shape.apply(text);
    } catch (IllegalArgumentException e) {
      problem("%s: %s".formatted(setting.key(), String.valueOf(e.getMessage())));
      return null;
    }
  }

  /**
   * Returns the texts of a setting that is a list, or one text with commas or a JSON array in it,
   * as options of an engine come; numbers and booleans count as their text. Empty if it is absent.
   */
  List<String> texts(ConnectorSetting setting) {
    Object value = values.get(setting);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items(value)) {
      String text = item == null ? null : asText(item);
      if (text == null || text.isEmpty()) {
        problem(
            "%s is %s; it must be a list of texts"
                .formatted(setting.key(), quoted(setting, value)));
        return List.of();
      }
      texts.add(text);
    }
    if (texts.isEmpty()) {
      problem("%s is empty".formatted(setting.key()));
    }
    return List.copyOf(texts);
  }

  private static Iterable<?> items(Object value) {
    if (value instanceof Iterable<?> items) {
      return items;
    }
    if (value instanceof String text && text.strip().startsWith("[")) {
      try {
        return JsonTree.parse(text) instanceof List<?> list ? list : List.of(value);
      } catch (MalformedJsonException e) {
        return Collections.singleton(Map.of()); // Which is no text.
      }
    }
    return value instanceof String text ? List.of(text.split(",")) : List.of(value);
  }

  /**
   * Returns a setting that is an object, also as JSON text; an empty one if it is absent or wrong.
   */
  Map<String, Object> object(ConnectorSetting setting) {
    Object value = values.get(setting);
    Map<String, Object> object = new LinkedHashMap<>();
    if (value == null) {
      return object;
    }
    Object tree = value;
    if (value instanceof String json) {
      try {
        tree = JsonTree.parse(json);
      } catch (MalformedJsonException e) {
        tree = ""; // Said below.
      }
    }
    if (tree instanceof Map<?, ?> members) {
      members.forEach(
          (name, member) -> {
            if (member != null) {
              object.put(String.valueOf(name), member);
            }
          });
    } else {
      problem("%s must be an object".formatted(setting.key()));
    }
    return object;
  }

  /** Returns the setting, or its default if it is absent or wrong. */
  private <T> T orDefault(
      ConnectorSetting setting, String allowed, Function<String, @Nullable T> parser) {
    Object value = values.get(setting);
    if (value != null) {
      String text = asText(value);
      T parsed = text == null ? null : parser.apply(text);
      if (parsed != null) {
        return parsed;
      }
      problem("%s is %s; it must be %s".formatted(setting.key(), quoted(setting, value), allowed));
    }
    T fallback = parser.apply(setting.defaultValue().orElseThrow());
    if (fallback == null) {
      throw new AssertionError(setting + " has a default that it doesn't allow");
    }
    return fallback;
  }

  /**
   * Returns text without white space around it, a boolean or a whole number; null if it is neither.
   */
  static @Nullable String asText(Object value) {
    if (value instanceof String text) {
      return text.strip();
    }
    if (value instanceof Boolean flag) {
      return flag.toString();
    }
    return value instanceof Number number ? digits(number) : null;
  }

  /** Returns a whole number's digits; null if it has a fraction, or may have lost some. */
  private static @Nullable String digits(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? String.valueOf((long) value)
          : null;
    }
    BigDecimal bounded = Numbers.parse(number.toString());
    if (bounded == null) {
      return null;
    }
    BigDecimal exact = bounded.stripTrailingZeros();
    boolean whole = exact.scale() <= 0 && exact.precision() - exact.scale() <= MOST_DIGITS;
    return whole ? exact.toPlainString() : null;
  }

  /** Returns a value for a message, if it is plainly no secret. */
  private String quoted(ConnectorSetting setting, Object value) {
    if (setting == ConnectorSetting.ACCESS_TOKEN) {
      return "something else";
    }
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof Iterable<?>) {
      return "a list";
    }
    String text = hidden(String.valueOf(value));
    return SHOWN.matcher(text).matches()
        ? ForeignText.quoted(text)
        : "something of " + text.length() + " characters";
  }

  /** Notes an error; the token is cut out wherever a value brought it in. */
  void problem(String sentence) {
    problems.add(hidden(sentence));
  }

  /** Notes something that is ignored. */
  void warn(String sentence) {
    warnings.add(hidden(sentence));
  }

  private String hidden(String message) {
    return without(token, message);
  }

  /** Returns {@code message} with the token cut out. */
  static String without(String token, String message) {
    return holds(token, message) ? message.replace(token, "[token]") : message;
  }

  /** Returns whether {@code text} holds the token. */
  static boolean holds(String token, String text) {
    return token.length() >= SHORTEST_TOKEN && text.contains(token);
  }

  List<String> warnings() {
    return warnings;
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidConfigException if there were problems
   */
  void finish() {
    if (!problems.isEmpty()) {
      unknownKeys.forEach(this::problem); // One of them may be what is missing.
      throw new InvalidConfigException(problems);
    }
  }
}
