package com.treasuredata.tiktok.events.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.ReceivedEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that come from a query: of a real PostgreSQL server, and of files by way of DuckDB. */
class DatabaseInputTest {
  private final Instant today = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final String DUCKDB = "jdbc:duckdb:";

  private static EmbeddedPostgres postgres;
  private static String postgresUrl;

  private final FakeTikTok tiktok = FakeTikTok.builder().keepEvents(10_000).start();

  @TempDir Path directory;

  @BeforeAll
  static void startServer() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    postgresUrl = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role shop login superuser password 's3cret-of-shop'");
      statement.execute("create table orders (id bigint primary key, total numeric(12,2))");
      statement.execute("insert into orders select i, i * 0.01 from generate_series(1, 3500) i");
    }
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void exportsAParquetFile() throws SQLException {
    Path parquet = directory.resolve("events.parquet");
    duckdb(
        """
        copy (select 'Purchase' as event, now() as event_time, 'order-' || i as event_id,
                     'ada' || i || '@example.com' as email, (i * 0.01)::decimal(12,2) as value,
                     'USD' as currency, 'https://shop.example/' as url
              from range(1, 2501) t(i)) to '%s' (format parquet)
        """
            .formatted(parquet));

    CommandLineRun.Result result =
        export("--jdbc-url", DUCKDB, "--query", "select * from '" + parquet + "'");

    assertThat(result.err()).contains("2,500 read = 2,500 accepted");
    assertThat(result.exitCode()).isZero();
    assertThat(tiktok.events()).hasSize(2_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "duckdb"})
  void readsValuesByTheirTypes(String database) {
    boolean isDuckDb = database.equals("duckdb");
    String binary = isDuckDb ? "'\\xC3\\xA4'::blob" : "'\\xc3a4'::bytea";
    String digest = isDuckDb ? "unhex(repeat('b5', 32))" : "decode(repeat('b5', 32), 'hex')";
    String moment = "cast(date_trunc('second', now()) as timestamptz)";
    String sql =
        """
        select 'Purchase' as event, %s as event_time, 7::bigint as event_id,
               cast('0e0a8b1c-5f0a-4a53-9d0e-0a3f6f6f0001' as uuid) as external_id,
               12.50::decimal(10,2) as value, 'USD' as currency, 'https://shop.example/' as url,
               %s as email_sha256,
               '[{"content_id":"A","price":1.5,"quantity":2}]'::json as contents,
               true as "properties.gift", date '2026-11-20' as "properties.day",
               timestamp '2026-11-20 02:30:00.5' as "properties.shown_at",
               timestamp with time zone '2026-11-20 10:00:00+09' as "properties.made_at",
               %s as "properties.note", 1.5::real as "properties.weight",
               '"quoted"'::json as "properties.word", cast(null as varchar) as "properties.none"
        """
            .formatted(moment, digest, binary);

    CommandLineRun.Result result = exportOf(database, sql);

    assertThat(result.err()).contains("1 read = 1 accepted");
    ReceivedEvent event = tiktok.events().get(0);
    assertThat(event.fields().get("event_id")).isEqualTo("7");
    assertThat(String.valueOf(event.fields().get("properties")))
        .contains("value=12.5", "gift=true", "note=ä", "weight=1.5", "word=quoted")
        .contains("day=2026-11-20", "shown_at=2026-11-20T02:30:00.500")
        .contains("made_at=2026-11-20T01:00:00Z", "content_id=A", "price=1.5")
        .doesNotContain("none=");
    assertThat(String.valueOf(event.fields().get("user"))).contains("b5".repeat(32));
  }

  @Test
  void readsListsAndStructuresOfDuckDb() {
    String sql =
        """
        select 'Purchase' as event, now() as event_time, ['ada@example.com', 'bob@example.com'] as email,
               [{'content_id': 'A', 'price': 1.5}, {'content_id': 'B', 'price': 2.5}] as contents,
               'USD' as currency, 4 as value, 'https://shop.example/' as url,
               map {'colour': 'red'} as "properties.extra"
        """;

    exportOf("duckdb", sql);

    Map<String, Object> event = tiktok.events().get(0).fields();
    assertThat(String.valueOf(event.get("properties")))
        .contains("content_id=B", "extra={colour=red}");
    assertThat(String.valueOf(event.get("user"))).matches("\\{email=\\[\\w{64}, \\w{64}]}");
  }

  @Test
  void readsListsOfPostgres() {
    exportOf(
        "postgresql",
        "select 'Contact' as event, now() as event_time, array['ada@example.com','bob@example.com'] as email,"
            + " 'https://shop.example/' as url");

    Map<String, Object> event = tiktok.events().get(0).fields();
    assertThat(String.valueOf(event.get("user"))).matches("\\{email=\\[\\w{64}, \\w{64}]}");
  }

  @Test
  void theSameRowsHaveTheSameIdsFromAFileAndFromTypedColumns() throws IOException {
    long time = Instant.now().getEpochSecond();
    Path csv = directory.resolve("rows.csv");
    Files.writeString(
        csv,
        "event,event_time,email,value,currency,url\nPurchase,%s,ada@example.com,12.50,USD,https://shop.example/\n"
            .formatted(time));
    String typed =
        "select 'Purchase' as event, to_timestamp(%s) as event_time, 'ada@example.com' as email, 12.50 as value,"
                .formatted(time)
            + " 'USD' as currency, 'https://shop.example/' as url";

    export("--input", csv.toString());
    exportOf("postgresql", typed);
    exportOf("duckdb", typed);

    assertThat(tiktok.events()).extracting(event -> event.fields().get("event_id")).hasSize(3);
    assertThat(tiktok.stats().duplicates()).isEqualTo(2);
  }

  @Test
  void worksWithValidatePreviewLimitKeyAndResults() throws IOException {
    CommandLineRun.Result validated =
        run(
            "validate",
            "--source",
            "offline",
            "--jdbc-url",
            postgresUrl,
            "--jdbc-user",
            "shop",
            "--query",
            orders("order by id"),
            "--limit",
            "2");
    CommandLineRun.Result preview = exportOf("postgresql", orders("order by id"), "--preview", "1");
    Path results = directory.resolve("results.csv");
    CommandLineRun.Result exported =
        exportOf(
            "postgresql",
            orders("order by id"),
            "--limit",
            "3",
            "--key",
            "order_number",
            "--results",
            results.toString());

    assertThat(validated.err()).contains("2 valid, 0 invalid");
    assertThat(preview.out()).contains("record 1 would be sent", "value ->");
    assertThat(exported.err()).contains("3 read = 3 accepted");
    assertThat(Files.readAllLines(results))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("2,2,accepted"));
  }

  @Test
  void refusesAColumnWhoseTypeCannotBeRight() {
    CommandLineRun.Result result =
        exportOf(
            "postgresql",
            "select 'Contact' as event, now()::timestamp as event_time, 81901234::bigint as phone");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("column event_time holds times without a zone")
        .contains("column phone holds numbers");
  }

  @Test
  void goesOnWhereAnEarlierRunOfTheSameQueryStopped() {
    tiktok.answerWith(
        request ->
            request.number() == 3 ? Optional.of(Answer.code(40105, "refused")) : Optional.empty());
    String[] more = {"--threads", "1", "--resume", directory.resolve("state").toString()};
    assertThat(exportOf("postgresql", orders("order by id"), more).exitCode()).isEqualTo(3);
    tiktok.clearAnswers();

    CommandLineRun.Result otherOrder = exportOf("postgresql", orders("order by total desc"), more);
    CommandLineRun.Result again = exportOf("postgresql", orders("order by id"), more);

    assertThat(otherOrder.exitCode()).isEqualTo(2);
    assertThat(otherOrder.err()).contains("is of another export");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(tiktok.stats().eventsCounted()).isEqualTo(3_500);
    assertThat(tiktok.stats().duplicates()).isZero();
  }

  @Test
  void goesOnOnlyWithRowsThatComeInTheSameOrder() throws SQLException {
    String query = orders("order by total / (select max(total) from orders), id");
    String[] more = {"--threads", "1", "--resume", directory.resolve("state").toString()};
    tiktok.answerWith(
        request ->
            request.number() == 3 ? Optional.of(Answer.code(40105, "refused")) : Optional.empty());
    exportOf("postgresql", query, more);
    tiktok.clearAnswers();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update orders set total = 99 where id = 1");
      CommandLineRun.Result again = exportOf("postgresql", query, more);
      statement.execute("update orders set total = 0.01 where id = 1");

      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.err()).contains("row 1 of the input differs from the earlier run's");
    }
  }

  @Test
  void needsAnOrderForAResume() {
    CommandLineRun.Result result =
        exportOf(
            "postgresql",
            orders("-- order by id"),
            "--resume",
            directory.resolve("state").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--resume needs an ORDER BY in the query");
  }

  @Test
  void takesThePasswordFromTheEnvironmentOrAFileOnly() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "s3cret-of-shop\n");

    CommandLineRun.Result inUrl =
        export(
            "--jdbc-url",
            postgresUrl + "?user=shop&password=s3cret-of-shop",
            "--query",
            "select 1");
    CommandLineRun.Result fromFile =
        exportOf("postgresql", orders("limit 1"), "--jdbc-password-file", file.toString());

    assertThat(inUrl.exitCode()).isEqualTo(2);
    assertThat(inUrl.err())
        .contains("--jdbc-url holds a password")
        .doesNotContain("s3cret-of-shop");
    assertThat(fromFile.exitCode()).as(fromFile.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--query 'select 1' | --query goes with --jdbc-url URL",
        "--jdbc-url jdbc:duckdb: | --jdbc-url goes with --query SQL or --query-file FILE",
        "--jdbc-url jdbc:duckdb: --query x --query-file y | give --query or --query-file, not both",
        "--jdbc-url jdbc:duckdb: --query x --input - | there are two inputs, --input and --jdbc-url",
        "--jdbc-url jdbc:duckdb: --query x --format csv | --format is for files: a query has neither",
        "--jdbc-url duckdb --query x | --jdbc-url must be a JDBC URL",
        "--jdbc-url jdbc:nosuch:x --query x | there is no driver for \"jdbc:nosuch:\": give its jar",
        "--jdbc-url jdbc:mysql://h/x --query x | get com.mysql:mysql-connector-j from Maven Central",
        "--jdbc-url jdbc:duckdb: --query x --driver-path nosuch.jar | nosuch.jar is no file",
        "'' | give --input FILE, or --jdbc-url URL and --query SQL",
      })
  void saysWhatIsWrong(String words, String message) {
    CommandLineRun.Result result =
        export(
            Arrays.stream(words.replace("'", "").split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replace("select", "select 1"))
                .filter(word -> !word.equals("1"))
                .toArray(String[]::new));

    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "duckdb"})
  void saysWhatTheDatabaseRefusesWithoutItsValues(String database) {
    CommandLineRun.Result missing = exportOf(database, "select * from orderz");
    CommandLineRun.Result value =
        exportOf(database, "select cast(v as int) as event from (select 'Ada Lovelace' as v) t");

    assertThat(missing.err()).contains("the query failed", "orderz does not exist".substring(0, 6));
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(value.err()).contains("the query failed", "[…]").doesNotContain("Lovelace");
    assertThat(value.exitCode()).isEqualTo(2);
  }

  @Test
  void aFailureInTheMiddleKeepsWhatWasReadBefore() {
    CommandLineRun.Result result =
        exportOf(
            "postgresql",
            "select 'Contact' as event, now() as event_time, 'ada@example.com' as email,"
                + " 'https://shop.example/' as url, 1 / (2000 - id) as n from orders order by id");

    assertThat(result.err()).contains("division by zero", "accepted");
    assertThat(tiktok.stats().eventsCounted()).isPositive();
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void aServerThatCannotBeReachedIsForTryingAgain() {
    CommandLineRun.Result result =
        export(
            "--jdbc-url",
            "jdbc:postgresql://127.0.0.1:1/shop",
            "--jdbc-user",
            "shop",
            "--query",
            "select 1");

    assertThat(result.exitCode()).isEqualTo(75);
    assertThat(result.err()).contains("can't connect to jdbc:postgresql:");
  }

  @Test
  void refusesTypesWhoseValuesHaveNoNames() {
    CommandLineRun.Result result =
        exportOf("postgresql", "select 'Contact' as event, row(1, 'a') as contents");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("column 2 of the query is of the type \"record\"");
  }

  @Test
  void aQueryChangesNothing() throws SQLException {
    CommandLineRun.Result result =
        exportOf(
            "postgresql",
            "with gone as (delete from orders returning id) select 'Contact' as event, now() as event_time,"
                + " 'ada@example.com' as email, 'https://shop.example/' as url from gone");

    assertThat(result.exitCode()).as(result.err()).isZero();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from orders")) {
      assertThat(count.next()).isTrue();
      assertThat(count.getLong(1)).isEqualTo(3_500);
    }
  }

  @Test
  void findsADriverInJarsThatItIsTold() {
    String jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(each -> each.contains("duckdb_jdbc"))
            .findFirst()
            .orElseThrow();

    CommandLineRun.Result result =
        export(
            "--jdbc-url",
            DUCKDB,
            "--driver-path",
            jar,
            "--query",
            orders("").replace("orders", "range(1, 4) t(id)").replace("total", "id"));

    assertThat(result.err()).contains("3 read = 3 accepted");
  }

  /** A query that says now() would give other rows each time, and couldn't be gone on with. */
  private String orders(String order) {
    return """
        select 'Purchase' as event, timestamptz '%s' as event_time, id as order_number,
               'order-' || id as event_id, 'ada@example.com' as email, total as value,
               'USD' as currency, 'https://shop.example/' as url
        from orders %s
        """
        .formatted(today, order);
  }

  private CommandLineRun.Result exportOf(String database, String sql, String... more) {
    List<String> words = new ArrayList<>();
    if (database.equals("duckdb")) {
      words.addAll(List.of("--jdbc-url", DUCKDB));
    } else {
      words.addAll(List.of("--jdbc-url", postgresUrl, "--jdbc-user", "shop"));
    }
    words.addAll(List.of("--query", sql));
    words.addAll(List.of(more));
    return export(words.toArray(new String[0]));
  }

  private CommandLineRun.Result export(String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "export",
                    "--source",
                    "web",
                    "--source-id",
                    "C4A1EXAMPLE0PIXEL7QG",
                    "--base-url",
                    tiktok.baseUrl()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static CommandLineRun.Result run(String... words) {
    return new CommandLineRun()
        .with("TIKTOK_ACCESS_TOKEN", "any-t0ken")
        .with("JDBC_PASSWORD", "s3cret-of-shop")
        .run(words);
  }

  private static void duckdb(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(DUCKDB);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
