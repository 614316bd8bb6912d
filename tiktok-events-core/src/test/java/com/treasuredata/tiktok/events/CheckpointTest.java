package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "1-1", "1-3000,4001-5000", "5-9;unknown 1-4,10-11", ";unknown 3001-4000"})
  void isWrittenAndReadAsText(String text) {
    assertThat(Checkpoint.parse(text)).hasToString(text).isEqualTo(Checkpoint.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-1",
        "2-1",
        "1",
        "1-2,2-3",
        "5-6,1-2",
        "1-2,",
        "a-b",
        "1-2;unknown",
        "-1-2",
        " "
      })
  void refusesWhatIsNoCheckpoint(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1-3000,4001-5000");
  }

  @Test
  void passesOverWhatIsSettledAndWhatTikTokMayHave() {
    Checkpoint checkpoint = Checkpoint.parse("1-3,7-8;unknown 5-5");
    assertThat(held(checkpoint, 10)).hasToString("{1, 2, 3, 5, 7, 8}");
    assertThat(checkpoint.position()).isEqualTo(3);
    assertThat(checkpoint.unknown()).isEqualTo(1);
  }

  @Test
  void sendsUnknownRecordsAgainIfAskedTo() {
    Checkpoint checkpoint = Checkpoint.parse("1-3,7-8;unknown 5-5").resendingUnknown();
    assertThat(held(checkpoint, 10)).hasToString("{1, 2, 3, 7, 8}");
    assertThat(checkpoint.unknown()).isZero();
  }

  @Test
  void holdsWhatASetOfNumbersWouldHold() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      RecordRanges ranges = new RecordRanges();
      BitSet expected = new BitSet();
      for (int step = 0; step < 100; step++) {
        int first = 1 + random.nextInt(60);
        int last = first + random.nextInt(6);
        if (random.nextInt(3) == 0) {
          ranges.remove(first, last);
          expected.clear(first, last + 1);
        } else {
          ranges.add(first, last);
          expected.set(first, last + 1);
        }
        Checkpoint checkpoint = Checkpoint.of(ranges, new RecordRanges());
        assertThat(held(checkpoint, 70)).as("seed %s, step %s", seed, step).isEqualTo(expected);
        assertThat(Checkpoint.parse(checkpoint.toString())).isEqualTo(checkpoint);
        assertThat(checkpoint.position()).isEqualTo(expected.nextClearBit(1) - 1L);
      }
    }
  }

  private static BitSet held(Checkpoint checkpoint, int upTo) {
    BitSet held = new BitSet();
    for (int record = 1; record <= upTo; record++) {
      held.set(record, checkpoint.contains(record));
    }
    return held;
  }
}
