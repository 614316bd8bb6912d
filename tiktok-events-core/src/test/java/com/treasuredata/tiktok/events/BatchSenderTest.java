package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.support.Clients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSenderTest {
  /** A mistake of this library's: an event without its bytes can't be put into a request. */
  @Test
  @SuppressWarnings("NullAway")
  void accountsForEachRecordOfABatchThatItTripsOver() {
    RecordingListener heard = new RecordingListener();
    Export.Settings settings = new Export.Settings();
    settings.listener = heard;
    try (ApiTransport transport =
        new ApiTransport(
            Clients.transport("http://127.0.0.1:9/").build(),
            RetryOptions.NONE,
            AccessTokenProvider.of(AccessToken.of(Clients.TOKEN)))) {
      EventSink sink =
          new EventSink(
              transport,
              Clients.SHOP,
              EventValidator.of(Clients.SHOP.type()),
              null,
              true,
              Clock.systemUTC());
      ExportState state =
          new ExportState(
              settings,
              null,
              sink.group(Duration.ofMinutes(1)),
              false,
              ExportState.ListenerContext.ofOneExport());
      Batch batch = sink.newBatch();
      batch.add(event(state.account().read(), new byte[10]));
      batch.add(event(state.account().read(), new byte[10]));
      batch.events().add(event(state.account().read(), null));

      new BatchSender(new BatchSender.Shared(sink, settings, state), batch).run();

      assertThat(heard.records(Outcome.NOT_SENT)).containsExactly(1L, 2L, 3L);
      assertThat(state.account().close().notSent()).isEqualTo(3);
      assertThat(state.stop().reason()).isInstanceOf(NullPointerException.class);
    }
  }

  private static EncodedEvent event(long number, byte[] json) {
    return new EncodedEvent(
        new RecordId("", number, null), null, json, "id", Instant.EPOCH, List.of(), true);
  }
}
