package com.treasuredata.tiktok.events.internal.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that stands in a column of a row, in one pass over its text and without copies of
 * it (RFC 8259). Depth, numbers and lists are bounded, and a name may stand in an object once. Not
 * safe for use by several threads; may be used again for the next text.
 *
 * <p>{@code null} members and items are left out, since TikTok gets none (events-api.md §1.2). Line
 * breaks and tabs inside of texts are read, as exporters leave them there.
 */
public final class JsonScanner {
  /** How deep a tree may be: deeper than anything real, shallower than what exhausts a stack. */
  private static final int DEEPEST = 32;

  private String json = "";
  private int at;
  private int start;
  private int end;
  private boolean hasEscapes;

  /** Whether any text may have escapes; if none has, the next quote ends a text. */
  private boolean hasBackslashes;

  /**
   * Returns the tree that {@code json} holds: a {@link Map}, {@link List}, {@link String}, {@link
   * BigDecimal} or {@link Boolean}.
   *
   * @throws MalformedJsonException if it isn't one JSON value; the message doesn't quote it
   */
  public static Object parse(String json) throws MalformedJsonException {
    JsonScanner scanner = new JsonScanner();
    scanner.of(json);
    Object value = scanner.value(0);
    scanner.end();
    if (value == null) {
      throw new MalformedJsonException("it is null");
    }
    return value;
  }

  /** Begins to read a text. */
  public void of(String json) {
    this.json = json;
    this.at = 0;
    this.hasBackslashes = json.indexOf('\\') >= 0;
  }

  /** Returns where it is in the text. */
  public int position() {
    return at;
  }

  /** Goes back to where it was. */
  public void goTo(int position) {
    at = position;
  }

  /** Forgets the text that was read. */
  public void clear() {
    json = "";
  }

  /** Returns the next sign that isn't white space, and stays before it; 0 at the end. */
  public char peek() {
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      at++;
    }
    return 0;
  }

  /** Goes behind a sign if it is the next one, and returns whether it was. */
  public boolean skip(char sign) {
    boolean isNext = peek() == sign;
    at += isNext ? 1 : 0;
    return isNext;
  }

  /** Goes behind a text if it is exactly what comes next, and returns whether it was. */
  public boolean skip(String next) {
    boolean isNext = json.startsWith(next, at);
    at += isNext ? next.length() : 0;
    return isNext;
  }

  /**
   * Goes behind a member's name and its colon if they are exactly what comes next, and returns
   * whether they were.
   *
   * @param name without signs that JSON escapes
   */
  public boolean skipMember(String name) {
    int begin = at + 1;
    int behind = begin + name.length();
    boolean isNext =
        behind + 1 < json.length()
            && json.charAt(behind) == '"'
            && json.charAt(behind + 1) == ':'
            && json.charAt(at) == '"'
            && json.startsWith(name, begin);
    at = isNext ? behind + 2 : at;
    return isNext;
  }

  /** Goes behind the next sign, which must be this one. */
  public void expect(char sign) throws MalformedJsonException {
    if (!skip(sign)) {
      throw malformed();
    }
  }

  /**
   * Goes to the next member or item.
   *
   * @param isFirst whether it would be the first one
   * @param closing what ends the object or array
   * @return whether there is one
   */
  public boolean hasNext(boolean isFirst, char closing) throws MalformedJsonException {
    char next = peek();
    if (next == closing) {
      at++;
      return false;
    }
    if (!isFirst) {
      if (next != ',') {
        throw malformed();
      }
      at++;
      if (peek() == closing) {
        throw malformed();
      }
    }
    return true;
  }

  /** Checks that nothing follows. */
  public void end() throws MalformedJsonException {
    if (peek() != 0 || at < json.length()) {
      throw new MalformedJsonException("something follows the JSON value");
    }
  }

  /** Reads a text; {@link #start} and {@link #stop} then tell where it is. */
  public void text() throws MalformedJsonException {
    expect('"');
    start = at;
    hasEscapes = false;
    if (!hasBackslashes) {
      end = json.indexOf('"', at);
      if (end < 0) {
        throw new MalformedJsonException("it ends too early");
      }
      at = end + 1;
      return;
    }
    int i = at;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c == '"') {
        end = i;
        at = i + 1;
        return;
      }
      if (c == '\\') {
        hasEscapes = true;
        i++;
      }
      i++;
    }
    throw new MalformedJsonException("it ends too early");
  }

  /** Returns where the text or number that was read begins. */
  public int start() {
    return start;
  }

  /** Returns where the text or number that was read ends, exclusively. */
  public int stop() {
    return end;
  }

  /** Returns whether the text that was read holds backslashes. */
  public boolean hasEscapes() {
    return hasEscapes;
  }

  /** Returns the text that was read. */
  public String unescaped() throws MalformedJsonException {
    if (!hasEscapes) {
      return json.substring(start, end);
    }
    StringBuilder text = new StringBuilder(end - start);
    int i = start;
    while (i < end) {
      char c = json.charAt(i++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = json.charAt(i++);
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case '"', '\\', '/', '\n' -> text.append(escaped);
        case 'u' -> {
          text.append(hexadecimal(i));
          i += 4;
        }
        default -> throw malformed();
      }
    }
    return text.toString();
  }

  private char hexadecimal(int from) throws MalformedJsonException {
    if (from + 4 > end) {
      throw malformed();
    }
    int c = 0;
    for (int i = from; i < from + 4; i++) {
      char digit = json.charAt(i);
      int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
      if (value < 0) {
        throw malformed();
      }
      c = c << 4 | value;
    }
    return (char) c;
  }

  /**
   * Reads a number; {@link #start} and {@link #stop} then tell where it is.
   *
   * @return whether it is written with digits and a point only
   */
  public boolean number() throws MalformedJsonException {
    peek();
    start = at;
    skipSign('-');
    int whole = at;
    digits();
    if (json.charAt(whole) == '0' && at > whole + 1) {
      throw malformed();
    }
    if (skipSign('.')) {
      digits();
    }
    boolean isPlain = true;
    if (skipSign('e') || skipSign('E')) {
      isPlain = false;
      if (!skipSign('-')) {
        skipSign('+');
      }
      digits();
    }
    end = at;
    return isPlain;
  }

  private boolean skipSign(char sign) {
    boolean isNext = at < json.length() && json.charAt(at) == sign;
    at += isNext ? 1 : 0;
    return isNext;
  }

  private void digits() throws MalformedJsonException {
    int first = at;
    while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
      at++;
    }
    if (at == first) {
      throw malformed();
    }
  }

  /** Returns the number that was read. */
  public BigDecimal decimal() throws MalformedJsonException {
    BigDecimal number = Numbers.parse(json.substring(start, end));
    if (number == null) {
      throw new MalformedJsonException(
          "it has a number of more than "
              + Numbers.MAX_LENGTH
              + " digits, or none that can be read");
    }
    return number;
  }

  /** Reads a value of any kind; {@code null} for a JSON null. */
  public @Nullable Object value(int depth) throws MalformedJsonException {
    if (depth > DEEPEST) {
      throw tooDeep();
    }
    switch (peek()) {
      case '{' -> {
        return object(depth);
      }
      case '[' -> {
        return array(depth);
      }
      case '"' -> {
        text();
        return unescaped();
      }
      case 't', 'T' -> {
        word("true");
        return true;
      }
      case 'f', 'F' -> {
        word("false");
        return false;
      }
      case 'n', 'N' -> {
        word("null");
        return null;
      }
      case 0 -> throw new MalformedJsonException("it ends too early");
      default -> {
        number();
        return decimal();
      }
    }
  }

  /** Goes behind a value of any kind. Names that an object has twice aren't noticed. */
  public void skipValue(int depth) throws MalformedJsonException {
    if (depth > DEEPEST) {
      throw tooDeep();
    }
    switch (peek()) {
      case '{' -> {
        at++;
        for (boolean isFirst = true; hasNext(isFirst, '}'); isFirst = false) {
          text();
          expect(':');
          skipValue(depth + 1);
        }
      }
      case '[' -> {
        at++;
        for (boolean isFirst = true; hasNext(isFirst, ']'); isFirst = false) {
          skipValue(depth + 1);
        }
      }
      case '"' -> text();
      default -> value(depth);
    }
  }

  private static MalformedJsonException tooDeep() {
    return new MalformedJsonException("it is nested more than " + DEEPEST + " deep");
  }

  private Map<String, Object> object(int depth) throws MalformedJsonException {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    for (boolean isFirst = true; hasNext(isFirst, '}'); isFirst = false) {
      text();
      String name = unescaped();
      expect(':');
      Object value = value(depth + 1);
      if (value != null && object.put(name, value) != null) {
        throw new MalformedJsonException("it has a name twice");
      }
    }
    return object;
  }

  private List<Object> array(int depth) throws MalformedJsonException {
    List<Object> array = new ArrayList<>();
    expect('[');
    for (boolean isFirst = true; hasNext(isFirst, ']'); isFirst = false) {
      Object value = value(depth + 1);
      if (value != null) {
        array.add(value);
      }
    }
    return array;
  }

  private void word(String word) throws MalformedJsonException {
    if (!json.regionMatches(true, at, word, 0, word.length())) {
      throw malformed();
    }
    at += word.length();
    if (at < json.length() && Character.isLetterOrDigit(json.charAt(at))) {
      throw malformed();
    }
  }

  private static MalformedJsonException malformed() {
    return new MalformedJsonException("it isn't JSON");
  }
}
