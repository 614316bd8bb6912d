package com.treasuredata.tiktok.events.examples.cli.rows;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes that are read. */
public final class CountingStream extends FilterInputStream {
  private final LongAdder count;

  public CountingStream(InputStream in, LongAdder count) {
    super(in);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count.add(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int start, int length) throws IOException {
    int read = super.read(bytes, start, length);
    count.add(Math.max(0, read));
    return read;
  }
}
