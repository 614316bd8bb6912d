package com.treasuredata.tiktok.events.examples.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * An input's bytes without their byte order mark, passed on for as long as they are UTF-8. At the
 * first that aren't it stops, with everything before them passed on, rather than let a name through
 * as {@code Ren�e}, which would be hashed and match nobody.
 *
 * <p>Failures of any kind are {@link InputException}s that name the input and the line.
 */
final class Utf8Input extends InputStream {
  private static final int BYTE_ORDER_MARK = 0xEFBBBF;
  private static final int BYTE_ORDER_MARK_LENGTH = 3;
  private static final int SAMPLE = 4_096;

  private final InputStream in;
  private final String name;
  private final int signature;

  private long offset;
  private long line = 1;
  private byte last;
  private long characterOffset;
  private int missing;
  private int lowest;
  private int highest;

  private boolean damaged;
  private byte[] sample = new byte[0];
  private boolean ended;

  private Utf8Input(InputStream in, String name, int signature, long offset) {
    this.in = in;
    this.name = name;
    this.signature = signature;
    this.offset = offset;
  }

  /** Returns {@code in} behind its byte order mark, if it has one. */
  static Utf8Input open(InputStream in, String name) {
    PushbackInputStream whole = new PushbackInputStream(in, BYTE_ORDER_MARK_LENGTH);
    try {
      byte[] head = whole.readNBytes(BYTE_ORDER_MARK_LENGTH);
      int signature = 0;
      for (int i = 0; i < BYTE_ORDER_MARK_LENGTH; i++) {
        signature = signature << 8 | (i < head.length ? head[i] & 0xFF : 0);
      }
      if (signature == BYTE_ORDER_MARK) {
        return new Utf8Input(whole, name, signature, BYTE_ORDER_MARK_LENGTH);
      }
      whole.unread(head);
      requireNoUtf16(head, name);
      return new Utf8Input(whole, name, signature, 0);
    } catch (IOException e) {
      throw new InputException(name + " can't be read: " + e, e);
    }
  }

  /** Without a mark, UTF-16 is UTF-8 too, with a zero beside each letter. */
  private static void requireNoUtf16(byte[] head, String name) {
    if (head.length > 1 && (head[0] == 0) != (head[1] == 0)) {
      String charset = head[0] == 0 ? "UTF-16BE" : "UTF-16LE";
      throw new InputException(name + " seems to be " + charset + ": give --charset " + charset);
    }
  }

  /** Returns what messages call this input. */
  String name() {
    return name;
  }

  /** Tells whether all of the input has been read. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) {
    if (damaged) {
      throw notUtf8();
    }
    int count = readSome(bytes, from, length);
    if (count < 0) {
      ended = true;
      if (missing > 0) {
        throw notUtf8();
      }
      return count;
    }
    int good = check(bytes, from, from + count) - from;
    offset += good;
    if (good < count) {
      damaged = true;
      sample = Arrays.copyOfRange(bytes, from + good, Math.min(from + count, from + good + SAMPLE));
      if (good == 0) {
        throw notUtf8();
      }
    }
    return good;
  }

  private int readSome(byte[] bytes, int from, int length) {
    try {
      return in.read(bytes, from, length);
    } catch (IOException e) {
      throw new InputException(name + ", line " + line + ": can't be read any further: " + e, e);
    }
  }

  /** Returns the index of the first byte that can't be part of UTF-8, or {@code to}. */
  private int check(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (missing == 0) {
        i = EightBytes.endOfPrintable(bytes, i, to);
        if (i == to) {
          break;
        }
      }
      byte b = bytes[i];
      if (missing > 0) {
        if (!continues(b & 0xFF)) {
          return i;
        }
      } else if (b >= 0) {
        if (b <= '\r') {
          countLine(b, i == from ? last : bytes[i - 1]);
        }
      } else {
        characterOffset = offset + (i - from);
        if (!begins(b & 0xFF)) {
          return i;
        }
      }
    }
    if (to > from) {
      last = bytes[to - 1];
    }
    return to;
  }

  private void countLine(byte b, byte before) {
    if (b == '\r' || (b == '\n' && before != '\r')) {
      line++;
    }
  }

  private boolean begins(int b) {
    missing = b < 0xC2 || b > 0xF4 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    return missing > 0;
  }

  private boolean continues(int b) {
    boolean good = lowest <= b && b <= highest;
    lowest = 0x80;
    highest = 0xBF;
    missing--;
    return good;
  }

  private InputException notUtf8() {
    return InputException.at(
        name, line, "not UTF-8 at byte offset " + characterOffset + ". " + advice());
  }

  private String advice() {
    int firstTwo = signature >> 8;
    if (firstTwo == 0xFFFE || firstTwo == 0xFEFF) {
      return "It seems to be UTF-16: give --charset UTF-16";
    }
    if (firstTwo == ('P' << 8 | 'K')) {
      return "It seems to be a zip archive or a workbook; save it as CSV in UTF-8";
    }
    return "Say in which charset it was saved; by its looks: --charset " + LikelyCharset.of(sample);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new InputException(name + " can't be closed: " + e, e);
    }
  }
}
