package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects what is wrong with settings, and what is ignored. For use by one thread. */
final class SettingsFindings {
  /** Words and small numbers; what is longer, or has other signs, may be a token or a password. */
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z_ ]{1,20}|-?[0-9.]{1,5}|\\[token]");

  private final HiddenToken token;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Collects findings that never show {@code token}, wherever a value brought it in. */
  SettingsFindings(HiddenToken token) {
    this.token = token;
  }

  /** Notes an error: a sentence that begins with the setting's key. */
  void problem(String sentence) {
    problems.add(token.cutFrom(sentence));
  }

  /** Notes something that is ignored or unusual. */
  void warn(String sentence) {
    warnings.add(token.cutFrom(sentence));
  }

  List<String> problems() {
    return problems;
  }

  List<String> warnings() {
    return warnings;
  }

  /** Returns a value for a message, if it is plainly no secret. */
  String quoted(ConnectorSetting setting, Object value) {
    if (setting == ConnectorSetting.ACCESS_TOKEN) {
      return "something else";
    }
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof Iterable<?>) {
      return "a list";
    }
    String text = token.cutFrom(String.valueOf(value));
    return SHOWN.matcher(text).matches()
        ? ForeignText.quoted(text)
        : "something of " + text.length() + " characters";
  }
}
