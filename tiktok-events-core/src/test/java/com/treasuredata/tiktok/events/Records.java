package com.treasuredata.tiktok.events;

import java.util.Iterator;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Numbers for records, and what happens as they are read. */
final class Records {
  private Records() {}

  /** Returns the numbers from 1, of which each is given to {@code before} as it is read. */
  static Iterator<Long> doing(long count, LongConsumer before) {
    return LongStream.rangeClosed(1, count).peek(before).iterator();
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
