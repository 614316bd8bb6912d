package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.treasuredata.tiktok.events.SentStatistics.Repeat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table of ids that were sent. */
class RepeatedIdsTest {
  @Test
  void isExactAsLongAsTheIdsFit() {
    RepeatedIds ids = new RepeatedIds();
    Map<Integer, Long> first = new HashMap<>();
    Random random = new Random(1);
    long repeats = 0;
    for (long record = 1; record <= 300_000; record++) {
      int id = random.nextInt(200_000);
      ids.add(record, TextHash.of(7, "order-" + id));
      repeats += first.putIfAbsent(id, record) == null ? 0 : 1;
    }

    assertThat(ids.repeats()).isEqualTo(repeats);
    assertThat(ids.isEstimate()).isFalse();
  }

  @Test
  void tellsWhichRecordHadTheIdFirst() {
    RepeatedIds ids = new RepeatedIds();
    for (long record = 1; record <= 100_000; record++) {
      ids.add(record, TextHash.of(7, "order-" + record));
    }
    ids.add(100_001, TextHash.of(7, "order-77777"));

    assertThat(ids.firstRepeats()).containsExactly(new Repeat(100_001, 77_777));
  }

  @Test
  void estimatesBeyond() {
    RepeatedIds ids = new RepeatedIds(10_000);
    long record = 0;
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100_000; i++) {
        record++;
        ids.add(record, TextHash.of(7, "order-" + i));
      }
    }

    assertThat(ids.isEstimate()).isTrue();
    assertThat(ids.repeats()).isCloseTo(100_000, within(5_000L));
  }

  @Test
  void takesNoIdForAnother() {
    RepeatedIds ids = new RepeatedIds();
    long record = 0;
    for (String form : new String[] {"%d", "a%d", "%da", "日本%d", "te1-%032x", "00000000%d"}) {
      for (int i = 0; i < 20_000; i++) {
        record++;
        ids.add(record, TextHash.of(7, String.format(Locale.ROOT, form, i)));
      }
    }

    assertThat(ids.firstRepeats()).isEmpty();
  }
}
