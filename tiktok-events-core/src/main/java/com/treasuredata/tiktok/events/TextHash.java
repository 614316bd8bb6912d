package com.treasuredata.tiktok.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Hashes of 64 bits, for tables that hold no texts. They are not secret: they aren't shown. */
final class TextHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long FACTOR = 0x9FB21C651E98DF25L;

  private TextHash() {}

  /** Returns the hash of a text, which {@code seed} is part of. */
  static long of(long seed, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length;
    long hash = seed ^ (length * FACTOR);
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(bytes, i));
    }
    for (; i < length; i++) {
      hash = mixed(hash ^ bytes[i]);
    }
    return mixed(hash ^ (hash >>> 29));
  }

  private static long mixed(long hash) {
    long product = hash * FACTOR;
    return product ^ (product >>> 32);
  }
}
