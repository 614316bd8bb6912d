package com.treasuredata.tiktok.events.examples.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedFailuresTest {
  @Test
  void aboutTheShareThatWasAskedForFailsAndTheSameRequestsForTheSameSeed() {
    List<String> once = answers(7);

    assertThat(answers(7)).isEqualTo(once);
    assertThat(answers(8)).isNotEqualTo(once);
    assertThat(once.stream().filter(answer -> answer.contains("502")).count()).isBetween(70L, 130L);
  }

  private static List<String> answers(long seed) {
    ScriptedFailures failures = ScriptedFailures.of(List.of("502=10%", "40100=5%"), seed);
    return IntStream.range(0, 1_000).mapToObj(i -> failures.next().toString()).toList();
  }
}
