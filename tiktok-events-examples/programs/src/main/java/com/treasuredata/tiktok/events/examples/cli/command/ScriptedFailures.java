package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.testing.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers in a fake TikTok's place, by chance: the n-th request gets the same answer for the same
 * seed. Safe for use by several threads.
 */
final class ScriptedFailures {
  private static final Pattern FORM =
      Pattern.compile("(reset|lost|[0-9]{3}|[0-9]{5})=([0-9]{1,2}|100)(\\.[0-9]{1,4})?%?");
  private static final int MAX_STATUS = 599;

  /** An answer, and in how many of a hundred requests. */
  private record Failure(Answer answer, double percent) {}

  private final List<Failure> failures;
  private final Random random;

  private ScriptedFailures(List<Failure> failures, long seed) {
    this.failures = failures;
    this.random = new Random(seed);
  }

  /**
   * Reads them as they are written: {@code 502=10%}.
   *
   * @throws UsageException if one is something else, or they are more than all requests
   */
  static ScriptedFailures of(List<String> texts, long seed) {
    List<Failure> failures = new ArrayList<>();
    double all = 0;
    for (String text : texts) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw wrong();
      }
      double percent =
          Double.parseDouble(matcher.group(2) + Optional.ofNullable(matcher.group(3)).orElse(""));
      all += percent;
      failures.add(new Failure(answer(matcher.group(1)), percent));
    }
    if (all > 100) {
      throw new UsageException("--fail: the shares are more than 100% together");
    }
    return new ScriptedFailures(failures, seed);
  }

  private static Answer answer(String how) {
    if (how.equals("reset")) {
      return Answer.reset();
    }
    if (how.equals("lost")) {
      return Answer.reset().afterAccepting();
    }
    int number = Integer.parseInt(how);
    if (number > MAX_STATUS) {
      return Answer.code(number, "a failure that --fail asked for");
    }
    if (number < 400) {
      throw wrong();
    }
    return Answer.html(number);
  }

  private static UsageException wrong() {
    return new UsageException(
        "--fail takes HOW=SHARE, such as 502=10%, 40100=5%, reset=1% or lost=1%");
  }

  /** Returns the answer to the next request; empty for the usual one. */
  synchronized Optional<Answer> next() {
    double drawn = 100 * random.nextDouble();
    for (Failure failure : failures) {
      drawn -= failure.percent();
      if (drawn < 0) {
        return Optional.of(failure.answer());
      }
    }
    return Optional.empty();
  }
}
