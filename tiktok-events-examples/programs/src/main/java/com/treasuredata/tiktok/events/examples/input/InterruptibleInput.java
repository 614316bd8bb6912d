package com.treasuredata.tiktok.events.examples.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An input whose reader can be interrupted while nothing comes, as from a pipe that is quiet: a
 * thread of its own waits for the bytes. For one reader.
 */
final class InterruptibleInput extends InputStream {
  private static final int CHUNK = 1 << 16;
  private static final byte[] END = new byte[0];

  private final InputStream in;
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(4);
  private volatile @Nullable IOException failure;
  private byte[] current = new byte[0];
  private int position;
  private boolean isAtEnd;

  InterruptibleInput(InputStream in) {
    this.in = in;
    Thread reader = new Thread(this::pump, "tiktok-events-input");
    reader.setDaemon(true); // It may wait for bytes that never come.
    reader.start();
  }

  private void pump() {
    byte[] buffer = new byte[CHUNK];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (n > 0) {
          chunks.put(Arrays.copyOf(buffer, n));
        }
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does that.
      failure = new InterruptedIOException();
    }
    try {
      chunks.put(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == current.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, bytes, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (!isAtEnd) {
      try {
        current = chunks.take();
        position = 0;
        isAtEnd = current == END;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    IOException thrown = failure;
    if (isAtEnd && thrown != null) {
      throw thrown;
    }
    return !isAtEnd;
  }

  @Override
  public void close() throws IOException {
    if (isAtEnd) {
      in.close(); // Closing it while its thread reads could wait for that.
    }
  }
}
