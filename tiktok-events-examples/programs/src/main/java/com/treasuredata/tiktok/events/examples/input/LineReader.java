package com.treasuredata.tiktok.events.examples.input;

import java.util.Arrays;

/**
 * The lines of an input, one at a time in the same buffer, which doesn't grow beyond the longest
 * line allowed: of a longer one nothing is kept but the fact that it was there.
 */
final class LineReader {
  private static final int READ_SIZE = 64 * 1024;
  private static final long LINE_FEEDS = EightBytes.all('\n');

  private final Utf8Input in;
  private final int maxLength;

  private byte[] buffer = new byte[READ_SIZE];
  private int start;
  private int end;
  private int next;
  private int limit;
  private long number;
  private boolean tooLong;

  LineReader(Utf8Input in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** Moves to the next line; returns false after the last. */
  boolean next() {
    start = next;
    tooLong = false;
    int scanned = start;
    while (true) {
      int lineFeed = lineFeed(scanned);
      if (lineFeed >= 0) {
        return found(lineFeed, lineFeed + 1);
      }
      makeRoom();
      scanned = limit;
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        return (limit > start || tooLong) && found(limit, limit);
      }
      limit += count;
    }
  }

  private int lineFeed(int from) {
    int i = from;
    while (i + Long.BYTES <= limit && !EightBytes.has(buffer, i, LINE_FEEDS)) {
      i += Long.BYTES;
    }
    for (; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean found(int lineEnd, int nextStart) {
    end = lineEnd;
    next = nextStart;
    tooLong |= end - start > maxLength;
    number++;
    return true;
  }

  /** Moves the line's beginning to the buffer's, and makes the buffer larger if it is full. */
  private void makeRoom() {
    limit -= start;
    System.arraycopy(buffer, start, buffer, 0, limit);
    start = 0;
    next = 0;
    if (limit > maxLength) {
      tooLong = true;
      limit = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxLength + READ_SIZE));
    }
  }

  /** Returns where in the input this line is, counted from 1. */
  long number() {
    return number;
  }

  /** Tells whether the line is longer than allowed, and so can't be had. */
  boolean tooLong() {
    return tooLong;
  }

  /** Returns what holds the line, from {@link #start()} on, until {@link #next()} is called. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }
}
