package com.treasuredata.tiktok.events.internal.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * JSON that is being written as UTF-8, into bytes that are used again for the next event. What was
 * written last can be taken back. Not safe for use by several threads.
 */
public final class JsonBytes {
  private static final int FIRST_SIZE = 2_048;

  /** Larger buffers than this, of a rare event, aren't kept for the next one. */
  private static final int MAX_KEPT = 1 << 18;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What stands behind the backslash of a sign; 'u' for those that have no letter; 0 for none. */
  private static final byte[] ESCAPES = new byte[0x80];

  static {
    Arrays.fill(ESCAPES, 0, ' ', (byte) 'u');
    ESCAPES['\t'] = 't';
    ESCAPES['\b'] = 'b';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
    ESCAPES['\f'] = 'f';
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
  }

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** Returns a member's name as JSON, for {@link #begin}: {@code ,"email":}. */
  public static byte[] member(String name) {
    JsonBytes member = new JsonBytes();
    member.raw(',');
    member.text(name);
    member.raw(':');
    return member.toByteArray();
  }

  /** Begins anew. */
  public void clear() {
    length = 0;
    if (bytes.length > MAX_KEPT) {
      bytes = new byte[FIRST_SIZE];
    }
  }

  /** Returns how many bytes were written. */
  public int length() {
    return length;
  }

  /** Takes back what was written since there were {@code length} bytes. */
  public void truncate(int length) {
    this.length = length;
  }

  /** Returns the byte that was written last. */
  public byte last() {
    return bytes[length - 1];
  }

  /** Returns the bytes themselves, of which the first {@link #length} are written. */
  public byte[] array() {
    return bytes;
  }

  /** Returns a copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Makes room for so many more bytes, and returns the array that has it. */
  public byte[] room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
    }
    return bytes;
  }

  /** Says that bytes were written into {@link #room}. */
  public void advanceTo(int length) {
    this.length = length;
  }

  /** Writes a byte as it is. */
  public void raw(char ascii) {
    room(1)[length++] = (byte) ascii;
  }

  /** Begins a member of an object, with a comma unless it is the first one. */
  public void begin(byte[] member) {
    raw(member, last() == '{' ? 1 : 0, member.length);
  }

  /** Writes bytes as they are. */
  public void raw(byte[] source) {
    raw(source, 0, source.length);
  }

  /** Writes bytes as they are. */
  public void raw(byte[] source, int from, int to) {
    System.arraycopy(source, from, room(to - from), length, to - from);
    length += to - from;
  }

  /** Writes ASCII text as it is. */
  public void raw(String ascii) {
    length = ascii(ascii, 0, ascii.length(), room(ascii.length()), length);
  }

  /** Writes a part of a text, which is ASCII, and returns where the next byte goes. */
  @SuppressWarnings("deprecation") // What it does to other signs doesn't matter; it is fastest.
  public static int ascii(String text, int start, int end, byte[] target, int at) {
    text.getBytes(start, end, target, at);
    return at + end - start;
  }

  /** Writes a text in quotes. */
  public void text(String text) {
    byte[] target = room(6 * text.length() + 2);
    int at = length;
    target[at++] = '"';
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      i++;
      if (c >= 0x80) {
        at = other(target, at, text, i - 1);
        i += Character.isHighSurrogate(c) ? 1 : 0;
      } else if (ESCAPES[c] == 0) {
        target[at++] = (byte) c;
      } else {
        at = escaped(target, at, c);
      }
    }
    target[at++] = '"';
    length = at;
  }

  private static int escaped(byte[] target, int from, char c) {
    int at = from;
    target[at++] = '\\';
    target[at++] = ESCAPES[c];
    if (ESCAPES[c] == 'u') {
      target[at++] = '0';
      target[at++] = '0';
      target[at++] = HEX[c >> 4];
      target[at++] = HEX[c & 0xF];
    }
    return at;
  }

  private static int other(byte[] target, int at, String text, int i) {
    char c = text.charAt(i);
    if (c == '\u2028' || c == '\u2029') { // JavaScript takes them for ends of lines.
      byte[] escape = {'\\', 'u', '2', '0', '2', (byte) (c == '\u2028' ? '8' : '9')};
      System.arraycopy(escape, 0, target, at, escape.length);
      return at + escape.length;
    }
    return utf8(target, at, Character.isHighSurrogate(c) ? text.codePointAt(i) : c);
  }

  /** Writes a character that isn't ASCII, and returns where the next one goes. */
  public static int utf8(byte[] target, int from, int c) {
    int at = from;
    if (c < 0x800) {
      target[at++] = (byte) (0xC0 | c >> 6);
    } else if (c < 0x10000) {
      target[at++] = (byte) (0xE0 | c >> 12);
      target[at++] = (byte) (0x80 | (c >> 6 & 0x3F));
    } else {
      target[at++] = (byte) (0xF0 | c >> 18);
      target[at++] = (byte) (0x80 | (c >> 12 & 0x3F));
      target[at++] = (byte) (0x80 | (c >> 6 & 0x3F));
    }
    target[at++] = (byte) (0x80 | (c & 0x3F));
    return at;
  }

  /** Returns whether an ASCII character is written as it is. */
  public static boolean isPlain(char ascii) {
    return ESCAPES[ascii] == 0;
  }

  /** Writes a whole number. */
  public void number(long number) {
    if (number < 0) {
      raw(Long.toString(number));
      return;
    }
    byte[] target = room(19);
    int digits = 1;
    for (long power = 10; digits < 19 && number >= power; power *= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      target[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** Writes a number as it prints itself. */
  public void number(BigDecimal number) {
    raw(number.toString());
  }

  /** Writes a text, number, boolean, or list or map of such. */
  public void value(Object value) {
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof Number || value instanceof Boolean) {
      raw(value.toString());
    } else if (value instanceof Map<?, ?> object) {
      raw('{');
      object.forEach(
          (name, member) -> {
            separate();
            text((String) name);
            raw(':');
            value(member);
          });
      raw('}');
    } else if (value instanceof Collection<?> items) {
      raw('[');
      for (Object item : items) {
        separate();
        value(item);
      }
      raw(']');
    } else {
      throw new IllegalArgumentException("not JSON: " + value.getClass().getName());
    }
  }

  /** Writes a comma, unless an object or array has just begun. */
  public void separate() {
    if (last() != '{' && last() != '[') {
      raw(',');
    }
  }
}
