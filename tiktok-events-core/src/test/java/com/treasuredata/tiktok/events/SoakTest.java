package com.treasuredata.tiktok.events;

import static com.treasuredata.tiktok.events.RecordResult.Outcome.INVALID;
import static com.treasuredata.tiktok.events.RecordResult.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.FaultProxy;
import com.treasuredata.tiktok.events.support.SelfSigned;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.TrackRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hundred thousand records through a TikTok and a wire that fail a fifth of all requests, in
 * every way there is: none is lost, none is counted twice, and every one is accounted for.
 */
@Timeout(120)
class SoakTest {
  private static final long RECORDS = 100_000;

  private final Instant time = Instant.now();

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesNothingAndCountsNothingTwice(int seed) {
    RecordingListener heard = new RecordingListener();
    Weather weather = new Weather(seed);
    try (FakeTikTok tiktok = FakeTikTok.start();
        FaultProxy wire = new FaultProxy(URI.create(tiktok.baseUrl()).getPort(), seed);
        EventsClient client =
            Clients.builder(wire.baseUrl())
                .transport(Clients.transport(wire.baseUrl()).callFactory(impatient()).build())
                .retry(
                    Clients.retries(5).delays(Duration.ofMillis(1), Duration.ofMillis(8)).build())
                .build()) {
      tiktok.answerWith(weather::answer);

      ExportReport report =
          client
              .<Long>export(this::event)
              .threads(1 + seed % Export.MAX_THREADS)
              .batchLimits(100 + 50 * (seed % 10), 1_000_000)
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .listener(heard)
              .run(() -> LongStream.rangeClosed(1, RECORDS).iterator());

      long invalid = RECORDS / 1_000;
      long refused = RECORDS / 10_000;
      long accepted = RECORDS - invalid - refused;
      long twins = RECORDS / 500; // Each is equal to the record before.
      assertThat(report.toString())
          .isEqualTo(
              "%d read = %d accepted + %d invalid + %d rejected + 0 unknown + 0 not sent; %d of the accepted have warnings, no value was left out; %d events repeat the name and event_id of an earlier one, which TikTok counts once"
                  .formatted(RECORDS, accepted, invalid, refused, accepted, twins));
      assertThat(report.checkpoint().position()).isEqualTo(RECORDS);
      assertThat(tiktok.stats().eventsCounted()).isEqualTo(accepted - twins);
      assertThat(heard.records(INVALID)).isEqualTo(multiples(1_000, 0));
      assertThat(heard.records(REJECTED)).isEqualTo(multiples(10_000, 77));
      assertThat(heard.failures()).hasSize((int) (invalid + refused));
      assertThat((double) (weather.failed() + wire.failed()) / wire.requests()).isBetween(0.1, 0.3);
      assertThat(wire.counts()).containsOnlyKeys(FaultProxy.Fault.values());
    }
  }

  private static OkHttpClient impatient() {
    return new OkHttpClient.Builder()
        .sslSocketFactory(SelfSigned.context().getSocketFactory(), SelfSigned.trust())
        .addNetworkInterceptor(
            chain -> {
              chain.connection().socket().setTcpNoDelay(true);
              return chain.proceed(chain.request());
            })
        .connectionPool(new ConnectionPool(Export.MAX_THREADS, 1, TimeUnit.MINUTES))
        .callTimeout(Duration.ofSeconds(1))
        .build();
  }

  private static List<Long> multiples(long step, long offset) {
    return LongStream.rangeClosed(1, RECORDS).filter(i -> i % step == offset).boxed().toList();
  }

  private Event event(long record) {
    boolean invalid = record % 1_000 == 0;
    boolean refused = record % 10_000 == 77;
    boolean twin = record % 500 == 250;
    long content = twin ? record - 1 : record;
    return Event.builder(EventName.PURCHASE)
        .eventId(content % 2 == 0 ? "order-" + content : null)
        .occurredAt(invalid ? null : time)
        .pageUrl("https://shop.example/" + content)
        .properties(EventProperties.builder().description(refused ? "forbidden" : "fine").build())
        .build();
  }

  /** What befalls requests: the same for the same seed, up to the order in which they come. */
  private static final class Weather {
    /** As on the wire; with failed handshakes, a fifth of all requests fails. */
    private static final int REQUESTS_PER_FAULT = 12;

    /** JSON that breaks off although HTTP finds nothing wrong. */
    private static final Answer CUT_JSON =
        Answer.body(200, "application/json", "{\"code\":0,\"message\":\"O");

    private static final List<Answer> NOT_TAKEN =
        List.of(
            Answer.html(408),
            Answer.html(429),
            Answer.html(500),
            Answer.html(502),
            Answer.html(503).withHeader("Retry-After", "0"),
            Answer.code(40016, "Too many requests."),
            Answer.code(40100, "Too many requests.").withStatus(429),
            Answer.code(61000, "Too many requests."),
            Answer.code(50000, "System error."),
            Answer.code(60001, "Maintenance."),
            Answer.reset(),
            Answer.cut());
    private static final List<Answer> TAKEN =
        List.of(
            Answer.html(504).afterAccepting(),
            Answer.code(50002, "Time-out.").afterAccepting(),
            Answer.code(51010, "Time-out.").withStatus(500).afterAccepting(),
            Answer.reset().afterAccepting(),
            Answer.cut().afterAccepting(),
            Answer.usual().after(Duration.ofMillis(30)));

    private static final List<Answer> UNREADABLE =
        List.of(
            Answer.html(200),
            Answer.html(200).afterAccepting(),
            CUT_JSON,
            CUT_JSON.afterAccepting());

    private final Random random;

    /** An answer that can't be read is tried again once, so each request gets one such only. */
    private final Set<Integer> unreadable = new HashSet<>();

    private int failed;
    private boolean late;

    Weather(long seed) {
      this.random = new Random(seed);
    }

    synchronized Optional<Answer> answer(TrackRequest request) {
      boolean forbidden = request.body().contains("forbidden");
      if (random.nextInt(REQUESTS_PER_FAULT) == 0) {
        failed++;
        return Optional.of(forbidden ? oneOf(NOT_TAKEN) : storm(request));
      }
      return forbidden
          ? Optional.of(Answer.code(40002, random.nextBoolean() ? "Wrong." : "data.3 wrong."))
          : Optional.empty();
    }

    private Answer storm(TrackRequest request) {
      switch (random.nextInt(12)) {
        case 0 -> {
          return request.validEvents() > 1 ? tooLarge() : Answer.reset();
        }
        case 1 -> {
          return unreadable.add(request.body().hashCode()) ? oneOf(UNREADABLE) : Answer.reset();
        }
        case 2 -> {
          boolean first = !late;
          late = true;
          return first ? Answer.usual().after(Duration.ofMillis(1_500)) : Answer.reset();
        }
        default -> {
          return oneOf(random.nextBoolean() ? TAKEN : NOT_TAKEN);
        }
      }
    }

    private Answer tooLarge() {
      return random.nextBoolean() ? Answer.html(413) : Answer.code(40061, "Too many events.");
    }

    private Answer oneOf(List<Answer> answers) {
      return answers.get(random.nextInt(answers.size()));
    }

    synchronized int failed() {
      return failed;
    }
  }
}
