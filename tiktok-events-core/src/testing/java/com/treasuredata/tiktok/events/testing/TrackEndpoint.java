package com.treasuredata.tiktok.events.testing;

import static java.util.Objects.requireNonNull;

import com.treasuredata.tiktok.events.testing.FakeTikTok.Stats;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Takes events: {@code POST /event/track/}. */
final class TrackEndpoint implements Endpoint {
  private final World world;
  private final Tokens tokens;
  private final Script script;
  private final Tally tally;
  private final KeptEvents kept;
  private final Clock clock;
  private final EventCounts counts;
  private final Deduplication deduplication = new Deduplication();
  private final AtomicLong requests = new AtomicLong();

  TrackEndpoint(
      World world,
      Tokens tokens,
      Script script,
      Tally tally,
      KeptEvents kept,
      Clock clock,
      EventCounts counts) {
    this.world = world;
    this.tokens = tokens;
    this.script = script;
    this.tally = tally;
    this.kept = kept;
    this.clock = clock;
    this.counts = counts;
  }

  /** Judges the request, lets the script interfere, and counts what is left standing. */
  @Override
  public Answer answer(Call call) {
    Batch batch = new Batch();
    Answer verdict = judge(call, batch);
    Answer scripted =
        script.answerTo(
            new TrackRequest(
                requests.incrementAndGet(), call.headers(), call.body().snapshot(), batch));
    Stats stats = outcome(scripted, verdict, call.body().size());
    if (scripted.letsTheRequestCount() && verdict.isOk()) {
      stats = stats.plus(accept(batch));
    }
    tally.add(batch.source, stats);
    return scripted.over(verdict);
  }

  private static Stats outcome(Answer scripted, Answer verdict, long bytes) {
    if (!scripted.isUsual()) {
      return Stats.faulted(bytes);
    }
    return verdict.isOk() ? Stats.answeredOk(bytes) : Stats.refused(bytes);
  }

  private Answer judge(Call call, Batch batch) {
    try {
      Grant grant = tokens.admit(call, Operation.TRACK);
      BodyForm.check(call);
      BatchJudge.judge(call.body().copy(), batch, kept.wanted());
      world.claim(requireNonNull(batch.source), requireNonNull(batch.sourceId), grant);
    } catch (Refusal e) {
      return e.answer();
    }
    return Answer.ok();
  }

  private Stats accept(Batch batch) {
    String source = requireNonNull(batch.source);
    String sourceId = requireNonNull(batch.sourceId);
    String testCode = batch.isTest() ? batch.testEventCode : null;
    for (String text : batch.texts) {
      kept.add(new ReceivedEvent(source, sourceId, testCode, text));
    }
    if (batch.isTest()) { // §7: test data, left out of reporting
      return Stats.testEvents(batch.size());
    }
    long now = clock.instant().getEpochSecond();
    counts.add(sourceId, clock.instant(), batch.names);
    return Stats.events(batch.size(), batch.duplicates(deduplication, now));
  }
}
