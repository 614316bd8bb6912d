package com.treasuredata.tiktok.events.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the plain JDK needs for the same bytes: a {@link StringBuilder} and a {@link MessageDigest}.
 * It knows the columns, checks nothing, escapes nothing and copies JSON as it is. For one thread.
 */
final class Floor {
  private static final Set<String> HASHED =
      Set.of("email", "phone", "external_id", "first_name", "last_name", "zip_code");

  private final StringBuilder json = new StringBuilder(2048);
  private final StringBuilder folded = new StringBuilder(64);
  private final MessageDigest sha256;
  private boolean isFirst;

  Floor() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // Every JDK has it.
    }
  }

  /** Returns the event of a row of text columns, whatever kind of source it is for. */
  byte[] columns(Map<String, ?> row) {
    begin(row);
    user(row);
    open("properties");
    raw("contents", row);
    text("content_type", row);
    text("currency", row);
    text("order_id", row);
    text("shop_id", row);
    raw("value", row);
    custom("gift_wrap", "properties.gift_wrap", row);
    close();
    if (row.get("url") != null) {
      open("page");
      text("referrer", row);
      text("url", row);
      close();
    }
    if (row.get("app_id") != null) {
      open("app");
      text("app_id", row);
      text("app_name", row);
      text("app_version", row);
      close();
    }
    if (row.get("lead_id") != null) {
      open("lead");
      text("lead_event_source", row);
      text("lead_id", row);
      close();
    }
    return end();
  }

  private void user(Map<String, ?> row) {
    open("user");
    folded("city", row);
    folded("country", row);
    hashed("email", row);
    hashed("external_id", row);
    hashed("first_name", row);
    text("gaid", row);
    text("ip", row);
    hashed("last_name", row);
    text("locale", row);
    hashed("phone", row);
    folded("state", row);
    text("ttclid", row);
    text("ttp", row);
    text("user_agent", row);
    hashed("zip_code", row);
    close();
  }

  /** Returns the event of a row whose objects are JSON; the strings in them to hash are hashed. */
  byte[] nested(Map<String, ?> row) {
    begin(row);
    name("user");
    copyHashing(String.valueOf(row.get("user")));
    raw("properties", row);
    raw("page", row);
    return end();
  }

  private void begin(Map<String, ?> row) {
    json.setLength(0);
    json.append('{');
    isFirst = true;
    text("event", row);
    raw("event_time", row);
    text("event_id", row);
  }

  private byte[] end() {
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void open(String name) {
    name(name);
    json.append('{');
    isFirst = true;
  }

  private void close() {
    json.append('}');
    isFirst = false;
  }

  private void name(String name) {
    if (!isFirst) {
      json.append(',');
    }
    isFirst = false;
    json.append('"').append(name).append("\":");
  }

  private void text(String name, Map<String, ?> row) {
    custom(name, name, row);
  }

  private void custom(String name, String column, Map<String, ?> row) {
    String value = (String) row.get(column);
    if (value != null) {
      name(name);
      json.append('"').append(value).append('"');
    }
  }

  private void raw(String name, Map<String, ?> row) {
    String value = (String) row.get(name);
    if (value != null) {
      name(name);
      json.append(value);
    }
  }

  private void folded(String name, Map<String, ?> row) {
    String value = (String) row.get(name);
    if (value != null) {
      name(name);
      json.append('"').append(fold(name, value)).append('"');
    }
  }

  private void hashed(String name, Map<String, ?> row) {
    String value = (String) row.get(name);
    if (value != null) {
      name(name);
      json.append('"').append(hash(name, value)).append('"');
    }
  }

  private String hash(String name, String value) {
    return HexFormat.of()
        .formatHex(sha256.digest(fold(name, value).getBytes(StandardCharsets.UTF_8)));
  }

  private String fold(String name, String value) {
    return switch (name) {
      case "phone" -> kept(value, false);
      case "external_id" -> value.strip();
      case "email" -> value.strip().toLowerCase(Locale.ROOT);
      default -> kept(value, true).toLowerCase(Locale.ROOT);
    };
  }

  /** Returns {@code value} without spaces and punctuation. */
  private String kept(String value, boolean letters) {
    folded.setLength(0);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c >= '0' && c <= '9') || (letters ? Character.isLetter(c) : c == '+')) {
        folded.append(c);
      }
    }
    return folded.toString();
  }

  private void copyHashing(String object) {
    int at = 0;
    while (at < object.length()) {
      int nameStart = object.indexOf('"', at) + 1;
      if (nameStart == 0) {
        break;
      }
      int nameEnd = object.indexOf('"', nameStart);
      String name = object.substring(nameStart, nameEnd);
      int valueStart = object.indexOf('"', nameEnd + 1) + 1;
      int valueEnd = object.indexOf('"', valueStart);
      json.append(object, at, valueStart);
      if (HASHED.contains(name)) {
        json.append(hash(name, object.substring(valueStart, valueEnd)));
      } else {
        json.append(object, valueStart, valueEnd);
      }
      json.append('"');
      at = valueEnd + 1;
    }
    json.append(object, at, object.length());
  }
}
