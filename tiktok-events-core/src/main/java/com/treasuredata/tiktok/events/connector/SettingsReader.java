package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.text.Nearest;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings one by one: a value that can't be read becomes a problem, and reading goes on. For
 * use by one thread.
 */
final class SettingsReader {
  private final Map<ConnectorSetting, Object> values = new EnumMap<>(ConnectorSetting.class);
  private final SettingsFindings findings;
  private final List<String> unknownKeys = new ArrayList<>();

  /** Takes in {@code settings}; null and blank text count as absent. */
  SettingsReader(Map<String, ?> settings) {
    Object given = settings.get(ConnectorSetting.ACCESS_TOKEN.key());
    String text = given == null || given instanceof Boolean ? null : SettingText.of(given);
    HiddenToken token = new HiddenToken(text == null ? "" : text);
    this.findings = new SettingsFindings(token);
    List<String> keys =
        Arrays.stream(ConnectorSetting.values())
            .flatMap(setting -> setting.spellings().stream())
            .toList();
    for (String key : settings.keySet()) {
      if (!keys.contains(key)) {
        String near = Nearest.to(key, keys).map(name -> "; did you mean " + name + "?").orElse("");
        String shown = ShownName.inWords(token.cutFrom(key));
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
              .formatted(
                  setting.key(),
                  findings.quoted(setting, other),
                  key,
                  findings.quoted(setting, value)));
    }
  }

  boolean has(ConnectorSetting setting) {
    return values.containsKey(setting);
  }

  /** Makes a setting's absence a problem; {@code why} ends the sentence. */
  void require(ConnectorSetting setting, String why) {
    if (!has(setting)) {
      problem("%s is missing: %s".formatted(setting.key(), why));
    }
  }

  /** Checks that a setting, if it is there, is {@code only}, in any case. */
  void constant(ConnectorSetting setting, String only) {
    Object value = values.get(setting);
    if (value != null && !only.equalsIgnoreCase(SettingText.of(value))) {
      wrong(setting, value, only);
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
    String text = SettingText.ofId(value);
    if (text == null) {
      wrong(setting, value, "text");
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
    for (Object item : SettingText.items(value)) {
      String text = item == null ? null : SettingText.of(item);
      if (text == null || text.isEmpty()) {
        wrong(setting, value, "a list of texts");
        return List.of();
      }
      texts.add(text);
    }
    if (texts.isEmpty()) {
      problem("%s is empty; give at least one text, or leave it out".formatted(setting.key()));
    }
    return List.copyOf(texts);
  }

  /**
   * Returns a setting that is an object, also as JSON text, without members that are null; an empty
   * one if it is absent or wrong.
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
      wrong(setting, value, "an object, such as {\"event_id\": \"order_id\"}");
    }
    return object;
  }

  /** Returns the setting, or its default if it is absent or wrong. */
  private <T> T orDefault(
      ConnectorSetting setting, String allowed, Function<String, @Nullable T> parser) {
    Object value = values.get(setting);
    if (value != null) {
      String text = SettingText.of(value);
      T parsed = text == null ? null : parser.apply(text);
      if (parsed != null) {
        return parsed;
      }
      wrong(setting, value, allowed);
    }
    T fallback = parser.apply(setting.defaultValue().orElseThrow());
    if (fallback == null) {
      throw new AssertionError(setting + " has a default that it doesn't allow");
    }
    return fallback;
  }

  private void wrong(ConnectorSetting setting, Object value, String allowed) {
    problem(
        "%s is %s; it must be %s"
            .formatted(setting.key(), findings.quoted(setting, value), allowed));
  }

  /** Notes an error: a sentence that begins with the setting's key. */
  void problem(String sentence) {
    findings.problem(sentence);
  }

  /** Notes something that is ignored or unusual. */
  void warn(String sentence) {
    findings.warn(sentence);
  }

  /**
   * Ends the reading, and returns its warnings.
   *
   * @throws InvalidSetupException if there were problems
   */
  List<String> finish() {
    if (!findings.problems().isEmpty()) {
      unknownKeys.forEach(this::problem); // One of them may be what is missing.
      throw InvalidSetupException.ofSettings(findings.problems());
    }
    return List.copyOf(findings.warnings());
  }
}
