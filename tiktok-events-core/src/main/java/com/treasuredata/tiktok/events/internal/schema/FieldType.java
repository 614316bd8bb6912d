package com.treasuredata.tiktok.events.internal.schema;

/** The JSON type in which TikTok takes a field. Rows may also give each of them as text. */
public enum FieldType {
  /** One text; numbers are taken as text, because ids must be sent as JSON strings. */
  TEXT("text"),
  /** One text or several, in rows a JSON array; sent as an array. */
  STRING_LIST("one text or a list of texts"),
  /** A whole number that isn't negative. */
  COUNT("a whole number from 0"),
  /** A number. */
  NUMBER(
      "a number such as 59.90, without currency; separators only where they can be read in one way"),
  /** A number from 0 to 1. */
  RATIO("a number from 0 to 1"),
  /**
   * {@code true} or {@code false}; in rows also {@code 1} and {@code 0}, {@code yes} and {@code
   * no}, {@code t} and {@code f}, {@code y} and {@code n}, {@code on} and {@code off}.
   */
  BOOLEAN("true or false"),
  /** Unix seconds; in rows also ISO 8601 with a zone. */
  TIME("Unix seconds, or ISO 8601 with a zone such as 2026-01-31T09:30:00+09:00"),
  /** An object. */
  OBJECT("a JSON object"),
  /** A list of objects. */
  OBJECT_LIST("a JSON array of objects");

  private final String expected;

  FieldType(String expected) {
    this.expected = expected;
  }

  /** Returns what values are taken, to be read after "expected". */
  public String expected() {
    return expected;
  }
}
