package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.error.Fault;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engine can map each failure to the exception that it has for settings, data or a retry. */
class FaultTest {
  private static final String ROOT = "com.treasuredata.tiktok.events";

  private static final Event INCOMPLETE = Event.builder(EventName.PURCHASE).build();

  /** Has a pixel "Shop", and none that is named otherwise. */
  private final FakeTikTok tiktok =
      FakeTikTok.builder().advertiser("70", "Company").pixel("70", "C1", "Shop").start();

  @AfterEach
  void stop() {
    tiktok.close();
  }

  @Test
  void everyExceptionSaysWhoseFaultItIs() throws Exception {
    List<EventsException> all = new ArrayList<>();
    all.add(fails(Fault.RECORDS, () -> raise(InvalidEventException.unreadable("no JSON"))));
    all.add(
        fails(
            Fault.RECORDS,
            () -> raise(InvalidRecordException.tooMany(InvalidRecordPolicy.skipUpTo(3)))));
    all.add(
        fails(
            Fault.SETTINGS, () -> ColumnMapper.forColumns(EventSourceType.WEB, List.of("email"))));
    all.add(fails(Fault.SETTINGS, () -> ConnectorConfig.parse("{}")));
    all.add(fails(Fault.SETTINGS, () -> sources().resolve(EventSourceType.WEB, "Store")));
    all.add(fails(Fault.SETTINGS, () -> sources().create(EventSourceType.WEB, "Shop")));
    all.add(refused(40001, Fault.CREDENTIALS));
    all.add(refused(40002, Fault.SETTINGS));
    all.add(fails(Fault.SERVICE, () -> raise(new ConnectionException("no network", null))));
    all.add(fails(Fault.SERVICE, () -> raise(new DeliveryUnknownException("no answer", null))));
    all.add(
        fails(
            Fault.RECORDS,
            () -> raise(ApiException.builder(ErrorKind.INVALID_CONTENT, "bad").build())));
    all.add(fails(Fault.CALLER, () -> raise(StopException.stopped())));
    all.add(fails(Fault.SETTINGS, () -> raise(JournalException.of("of another job"))));
    all.add(fails(Fault.RECORDS, FaultTest.this::deliverNothing));
    all.add(stopped(Fault.RECORDS, record -> INCOMPLETE));
    all.add(
        fails(
            Fault.RECORDS,
            () -> raise(InvalidRecordException.tooMany(InvalidRecordPolicy.skipUpTo(1)))));

    assertThat(all).extracting(Object::getClass).containsAll(types());
  }

  @Test
  void anExportThatStoppedAnswersTheFaultOfItsCause() {
    stopped(
        Fault.CALLER,
        record -> {
          throw new IllegalStateException("the mapper fails");
        });
    stopped(
        Fault.SERVICE,
        record -> {
          throw new ConnectionException("the mapper's look-up fails", null);
        });
    assertThat(new StopException(new ConnectionException("none", null)).fault())
        .isEqualTo(Fault.SERVICE);
    assertThat(new StopException(new InterruptedException()).fault()).isEqualTo(Fault.CALLER);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION, CREDENTIALS",
    "PERMISSION, CREDENTIALS",
    "INVALID_CONTENT, RECORDS",
    "TOO_LARGE, SETTINGS",
    "NOT_FOUND, SETTINGS",
    "CONFIGURATION, SETTINGS",
    "RATE_LIMIT, SERVICE",
    "SERVER, SERVICE",
    "UNKNOWN, SERVICE"
  })
  void aRefusalAnswersByItsKind(ErrorKind kind, Fault fault) {
    assertThat(ApiException.builder(kind, "no").build().fault()).isEqualTo(fault);
  }

  /** Returns all exceptions that core has. */
  private static List<Class<?>> types() throws IOException, ClassNotFoundException {
    Path classes = Path.of("target/classes");
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes.resolve(ROOT.replace('.', '/')))) {
      for (Path file : files.filter(name -> name.toString().endsWith("Exception.class")).toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        if (EventsException.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())) {
          types.add(type);
        }
      }
    }
    assertThat(types).hasSizeGreaterThan(10);
    return types;
  }

  private EventsException refused(int code, Fault fault) {
    tiktok.answerNext(1, Answer.body(200, "application/json", "{\"code\":" + code + "}"));
    return fails(fault, () -> sources().list(EventSourceType.WEB));
  }

  private EventSourceResolver sources() {
    return EventSourceResolver.builder()
        .tokenProvider(AccessTokenProvider.of(AccessToken.of("any-t0ken")))
        .advertiserId("70")
        .transport(Clients.transport(tiktok.baseUrl()).build())
        .retry(RetryOptions.NONE)
        .build();
  }

  private void deliverNothing() {
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      client
          .<Integer>export(record -> INCOMPLETE)
          .invalidRecords(InvalidRecordPolicy.SKIP)
          .run(List.of(1))
          .orThrow();
    }
  }

  private ExportStoppedException stopped(Fault fault, RecordMapper<Integer> mapper) {
    try (EventsClient client = Clients.quick(tiktok.baseUrl())) {
      EventsException stopped = fails(fault, () -> client.export(mapper).run(List.of(1)));
      assertThat(stopped).isInstanceOf(ExportStoppedException.class);
      return (ExportStoppedException) stopped;
    }
  }

  private static void raise(EventsException exception) {
    throw exception;
  }

  private static EventsException fails(Fault fault, ThrowingCallable call) {
    EventsException thrown = catchThrowableOfType(EventsException.class, call);
    assertThat(thrown.fault()).as(thrown.toString()).isEqualTo(fault);
    return thrown;
  }
}
