package com.treasuredata.tiktok.events.examples.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusLineTest {
  private static final StatusLine.Counts COUNTS =
      new StatusLine.Counts(1_500_000, 500_000, 998_000, 2_000, 0, 100);

  @Test
  void tellsTheRateOfThisRunAndTheShareAndTheTimeLeft() {
    assertThat(StatusLine.line(COUNTS, "accepted", OptionalDouble.of(0.25), 200))
        .isEqualTo(
            "1,500,000 read, 998,000 accepted, 2,000 failed, 10,000 records/s, 25 %, 5:00 min left");
  }

  @Test
  void countsWhatIsReadAndNotSentAsNotDone() {
    StatusLine.Counts unanswered = new StatusLine.Counts(11, 0, 0, 3, 8, 4);

    assertThat(StatusLine.line(unanswered, "accepted", OptionalDouble.of(1), 200))
        .isEqualTo("11 read, 0 accepted, 3 failed, 3 records/s, 27 %, 11 s left");
  }

  @Test
  void tellsNoShareWhereTheSizeIsNotKnown() {
    assertThat(StatusLine.line(COUNTS, "accepted", OptionalDouble.empty(), 200))
        .isEqualTo("1,500,000 read, 998,000 accepted, 2,000 failed, 10,000 records/s");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 35, 50, 79})
  void isNoWiderThanTheTerminal(int width) {
    assertThat(StatusLine.line(COUNTS, "accepted", OptionalDouble.of(0.25), width))
        .hasSizeLessThanOrEqualTo(width)
        .contains("25 %");
  }
}
