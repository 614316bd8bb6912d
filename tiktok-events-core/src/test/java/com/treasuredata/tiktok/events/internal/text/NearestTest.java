package com.treasuredata.tiktok.events.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
