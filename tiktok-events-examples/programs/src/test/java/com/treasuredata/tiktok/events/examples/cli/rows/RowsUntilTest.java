package com.treasuredata.tiktok.events.examples.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RowsUntilTest {
  private static final Instant END = Instant.parse("2026-01-31T09:30:00Z");

  private static RowsUntil rows(Instant now) {
    RowSource all =
        InputFormat.CSV.openStandardInput(
            new ByteArrayInputStream("event\nPurchase\n".getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);
    return new RowsUntil(all, END, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void readsUpToTheTimeAndNotFromThenOn() {
    try (RowsUntil before = rows(END.minusMillis(1));
        RowsUntil then = rows(END)) {
      assertThat(before.next()).isNotNull();
      assertThat(before.next()).isNull();
      assertThat(before.isOver()).isFalse();

      assertThat(then.next()).isNull();
      assertThat(then.isOver()).isTrue();
    }
  }
}
