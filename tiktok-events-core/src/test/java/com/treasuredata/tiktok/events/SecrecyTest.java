package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.schema.Violation;
import com.treasuredata.tiktok.events.support.CapturedLog;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.Traces;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.TrackRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that tells who a person is, and no token, comes out anywhere but on the wire. */
@Timeout(60)
class SecrecyTest {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** What is never to be seen, by what it is. */
  private static final Map<String, String> RAW =
      new TreeMap<>(
          Map.of(
              "e-mail", "ada.lovelace@example.com",
              "local part", "lovelace",
              "phone", "2133734253",
              "first name", "Augusta",
              "external id", "customer-4711",
              "address", "203.0.113.77",
              "user agent", "AnalyticalEngine",
              "click id", "E.C.P.click4711",
              "search", "engagement rings",
              "token", Clients.TOKEN));

  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(1_000).start();
  private final List<String> said = new ArrayList<>();

  @AfterEach
  void close() {
    tiktok.close();
  }

  @Test
  void saysNothingOfAPersonThoughTikTokQuotesAll() {
    tiktok.answerWith(SecrecyTest::indiscreet);
    said.addAll(
        CapturedLog.of(
            () -> {
              exportEverything(Clients.retries(2).build());
              exportEverything(RetryOptions.NONE);
              sendOne();
            }));

    assertThat(said).hasSizeGreaterThan(100);
    assertThat(said).anyMatch(line -> line.startsWith("DEBUG"));
    assertThat(said).anyMatch(line -> line.contains("trying again in"));
    assertThat(said).anyMatch(line -> line.contains("[…]"));
    String all = String.join("\n", said).toLowerCase(Locale.ROOT);
    RAW.forEach(
        (what, value) -> assertThat(all).as(what).doesNotContain(value.toLowerCase(Locale.ROOT)));
    String onTheWire = String.join("\n", tiktok.events().stream().map(e -> e.json()).toList());
    List<String> digests =
        DIGEST.matcher(onTheWire).results().map(m -> m.group()).distinct().toList();
    assertThat(digests).hasSize(4);
    assertThat(digests)
        .allSatisfy(digest -> assertThat(all).doesNotContain(digest.substring(0, 16)));
  }

  /** Fails in every way there is, and quotes all it was sent each time. */
  private static Optional<Answer> indiscreet(TrackRequest request) {
    Matcher digests = DIGEST.matcher(request.body());
    String quoted =
        "Invalid value for data.2.user: "
            + String.join(" ", RAW.values())
            + ' '
            + request.header("Access-Token").orElse("")
            + (digests.find() ? " " + digests.group() : "")
            + " \""
            + request.body()
            + '"';
    return switch ((int) (request.number() % 11)) {
      case 1 -> Optional.of(Answer.code(20001, quoted).afterAccepting());
      case 2 -> Optional.of(Answer.code(40002, quoted));
      case 3 -> Optional.of(Answer.code(50000, quoted));
      case 4 -> Optional.of(Answer.code(40100, quoted));
      case 5 -> Optional.of(Answer.body(502, "text/html", quoted));
      case 6 -> Optional.of(Answer.reset());
      case 7 -> Optional.of(Answer.cut());
      case 8 -> Optional.of(Answer.body(200, "text/plain", quoted));
      case 9 ->
          Optional.of(
              Answer.code(40099, quoted).withHeader("X-TT-LOGID", quoted.substring(30, 50)));
      default -> Optional.empty();
    };
  }

  private void exportEverything(RetryOptions retry) {
    try (EventsClient client = Clients.builder(tiktok.baseUrl()).retry(retry).build()) {
      Export<Long> export =
          client
              .<Long>export(SecrecyTest::ada)
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .batchLimits(7, 1_000_000)
              .listener(new Teller());
      said.add(client + " " + export);
      try {
        say(export.run(LongStream.rangeClosed(1, 500).boxed().toList()));
      } catch (EventsException e) {
        said.add(Traces.of(e));
      }
    }
    tiktok.answerNext(1, Answer.code(40001, "No permission for " + RAW.values()));
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      client.<Long>export(SecrecyTest::ada).listener(new Teller()).run(List.of(1L, 2L));
    } catch (EventsException e) {
      said.add(Traces.of(e));
    }
  }

  private void sendOne() {
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      for (int i = 0; i < 22; i++) {
        try {
          said.add(client.send(ada(1_000_000 + i)).toString());
        } catch (EventsException e) {
          said.add(Traces.of(e));
        }
      }
    }
  }

  private static Event ada(long number) {
    boolean wrong = number % 50 == 0;
    return Event.builder(EventName.SEARCH)
        .occurredAt(wrong ? null : Instant.now())
        .eventId("event-" + number)
        .pageUrl("https://shop.example/?mail=" + RAW.get("e-mail"))
        .user(
            UserData.builder()
                .email(RAW.get("e-mail"))
                .email(number % 3 == 0 ? "not an address " + RAW.get("local part") : null)
                .phone("+1" + RAW.get("phone"))
                .firstName(RAW.get("first name"))
                .externalId(RAW.get("external id"))
                .ip(RAW.get("address"))
                .userAgent(RAW.get("user agent"))
                .ttclid(RAW.get("click id"))
                .build())
        .properties(
            EventProperties.builder()
                .field("search_string", RAW.get("search"))
                .field("contact", RAW.get("e-mail"))
                .build())
        .build();
  }

  private void say(Object thing) {
    said.add(thing.toString());
  }

  /** Repeats all that a listener hears. */
  private final class Teller implements ExportListener {
    @Override
    public void onResult(RecordResult failure) {
      say(failure);
      say(failure.violations());
      say(failure.requestId());
      failure.cause().ifPresent(cause -> said.add(Traces.of(cause)));
    }

    @Override
    public void onWarning(long record, Violation warning) {
      say(warning);
    }

    @Override
    public void onProgress(ExportReport soFar) {
      say(soFar);
      say(soFar.warnings());
    }
  }
}
