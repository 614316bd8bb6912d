package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ExportPlan;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.AdContext;
import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Content;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.event.LeadContext;
import com.treasuredata.tiktok.events.event.PageContext;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.schema.EventSchema;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.spi.BusinessApi;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.NullArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** Null fails where it enters, and the exception says which argument it is. */
class NullArgumentsTest {
  private static final AccessTokenProvider TOKENS =
      AccessTokenProvider.of(AccessToken.of("any-t0ken"));

  private static final ConnectorConfig CONFIG =
      ConnectorConfig.of(
          Map.of("type", "tiktok_events", "access_token", "any-t0ken", "event_source_id", "C1"));

  /** One of each type; a new one that has methods with arguments must be added. */
  private static List<Object> samples(Connector connector, EventSourceResolver sources) {
    ExportPlan plan = connector.plan();
    RecordMapper<String> mapper = name -> Event.builder(EventName.of(name)).build();
    Consumer<String> consumer = text -> {};
    Function<String, String> function = text -> text;
    Runnable runnable = () -> {};
    return List.of(
        connector,
        sources,
        plan,
        CONFIG,
        TOKENS,
        "x",
        Path.of("token"),
        new IOException("failed"),
        BusinessApi.of(TransportOptions.DEFAULT, RetryOptions.NONE),
        List.of(),
        Set.of(),
        Map.of(),
        mapper,
        consumer,
        function,
        runnable,
        Clock.systemUTC(),
        Duration.ofSeconds(1),
        OptionalInt.empty(),
        new OkHttpClient(),
        TransportOptions.DEFAULT,
        RetryOptions.DEFAULT,
        EventSource.web("C1"),
        EventName.PURCHASE,
        AccessToken.of("any-t0ken"),
        ColumnMapper.forRows(EventSourceType.WEB),
        ColumnMapper.builder(EventSourceType.WEB),
        EventValidator.of(EventSourceType.WEB),
        EventValidator.of(EventSourceType.WEB).validate(Clients.event(1)).orThrow(),
        EventSchema.of(EventSourceType.WEB),
        FieldTable.fields().get(0),
        Connector.builder(CONFIG),
        ConnectorConfig.builder(),
        EventSourceResolver.builder(),
        TransportOptions.builder(),
        RetryOptions.builder(),
        EventValidator.builder(EventSourceType.WEB),
        ApiException.builder(ErrorKind.SERVER, "failed"),
        Event.builder(),
        UserData.builder(),
        EventProperties.builder(),
        Content.builder(),
        PageContext.builder(),
        AppContext.builder(),
        AdContext.builder(),
        LeadContext.builder());
  }

  @Test
  void isNamedWhereItEnters() throws Exception {
    List<String> packages =
        Stream.of("connector", "source", "http", "error", "event", "schema", "spi")
            .map(name -> "com.treasuredata.tiktok.events." + name)
            .toList();
    try (Connector connector = Connector.of(CONFIG);
        EventSourceResolver sources = EventSourceResolver.of(TOKENS, "70")) {
      assertThat(NullArguments.notNamed(packages, samples(connector, sources))).isEmpty();
    }
  }

  @Test
  void aPartThatIsMissingIsNamedInASentence() {
    assertThatThrownBy(() -> EventSourceResolver.builder().advertiserId("70").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a resolver needs a token provider: call tokenProvider(…)");
    assertThatThrownBy(() -> EventSourceResolver.builder().tokenProvider(TOKENS).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a resolver needs an advertiser: call advertiserId(…)");
    assertThatThrownBy(() -> EventsClient.builder().tokenProvider(TOKENS).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("source(…)");
    assertThatThrownBy(() -> EventsClient.builder().source(EventSource.web("C1")).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tokenProvider(…)");
  }
}
