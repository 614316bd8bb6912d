package com.treasuredata.tiktok.events.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.Connector;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
