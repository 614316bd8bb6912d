package com.treasuredata.tiktok.events.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims about credentials in exports, over HTTP. */
class CredentialsAtWorkTest {
  private static final String APP_ID = "7000000000000000101";
  private static final String SECRET = "app-s3cret-0123456789";
  private static final String SHOP = "7000000000000000011";
  private static final EventSource PIXEL = EventSource.web("C4A1EXAMPLE0PIXEL7QG");

  @TempDir private Path directory;

  private static FakeTikTok tiktok() {
    return FakeTikTok.builder().app(APP_ID, SECRET).pixel(SHOP, PIXEL.id(), "Main store").start();
  }

  private static TransportOptions transport(FakeTikTok tiktok) {
    return TransportOptions.builder().baseUrl(tiktok.baseUrl()).build();
  }

  private static TikTokOAuth oauth(FakeTikTok tiktok) {
    return TikTokOAuth.builder(APP_ID, SECRET).transport(transport(tiktok)).build();
  }

  private static EventsClient client(FakeTikTok tiktok, AccessTokenProvider tokens) {
    return EventsClient.builder()
        .tokenProvider(tokens)
        .source(PIXEL)
        .transport(transport(tiktok))
        .retry(RetryOptions.NONE)
        .build();
  }

  private static Export<Map<String, ?>> export(EventsClient client) {
    return client.export(ColumnMapper.forRows(EventSourceType.WEB)).threads(10);
  }

  private static List<Map<String, ?>> rows(int count) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          Map.of(
              "event", "Purchase",
              "event_time", Instant.now().getEpochSecond(),
              "event_id", "order-" + i,
              "email", "ada@example.com",
              "page.url", "https://shop.example/"));
    }
    return rows;
  }

  @Test
  void exportsWithAStoredGrantToASourceFoundByItsName() {
    try (FakeTikTok tiktok = tiktok()) {
      GrantStore store = GrantStore.file(directory.resolve("grant.json"));
      store.save(oauth(tiktok).exchange(tiktok.issueAuthCode()));
      OAuthTokenProvider tokens = OAuthTokenProvider.of(store);
      try (EventSourceResolver sources =
              EventSourceResolver.builder()
                  .tokenProvider(tokens)
                  .advertiserId(tokens.grant().advertiserIds().get(0))
                  .transport(transport(tiktok))
                  .build();
          EventsClient client = client(tiktok, tokens)) {
        assertThat(sources.resolve(EventSourceType.WEB, "Main store")).isEqualTo(PIXEL);
        assertThat(export(client).run(rows(10)).accepted()).isEqualTo(10);
      }
    }
  }

  @Test
  void aRevokedGrantStopsAnExportWithoutAStormAndSaysWhatToDo() {
    try (FakeTikTok tiktok = tiktok()) {
      OAuthGrant grant = oauth(tiktok).exchange(tiktok.issueAuthCode());
      oauth(tiktok).revoke(grant.accessToken());
      try (EventsClient client = client(tiktok, OAuthTokenProvider.of(grant))) {
        ExportStoppedException stopped =
            catchThrowableOfType(
                ExportStoppedException.class,
                () -> export(client).batchLimits(10, 1_000_000).run(rows(1_000)));

        assertThat(stopped).hasMessageContaining("A user must authorize the app again");
        assertThat(stopped.getCause())
            .isInstanceOfSatisfying(
                ApiException.class,
                refusal -> {
                  assertThat(refusal.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
                  assertThat(refusal.code()).isEqualTo(40105);
                  assertThat(refusal.requestId()).isPresent();
                })
            .cause()
            .isInstanceOfSatisfying(
                CredentialsException.class,
                cause -> assertThat(cause.reason()).isEqualTo(Reason.AUTHORIZATION_NEEDED));
        assertThat(stopped).hasMessageContaining("(code 40105 INVALID_ACCESS_TOKEN, request ");
        assertThat(stopped.report().accepted()).isZero();
        assertThat(tiktok.calls("/event/track/")).isLessThanOrEqualTo(10); // One for each thread.
      }
    }
  }

  @Test
  void anExportGoesOnWithTheTokenThatReplacesARefusedOne() throws IOException {
    try (FakeTikTok tiktok = tiktok()) {
      TikTokOAuth oauth = oauth(tiktok);
      OAuthGrant first = oauth.exchange(tiktok.issueAuthCode());
      OAuthGrant second = oauth.exchange(tiktok.issueAuthCode());
      Path file = Files.writeString(directory.resolve("token"), first.accessToken().secret());
      FileTime time = Files.getLastModifiedTime(file);
      try (EventsClient client = client(tiktok, LongLivedTokenProvider.fromFile(file))) {
        assertThat(export(client).run(rows(10)).accepted()).isEqualTo(10);

        Files.writeString(file, second.accessToken().secret());
        Files.setLastModifiedTime(file, time); // So that only a refusal makes it read again.
        oauth.revoke(first.accessToken());

        assertThat(export(client).run(rows(10)).accepted()).isEqualTo(10);
        assertThat(tiktok.calls("/event/track/")).isEqualTo(3);
      }
    }
  }

  @Test
  void aConnectorTakesAGrantInPlaceOfATokenInItsSettings() {
    ConnectorConfig config =
        ConnectorConfig.builder()
            .json(
                """
                {"type": "tiktok_events", "target_event_source": "NAME",
                 "event_source_name": "Main store", "advertiser_id": "7000000000000000011"}
                """)
            .tokenFromElsewhere()
            .build();
    try (FakeTikTok tiktok = tiktok()) {
      OAuthGrant grant = oauth(tiktok).exchange(tiktok.issueAuthCode());
      try (Connector connector =
          Connector.builder(config)
              .tokenProvider(OAuthTokenProvider.of(grant))
              .transport(transport(tiktok))
              .build()) {
        assertThat(connector.exportRows().run(rows(10)).accepted()).isEqualTo(10);
      }
    }
  }
}
