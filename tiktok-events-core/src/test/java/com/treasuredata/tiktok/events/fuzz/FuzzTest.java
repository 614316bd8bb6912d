package com.treasuredata.tiktok.events.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.support.Seeds;
import java.util.Base64;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each target on thousands of changed seeds; some are good, the others end as they should. */
@Timeout(60)
class FuzzTest {
  private static final int INPUTS = 2_000;

  @Test
  void makesAnEventOfARowOrSaysWhyNot() {
    run("rows", RowFuzz::isTaken);
  }

  @Test
  void readsSettingsOrSaysWhatIsWrong() {
    run("settings", SettingsFuzz::isTaken);
  }

  @Test
  void takesAnAnswerOrThrowsOneOfOurExceptions() {
    run("answers", AnswerFuzz::isTaken);
  }

  private static void run(String target, Predicate<byte[]> isTaken) {
    Seeds seeds = new Seeds(target, 20261125);
    int taken = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = seeds.next();
      try {
        taken += isTaken.test(input) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(target + " " + Base64.getEncoder().encodeToString(input), e);
      }
    }
    assertThat(taken).isBetween(INPUTS / 20, INPUTS * 19 / 20);
  }
}
