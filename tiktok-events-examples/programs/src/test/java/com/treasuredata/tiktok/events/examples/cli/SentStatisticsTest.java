package com.treasuredata.tiktok.events.examples.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export tells of the events that it sent. */
class SentStatisticsTest {
  private final long now = Instant.now().getEpochSecond();
  private final FakeTikTok tiktok = FakeTikTok.start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void saysWhatEventsCanBeMatchedByAndWhatToMend() throws IOException {
    assertThat(export(orders()).err())
        .contains(
            "  can be matched by: e-mail 100%, phone 50%, external_id 30%\n",
            "  1 of 200 purchases has no value or no currency: ",
            "  1 event repeats the name and event_id of an earlier one (record 200 that of record"
                + " 1): TikTok counts each once\n")
        .doesNotContain("ada@example.com", "id-1", "by nothing", "left out");
  }

  @Test
  void namesAnIdentifierThatIsOnManyEventsByItsFieldOnly() throws IOException {
    String rows = orders().replace("+818099990001", "");

    String err = export(rows).err();

    assertThat(err)
        .contains("  one user.email is on 100% of the events: does it stand for many people?\n");
  }

  @Test
  void saysWhatOnlyAFewEventsHave() throws IOException {
    StringBuilder rows = new StringBuilder(orders());
    for (int i = 0; i < 100; i++) {
      rows.append("Purchase,%d,other-%d,ada@example.com,,,1,EUR\n".formatted(now, i));
    }
    rows.append("Purchase,%d,x,,+818099990001,,1,EUR\n".formatted(now));

    assertThat(export(rows.toString()).err()).contains("e-mail >99%, phone 34%");
  }

  @Test
  void tellsNothingOfEventsThatThereAreNot() throws IOException {
    CommandLineRun.Result result =
        export("event,event_time,event_id,email\nPurchase,,id-1,ada@example.com\n", "--json");

    assertThat(result.err()).doesNotContain("matched by");
    Map<?, ?> sent = sent(result);
    assertThat(((Map<?, ?>) requireNonNull(sent.get("counts"))).get("events")).isEqualTo(0.0);
  }

  @Test
  void tellsNothingOfEventsThatNobodyTook() throws IOException {
    tiktok.answerNext(1, Answer.code(40105, "Access token is incorrect"));

    CommandLineRun.Result result =
        export(
            "event,event_time,event_id,email\nPurchase,%d,id-1,ada@example.com\n".formatted(now));

    assertThat(result.err())
        .contains("1 read = 0 accepted + 1 not sent")
        .doesNotContain("matched by", "no value");
  }

  @Test
  void printsItAsJsonThatItsSchemaKnows() throws IOException {
    Map<?, ?> sent = sent(export(orders(), "--json"));
    Map<?, ?> schema = (Map<?, ?>) json(Files.readString(Path.of("../docs/report.schema.json")));
    Map<?, ?> defs = (Map<?, ?>) requireNonNull(schema.get("$defs"));
    Map<?, ?> known = (Map<?, ?>) requireNonNull(defs.get("sent"));

    assertThat(sent.keySet())
        .isEqualTo(((Map<?, ?>) requireNonNull(known.get("properties"))).keySet());
    assertThat((List<?>) requireNonNull(known.get("required"))).allMatch(sent::containsKey);
    assertThat((Map<?, ?>) requireNonNull(sent.get("shares")))
        .extracting("email", "phone", "external_id")
        .containsExactly(1.0, 0.5, 0.3);
    assertThat(sent.get("first_repeats"))
        .isEqualTo(List.of(Map.of("record", 200.0, "earlier", 1.0)));
    assertThat(sent.get("event_names")).isEqualTo(Map.of("Purchase", 200.0));
  }

  @Test
  void showsItOnThePage() throws IOException {
    Path page = directory.resolve("report.html");

    export(orders(), "--report", page.toString());

    assertThat(Files.readString(page))
        .contains(
            "What TikTok can match the events by",
            "<tr><td>external_id</td><td class=\"num\">60</td><td class=\"num\">30.0 %</td>",
            "<tr><td>nothing at all</td><td class=\"num\">0</td>",
            "<tr><td>up to an hour</td><td class=\"num\">200</td>",
            "1 event repeats the name and event_id")
        .doesNotContain("ada@example.com", "cust-1");
  }

  /**
   * 200 purchases with an address, every second with a phone number; the last repeats the first.
   */
  private String orders() {
    StringBuilder rows =
        new StringBuilder("event,event_time,event_id,email,phone,external_id,value,currency\n");
    for (int i = 1; i <= 200; i++) {
      rows.append(
          "Purchase,%d,id-%d,ada@example.com,%s,%s,%s,EUR\n"
              .formatted(
                  now,
                  i == 200 ? 1 : i,
                  i % 2 == 0 ? "+818099990001" : "",
                  i <= 60 ? "cust-" + i : "",
                  i == 7 ? "" : "1.50"));
    }
    return rows.toString();
  }

  private static Map<?, ?> sent(CommandLineRun.Result result) throws IOException {
    Map<?, ?> account = (Map<?, ?>) json(result.out());
    return (Map<?, ?>) requireNonNull(account.get("sent"));
  }

  private CommandLineRun.Result export(String rows, String... more) throws IOException {
    Path input = Files.writeString(directory.resolve("rows.csv"), rows);
    List<String> args = new ArrayList<>(List.of("export", "--source", "web", "--skip-invalid"));
    args.addAll(List.of("--source-id", "C4A1EXAMPLE0PIXEL7QG", "--input", input.toString()));
    args.addAll(List.of(more));
    return new CommandLineRun()
        .with("TIKTOK_BASE_URL", tiktok.baseUrl())
        .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
        .run(args.toArray(new String[0]));
  }

  private static Object json(String text) throws IOException {
    return requireNonNull(JsonReader.of(new Buffer().writeUtf8(text)).readJsonValue());
  }
}
