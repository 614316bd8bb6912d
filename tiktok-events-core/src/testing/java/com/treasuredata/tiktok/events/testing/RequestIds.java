package com.treasuredata.tiktok.events.testing;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids as TikTok writes them: the time in UTC+8, then 20 hexadecimal digits. */
final class RequestIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

  private final Clock clock;

  RequestIds(Clock clock) {
    this.clock = clock;
  }

  String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return TIME.format(clock.instant())
        + "%016X%04X".formatted(random.nextLong(), random.nextInt(1 << 16));
  }
}
