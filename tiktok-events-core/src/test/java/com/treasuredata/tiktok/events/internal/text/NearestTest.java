package com.treasuredata.tiktok.events.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NearestTest {
  @Test
  void findsTheNameThatWasMeant() {
    assertThat(Nearest.to("thred_count", List.of("type", "thread_count"))).hasValue("thread_count");
    assertThat(Nearest.to("THREAD_COUNT", List.of("thread_count"))).hasValue("thread_count");
    assertThat(Nearest.to("a", List.of("b"))).hasValue("b");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(Nearest.to("colour", List.of("type", "thread_count"))).isEmpty();
    assertThat(Nearest.to("type", List.of())).isEmpty();
  }

  @Test
  void ranksTheNearestFirstAndEachOnce() {
    assertThat(Nearest.ranked("Blog", List.of("Shop", "blogs", "Blog 2024", "Shop")))
        .containsExactly("blogs", "Shop", "Blog 2024");
  }

  /** A key of settings can be of any length, and the work would be in proportion to it. */
  @Test
  @Timeout(5)
  void isQuickWithANameOfAnyLength() {
    List<String> candidates = IntStream.range(0, 20).mapToObj(i -> "thread_count_" + i).toList();

    assertThat(Nearest.to("x".repeat(1_000_000), candidates)).isEmpty();
  }

  @Test
  void countsASwapOfNeighboursOnce() {
    assertThat(Nearest.to("form", List.of("fomr", "forum"))).hasValue("fomr");
    assertThat(Nearest.to("from", List.of("mrof"))).isEmpty();
  }

  /** Names are TikTok's to choose, and an advertiser may have thousands. */
  @Test
  @Timeout(20)
  void ranksManyLongNamesSoon() {
    String tail = "x".repeat(195);
    List<String> names = IntStream.range(0, 10_000).mapToObj(i -> i + tail).toList();

    assertThat(Nearest.ranked("5555" + tail, names)).hasSize(10_000).startsWith("5555" + tail);
  }
}
