package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker throws reaches the driver of an engine whole. */
class SerializationTest {
  @Test
  void anExportThatStoppedKeepsItsAccount() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        EventsClient client = Clients.quick(tiktok.baseUrl())) {
      ExportStoppedException stopped =
          catchThrowableOfType(
              ExportStoppedException.class,
              () ->
                  client
                      .<Integer>export(record -> Event.builder(EventName.PURCHASE).build())
                      .run(List.of(1, 2)));
      ExportStoppedException copy = copy(stopped);
      assertThat(copy).hasMessage(stopped.getMessage());
      assertThat(copy.report()).hasToString(stopped.report().toString());
      assertThat(copy.report().checkpoint()).isEqualTo(stopped.report().checkpoint());
      assertThat(copy.report().warnings()).isEqualTo(stopped.report().warnings());
    }
  }

  @Test
  void whatIsWrongStaysWithTheException() {
    InvalidEventException event =
        catchThrowableOfType(
            InvalidEventException.class,
            () ->
                EventValidator.of(EventSourceType.WEB)
                    .validate(Event.builder(EventName.PURCHASE).build())
                    .orThrow());
    assertThat(copy(event).violations()).isEqualTo(event.violations()).isNotEmpty();

    InvalidSetupException columns =
        catchThrowableOfType(
            InvalidSetupException.class,
            () -> ColumnMapper.forColumns(EventSourceType.WEB, List.of("email")));
    assertThat(copy(columns).problems()).isEqualTo(columns.problems()).isNotEmpty();

    InvalidSetupException settings =
        catchThrowableOfType(
            InvalidSetupException.class, () -> ConnectorConfig.parse("{\"type\":\"x\"}"));
    assertThat(copy(settings).problems()).isEqualTo(settings.problems()).isNotEmpty();
  }

  @Test
  void aSourceReachesTheWorkers() {
    EventSource source = EventSource.web("C4A1EXAMPLE0PIXEL7QG");
    assertThat(copy(source)).isEqualTo(source);
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"}) // Of what was written a moment before.
  private static <T> T copy(T object) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(object);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (T) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
