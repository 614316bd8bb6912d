package com.treasuredata.tiktok.events.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.support.Orders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the token isn't. */
class SecrecyTest {
  private static final Map<String, String> OPTIONS =
      Map.of("event_source_id", Shop.PIXEL, "access_token", "s3cret-t0ken-0123456789abcdef");

  @TempDir Path directory;

  @Test
  void noPlanOfAWriteShowsTheToken() throws Exception {
    try (Shop shop = new Shop(directory)) {
      QueryExecution query =
          QueryWatch.of(
              LocalSpark.session(), () -> shop.write(shop.texts(shop.orders().rows(1, 3))).save());

      StringBuilder plans = new StringBuilder(query.toString());
      for (String mode : new String[] {"simple", "extended", "codegen", "cost", "formatted"}) {
        plans.append(query.explainString(ExplainMode.fromString(mode)));
      }
      assertThat(plans.toString()).contains("AppendData").doesNotContain(Shop.token());
    }
  }

  @Test
  void whatTasksTellTheDriverHoldsNoValueOfARow() throws Exception {
    try (Shop shop = new Shop(directory);
        Connector connector = connector(shop)) {
      ExportReport report =
          connector
              .exportTable(Orders.NAMES)
              .invalidRecords(InvalidRecordPolicy.SKIP)
              .run(
                  Stream.of(shop.orders().row(1), shop.orders().rowWithoutEvent(2))
                      .map(Orders::asMap)
                      .toList());

      assertThat(report.firstFailures()).hasSize(1);
      assertThat(serialized(new TaskDone(report, "part-00000.jsonl")))
          .contains("part-00000.jsonl")
          .doesNotContain("example.com", "+8190", Shop.token());
    }
  }

  private static Connector connector(Shop shop) {
    Map<String, Object> options = new HashMap<>(OPTIONS);
    options.put("base_url", shop.tiktok().baseUrl());
    options.put("type", "tiktok_events");
    return Connector.of(ConnectorConfig.of(options));
  }

  @Test
  void tasksCarryNoTokenThatIsInAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), Shop.token());
    SinkOptions given = SinkOptions.of(OPTIONS);
    try (Connector connector = Connector.of(given.settings())) {
      Credentials inFile = Credentials.of(Optional.empty(), Optional.of(file.toString()));

      assertThat(
              serialized(new EventWriterFactory(connector.plan(), inFile, new StructType(), null)))
          .contains(file.toString())
          .doesNotContain(Shop.token());
      assertThat(
              serialized(
                  new EventWriterFactory(
                      connector.plan(), given.credentials(), new StructType(), null)))
          .contains(Shop.token());
    }
  }

  private static String serialized(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void nothingThatTakesPartShowsTheToken() {
    SinkOptions options = SinkOptions.of(OPTIONS);
    EventsTable table = new EventsTable(new StructType(), OPTIONS);
    EventsWrite write = new EventsWrite(options, new StructType(), "query");
    Connector connector = Connector.of(options.settings());
    EventWriterFactory factory =
        new EventWriterFactory(connector.plan(), options.credentials(), new StructType(), null);
    connector.close();

    assertThat(
            ""
                + options
                + options.credentials()
                + table
                + table.name()
                + write
                + write.description()
                + write.toBatch()
                + factory)
        .contains("given token")
        .doesNotContain(Shop.token());
    assertThat(new TikTokEventsSource().inferSchema(new CaseInsensitiveStringMap(OPTIONS)).length())
        .isZero();
    assertThat(Credentials.of(Optional.empty(), Optional.of("/run/token")))
        .hasToString("token file");
    assertThat(Credentials.of(Optional.empty(), Optional.empty()))
        .hasToString("token of environment");
  }
}
