package com.treasuredata.tiktok.events.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answers a test has asked for, in the order they take precedence: next, hook, every. */
final class Script {
  private static final Answer USUAL = Answer.usual();

  private record Run(int left, Answer answer) {}

  private final Deque<Run> next = new ArrayDeque<>();
  private Function<TrackRequest, Optional<Answer>> hook = request -> Optional.empty();
  private int period;
  private int sincePeriod;
  private Answer periodic = USUAL;

  synchronized void answerNext(int times, Answer answer) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1: " + times);
    }
    next.add(new Run(times, answer));
  }

  synchronized void answerEvery(int period, Answer answer) {
    if (period < 1) {
      throw new IllegalArgumentException("period must be at least 1: " + period);
    }
    this.period = period;
    this.sincePeriod = 0;
    this.periodic = answer;
  }

  synchronized void answerWith(Function<TrackRequest, Optional<Answer>> hook) {
    this.hook = hook;
  }

  synchronized void clear() {
    next.clear();
    hook = request -> Optional.empty();
    period = 0;
    periodic = USUAL;
  }

  /** The scripted answer to a call other than event/track, or what {@code judged} says. */
  Answer play(Supplier<Answer> judged) {
    Answer scripted = answerTo(null);
    if (!scripted.letsTheRequestCount()) {
      return scripted;
    }
    return scripted.over(judged.get());
  }

  /** The scripted answer to a request, {@link Answer#usual()} if there is none. */
  Answer answerTo(@Nullable TrackRequest request) {
    Answer periodicNow;
    Function<TrackRequest, Optional<Answer>> hookNow;
    synchronized (this) {
      periodicNow = periodicNow();
      Run run = next.poll();
      if (run != null) {
        if (run.left > 1) {
          next.addFirst(new Run(run.left - 1, run.answer));
        }
        return run.answer;
      }
      hookNow = hook;
    }
    if (request == null) {
      return periodicNow;
    }
    return ask(hookNow, request).orElse(periodicNow);
  }

  private Answer periodicNow() {
    if (period == 0) {
      return USUAL;
    }
    sincePeriod++;
    if (sincePeriod < period) {
      return USUAL;
    }
    sincePeriod = 0;
    return periodic;
  }

  private static Optional<Answer> ask(
      Function<TrackRequest, Optional<Answer>> hook, TrackRequest request) {
    try {
      return hook.apply(request);
    } catch (RuntimeException | AssertionError e) {
      // Thrown on a server thread it would be lost; as an answer the test gets to see it.
      return Optional.of(Answer.body(500, "text/plain", "answerWith threw " + e));
    }
  }
}
