package com.treasuredata.tiktok.events;

import static com.treasuredata.tiktok.events.RecordResult.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.TrackRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TikTok refuses a request as a whole (events-api.md §5.4): how few records that costs, and how
 * many requests.
 */
@Timeout(60)
class RefusedBatchesTest {
  private static final Pattern ORDER = Pattern.compile("\"event_id\":\"order-([0-9]+)\"");

  private final FakeTikTok tiktok = FakeTikTok.start();
  private final EventsClient client = Clients.quick(tiktok.baseUrl());
  private final RecordingListener heard = new RecordingListener();

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "1, 2", "2, 3", "3, 4", "5, 5", "10, 6", "20, 7", "20, 8", "1000, 9"})
  void findsEveryOffenderWithoutAHint(int offenders, long seed) {
    Set<Long> bad = offenders == 1_000 ? range(1, 20) : random(offenders, 1_000, seed);
    refuse(bad, place -> "Invalid value for currency: wrong");

    ExportReport report = skipping().run(records(1_000));

    assertAlone(report, bad);
    int halvings = 10; // log2 of 1,000, rounded up
    assertThat(report.requests()).isLessThanOrEqualTo(1 + 2L * bad.size() * halvings);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "20, 3", "150, 4"})
  void findsOffendersAtOnceWhereTikTokNamesThem(int offenders, long seed) {
    Set<Long> bad = random(offenders, 1_000, seed);
    refuse(bad, place -> "Invalid value for data." + place + ".user.email: not hashed");

    ExportReport report = skipping().run(records(1_000));

    assertAlone(report, bad);
    assertThat(report.requests()).isEqualTo(1 + 2L * offenders);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.0.event", "data.999.event", "data[500].event", "Batch.7.event"})
  void isNotMisledByAWrongHint(String path) {
    Set<Long> bad = random(5, 1_000, 11);
    refuse(bad, place -> "Invalid value for " + path);

    ExportReport report = skipping().run(records(1_000));

    assertAlone(report, bad);
    assertThat(report.requests()).isLessThanOrEqualTo(1 + 2 + 2 * 5 * 10);
  }

  @Test
  void isNotMisledByAHintThatCountsFromOne() {
    Set<Long> bad = random(7, 1_000, 12);
    refuse(bad, place -> "data." + (place + 1) + ".event_time wrong");
    assertAlone(skipping().run(records(1_000)), bad);
  }

  @ParameterizedTest
  @ValueSource(ints = {40000, 40002, 40062, 40700, 49999})
  void searchesWhateverCodeSaysThatSomethingIsWrong(int code) {
    tiktok.answerWith(request -> refusal(request, Set.of(17L), place -> Answer.code(code, "no")));
    assertAlone(skipping().run(records(100)), Set.of(17L));
  }

  @Test
  void stopsInsteadOfSearchingWhereTheSourceIsAtFault() {
    tiktok.answerEvery(
        1, Answer.code(40002, "Invalid value for event_source_id: not a valid string."));
    assertThatThrownBy(() -> skipping().run(records(5_000)))
        .isInstanceOf(ExportStoppedException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    assertThat(tiktok.stats().requests()).isEqualTo(1);
  }

  @Test
  void makesRequestsSmallerThatAreTooLargeWhateverThePolicy() {
    for (Answer tooLarge :
        new Answer[] {Answer.html(413), Answer.code(40061, "too many events in data.100")}) {
      tiktok.answerWith(
          request -> request.validEvents() > 100 ? Optional.of(tooLarge) : Optional.empty());
      long before = tiktok.stats().requests();
      ExportReport report =
          client
              .<Long>export(Clients::event)
              .invalidRecords(InvalidRecordPolicy.FAIL)
              .run(records(1_000));
      assertThat(report.accepted()).isEqualTo(1_000);
      assertThat(tiktok.stats().requests() - before).isEqualTo(1 + 2 + 4 + 8 + 16);
    }
  }

  @Test
  void rejectsTheRestTogetherWhenTooManyOffend() {
    refuse(random(990, 1_000, 13), place -> "wrong");

    ExportReport report = skipping().run(records(1_000));

    assertThat(report.accepted() + report.rejected()).isEqualTo(1_000);
    assertThat(report.requests()).isLessThanOrEqualTo(1 + 450);
    assertThat(report.rejectedTogether()).isPositive();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.checkpoint().position()).isEqualTo(1_000);
    assertThat(heard.failures()).anyMatch(failure -> failure.rejectedTogetherWith() > 0);
    RecordResult together =
        heard.failures().stream()
            .filter(failure -> failure.rejectedTogetherWith() > 0)
            .findAny()
            .orElseThrow();
    assertThat(together.toString())
        .contains(
            " REJECTED, together with "
                + together.rejectedTogetherWith()
                + " others: TikTok refused");
  }

  @ParameterizedTest
  @CsvSource({"500, 20", "500, 10", "500, 3", "500, 2", "50, 2"})
  void rescuesEveryGoodRecordHoweverManyOffend(int batch, int oneIn) {
    Set<Long> bad = random(5_000 / oneIn, 5_000, oneIn);
    refuse(bad, place -> "wrong");

    ExportReport report = skipping().batchLimits(batch, 1_000_000).run(records(5_000));

    assertAlone(report, bad);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.requests()).isLessThan(2L * 5_000);
  }

  @Test
  void doesNotSearchForEverWhereTikTokRefusesEverything() {
    tiktok.answerEvery(1, Answer.code(40002, "wrong"));
    ExportReport report = skipping().batchLimits(100, 1_000_000).run(records(10_000));
    assertThat(report.rejected()).isEqualTo(10_000);
    assertThat(report.requests()).isLessThanOrEqualTo(100 + 1_000);
  }

  @Test
  void neverSendsAgainWhatMightCountTwice() {
    try (EventsClient apps =
        Clients.builder(tiktok.baseUrl()).source(EventSource.app("7000000000000000001")).build()) {
      tiktok.answerEvery(1, Answer.code(40002, "Invalid value for data.3.event"));
      ExportReport report =
          apps.<Long>export(
                  record ->
                      Event.builder(EventName.PURCHASE)
                          .occurredAt(Instant.now())
                          .app(AppContext.of("com.example"))
                          .build())
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .listener(heard)
              .run(records(100));
      assertThat(report.rejected()).isEqualTo(100);
      assertThat(report.requests()).isEqualTo(1);
      assertThat(heard.failures().get(0).rejectedTogetherWith()).isEqualTo(99);
    }
  }

  @Test
  void searchesOnThroughFailuresOfTheWire() {
    Set<Long> bad = random(3, 1_000, 14);
    Random random = new Random(15);
    tiktok.answerWith(
        request ->
            random.nextInt(3) == 0
                ? Optional.of(random.nextBoolean() ? Answer.html(502) : Answer.reset())
                : refusal(request, bad, place -> Answer.code(40002, "data." + place)));
    try (EventsClient patient =
        Clients.builder(tiktok.baseUrl()).retry(Clients.retries(20).build()).build()) {
      ExportReport report =
          patient
              .<Long>export(Clients::event)
              .threads(1)
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .listener(heard)
              .run(records(1_000));
      assertAlone(report, bad);
    }
  }

  private void assertAlone(ExportReport report, Set<Long> bad) {
    assertThat(heard.records(REJECTED)).containsExactlyElementsOf(bad);
    assertThat(heard.failures()).allSatisfy(f -> assertThat(f.rejectedTogetherWith()).isZero());
    assertThat(report.rejected()).isEqualTo(bad.size());
    assertThat(report.accepted()).isEqualTo(report.read() - bad.size());
    assertThat(report.checkpoint().position()).isEqualTo(report.read());
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(report.accepted());
    assertThat(tiktok.stats().duplicates()).isZero();
  }

  private Export<Long> skipping() {
    return client
        .<Long>export(Clients::event)
        .invalidRecords(InvalidRecordPolicy.SKIP)
        .listener(heard);
  }

  private void refuse(Set<Long> bad, IntFunction<String> message) {
    tiktok.answerWith(
        request -> refusal(request, bad, place -> Answer.code(40002, message.apply(place))));
  }

  /** Refuses a request with one of these records in it; the answer may name the first's place. */
  private static Optional<Answer> refusal(
      TrackRequest request, Set<Long> bad, IntFunction<Answer> answer) {
    Matcher order = ORDER.matcher(request.body());
    for (int place = 0; order.find(); place++) {
      if (bad.contains(Long.valueOf(order.group(1)))) {
        return Optional.of(answer.apply(place));
      }
    }
    return Optional.empty();
  }

  private static List<Long> records(int count) {
    return new ArrayList<>(range(1, count));
  }

  private static Set<Long> range(int first, int last) {
    return new TreeSet<>(LongStream.rangeClosed(first, last).boxed().toList());
  }

  private static Set<Long> random(int count, int bound, long seed) {
    Random random = new Random(seed);
    Set<Long> chosen = new TreeSet<>();
    IntStream.generate(() -> 1 + random.nextInt(bound))
        .mapToObj(Long::valueOf)
        .takeWhile(number -> chosen.size() < count)
        .forEach(chosen::add);
    return chosen;
  }
}
