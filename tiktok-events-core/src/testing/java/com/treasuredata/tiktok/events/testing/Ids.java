package com.treasuredata.tiktok.events.testing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids of the shapes TikTok's have. */
final class Ids {
  private static final String CODE_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int CODE_LENGTH = 20;

  private final AtomicLong last = new AtomicLong(7_644_150_000_000_000_000L);

  /** A numeral of 19 digits, larger than a double can hold exactly. */
  String number() {
    return Long.toString(last.addAndGet(1_000_003));
  }

  /** A pixel code: 20 capitals and digits. */
  String pixelCode() {
    StringBuilder code = new StringBuilder(CODE_LENGTH);
    for (int i = 0; i < CODE_LENGTH; i++) {
      int index = ThreadLocalRandom.current().nextInt(CODE_ALPHABET.length());
      code.append(CODE_ALPHABET.charAt(index));
    }
    return code.toString();
  }

  /** 40 hexadecimal digits, for tokens and codes. */
  String secret() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
  }
}
