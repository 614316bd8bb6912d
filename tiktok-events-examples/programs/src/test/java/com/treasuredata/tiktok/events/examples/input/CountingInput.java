package com.treasuredata.tiktok.events.examples.input;

import java.io.InputStream;
import java.util.Arrays;

/** An input of {@code length} equal bytes that takes no memory, and how much of it was read. */
final class CountingInput extends InputStream {
  private final byte fill;
  private final long length;
  private long read;

  CountingInput(char fill, long length) {
    this.fill = (byte) fill;
    this.length = length;
  }

  long bytesRead() {
    return read;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] bytes, int from, int count) {
    if (read == length) {
      return -1;
    }
    int given = (int) Math.min(count, length - read);
    Arrays.fill(bytes, from, from + given, fill);
    read += given;
    return given;
  }
}
