package com.treasuredata.tiktok.events.examples.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes of an array at once. */
final class EightBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private EightBytes() {}

  /** Returns eight times the same byte. */
  static long all(char b) {
    return b * ONES;
  }

  /** Returns whether one of the eight bytes from {@code at} on is the one that is wanted. */
  static boolean has(byte[] bytes, int at, long wanted) {
    long zeros = (long) LONGS.get(bytes, at) ^ wanted;
    return ((zeros - ONES) & ~zeros & HIGH_BITS) != 0;
  }

  /** Returns the first place from {@code from} on that isn't a printable ASCII character. */
  static int endOfPrintable(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, i);
      if (((eight | (eight - ' ' * ONES)) & HIGH_BITS) != 0) {
        break; // One is below a space or not ASCII.
      }
    }
    while (i < to && bytes[i] >= ' ') {
      i++;
    }
    return i;
  }
}
