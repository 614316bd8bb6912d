package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.text.Ids;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to one event source.
 *
 * <pre>{@code
 * EventsClient client =
 *     EventsClient.builder().accessToken(token).source(EventSource.web("C4A1EXAMPLE0PIXEL7QG")).build();
 * SendReceipt receipt = client.send(purchase);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads; make one and keep it. {@link #close} closes
 * idle connections, which would otherwise close after some minutes.
 */
public final class EventsClient implements AutoCloseable {
  private final Builder builder;
  private final EventSource source;
  private final ApiTransport transport;
  private final SenderPool senders;
  private final EventSink sink;
  private final ClientSettings settings;

  /** Whether it has connections and threads of its own, or shares another client's. */
  private final boolean isOwner;

  private EventsClient(Builder builder, EventSource source, @Nullable EventsClient owner) {
    this.builder = builder;
    this.source = source;
    this.isOwner = owner == null;
    if (owner == null) {
      this.transport =
          new ApiTransport(
              builder.transport,
              builder.retry,
              required(builder.tokens, "a token: call accessToken(…) or tokenProvider(…)"));
      this.senders = new SenderPool(builder.threads, builder.threadFactory);
    } else {
      this.transport = owner.transport;
      this.senders = owner.senders;
    }
    EventValidator validator =
        EventValidator.builder(source.type())
            .strict(builder.strict)
            .limitedDataUse(builder.limitedDataUse)
            .clock(builder.clock)
            .timeZone(builder.timeZone)
            .phoneCountry(builder.phoneCountry)
            .build();
    this.sink =
        new EventSink(
            transport,
            source,
            validator,
            builder.testEventCode,
            builder.deriveEventIds,
            builder.clock);
    this.settings =
        ClientSettings.of(
            builder.transport.baseUrl().toString(),
            builder.testEventCode,
            builder.limitedDataUse,
            builder.strict,
            builder.deriveEventIds);
  }

  private static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("a client needs " + what);
    }
    return value;
  }

  /** Returns a builder; it needs a source and a token. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with the settings of this client, for one with connections of its own. */
  @CheckReturnValue
  public Builder newBuilder() {
    return builder.copy().source(source);
  }

  /**
   * Returns a client that sends events to another source, and shares all else with this one:
   * connections, threads, pauses that TikTok asks for, and the token. It can be used until this
   * client is closed; closing it does nothing.
   *
   * <pre>{@code
   * EventsClient shops = website.to(EventSource.offline("7288888888888888888"));
   * }</pre>
   */
  @CheckReturnValue
  public EventsClient to(EventSource other) {
    Objects.requireNonNull(other, "other");
    return new EventsClient(builder, other, this);
  }

  /** Returns where events go. */
  public EventSource source() {
    return source;
  }

  /** Returns the check that events pass before they are sent. */
  public EventValidator validator() {
    return sink.validator();
  }

  /**
   * Sends {@code event} in a request of its own and waits for TikTok's answer.
   *
   * <p>It is checked first, and nothing is sent if it breaks a rule. Identifiers are normalised and
   * hashed on the way: a user with the e-mail {@code " Ada@Example.com "} is sent as the SHA-256 of
   * {@code ada@example.com}.
   *
   * <p>Throttled requests and server errors are retried as {@link RetryOptions} say. To send many
   * events use {@link #export}, which fills each request.
   *
   * @throws IllegalStateException if the client is closed
   * @throws InvalidEventException if the event breaks a rule; lists every violation
   * @throws com.treasuredata.tiktok.events.error.ApiException if TikTok refuses it
   * @throws com.treasuredata.tiktok.events.error.ConnectionException if TikTok can't be reached
   * @throws com.treasuredata.tiktok.events.error.DeliveryUnknownException if the request went out
   *     and TikTok didn't answer, or failed, so that it may have the event or not
   */
  public SendReceipt send(Event event) {
    ValidationResult result = validator().validate(event);
    Batch batch = sink.newBatch();
    batch.add(sink.encode(idOf(1), null, result, ""));
    return send(batch, result.violations());
  }

  /**
   * Sends {@code events} in one request and waits for TikTok's answer. TikTok takes all of them or
   * none.
   *
   * @throws IllegalArgumentException if there is no event, or more than 1,000: {@link #export}
   *     takes any number
   * @throws InvalidEventException if one breaks a rule; lists the violations of all, their paths
   *     starting with the event's place as in {@code [2].user.email}
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #send(Event)} does
   */
  public SendReceipt send(List<Event> events) {
    if (events.isEmpty() || events.size() > Limits.MAX_EVENTS_PER_REQUEST) {
      throw new IllegalArgumentException(
          "a request takes 1 to "
              + Limits.MAX_EVENTS_PER_REQUEST
              + " events, not "
              + events.size());
    }
    List<Violation> violations = new ArrayList<>();
    Batch batch = sink.newBatch();
    for (int i = 0; i < events.size(); i++) {
      ValidationResult result = validator().validate(events.get(i));
      for (Violation found : result.violations()) {
        String path = found.path().isEmpty() ? "" : '.' + found.path();
        violations.add(
            new Violation("[" + i + ']' + path, found.rule(), found.severity(), found.message()));
      }
      if (result.isValid()) {
        batch.add(sink.encode(idOf(i + 1L), null, result, ""));
      }
    }
    if (violations.stream().anyMatch(violation -> violation.severity() == Severity.ERROR)) {
      throw new InvalidEventException(violations);
    }
    return send(batch, violations);
  }

  private static RecordId idOf(long number) {
    return new RecordId("", number, null);
  }

  private SendReceipt send(Batch batch, List<Violation> warnings) {
    ApiAnswer answer = sink.send(batch);
    return new SendReceipt(
        answer.requestId(), answer.attempts(), List.copyOf(warnings), answer.problem());
  }

  /**
   * Returns an export of records that {@code mapper} makes events of; nothing happens before {@link
   * Export#run} or {@link Export#open}.
   *
   * @param <R> the type of records
   */
  @CheckReturnValue
  public <R> Export<R> export(RecordMapper<R> mapper) {
    return Export.create(sink, senders, settings, Objects.requireNonNull(mapper, "mapper"));
  }

  /**
   * Closes idle connections and ends the sender threads. Nothing can be sent any more, neither by
   * this client nor by those that {@link #to} made of it. An HTTP client that the caller brought
   * stays open.
   */
  @Override
  public void close() {
    if (isOwner) {
      transport.close();
      senders.close();
    }
  }

  @Override
  public String toString() {
    return "EventsClient[" + source() + ']';
  }

  /** Builds an {@link EventsClient}; not safe for use by several threads. */
  public static final class Builder {
    private @Nullable EventSource source;
    private @Nullable AccessTokenProvider tokens;
    private @Nullable String testEventCode;
    private boolean limitedDataUse;
    private boolean strict;
    private boolean deriveEventIds = true;
    private Clock clock = Clock.systemUTC();
    private @Nullable ZoneId timeZone;
    private @Nullable String phoneCountry;
    private TransportOptions transport = TransportOptions.DEFAULT;
    private RetryOptions retry = RetryOptions.DEFAULT;
    private int threads = 5;
    private ThreadFactory threadFactory = SenderPool::daemon;

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.source = source;
      copy.tokens = tokens;
      copy.testEventCode = testEventCode;
      copy.limitedDataUse = limitedDataUse;
      copy.strict = strict;
      copy.deriveEventIds = deriveEventIds;
      copy.timeZone = timeZone;
      copy.phoneCountry = phoneCountry;
      copy.clock = clock;
      copy.transport = transport;
      copy.retry = retry;
      copy.threads = threads;
      copy.threadFactory = threadFactory;
      return copy;
    }

    /** Sets where events go. Required. */
    public Builder source(EventSource source) {
      this.source = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets a long-lived access token.
     *
     * @throws IllegalArgumentException if it can't be a token, as {@link AccessToken#of} says
     */
    public Builder accessToken(String secret) {
      return tokenProvider(AccessTokenProvider.of(AccessToken.of(secret)));
    }

    /** Sets where access tokens come from. Required, unless {@link #accessToken} is called. */
    public Builder tokenProvider(AccessTokenProvider tokens) {
      this.tokens = Objects.requireNonNull(tokens, "tokenProvider");
      return this;
    }

    /**
     * Sets the code that makes all events test events: shown in Events Manager, and counted nowhere
     * (events-api.md §7). By default none: events are real.
     *
     * @throws IllegalArgumentException if it is blank, or has white space or anything in it that
     *     isn't printable ASCII
     */
    public Builder testEventCode(@Nullable String code) {
      this.testEventCode = code == null ? null : Ids.checked("test event code", code.strip());
      return this;
    }

    /**
     * Sets {@code limited_data_use} of web and app events that don't set it. By default {@code
     * false}.
     */
    public Builder limitedDataUse(boolean limitedDataUse) {
      this.limitedDataUse = limitedDataUse;
      return this;
    }

    /**
     * Sets whether to check in strict mode, as {@link EventValidator.Builder#strict} says. By
     * default {@code false}.
     */
    public Builder strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /**
     * Sets whether events without an {@code event_id} get one, made of their content, so that
     * TikTok counts them once however often they are sent. By default {@code true}; app events
     * never get one, since TikTok documents none for them.
     *
     * <p>An id such as {@code te1-9ec1fc4ebe1b9b752037917a7e57df5e} is {@code te1-} and the first
     * 32 hexadecimal digits of the SHA-256 of these in UTF-8, with a line feed between: {@code
     * tiktok-events/1}, the source's type as in {@code web}, the source's id, for test events
     * {@code test} and their code, the event's JSON as it is sent, without an id, but with custom
     * numbers and booleans as texts, and, if {@link Export#deduplicationKey} gives its record a
     * key, that key. In each object members stand in the order of their names, numbers without
     * superfluous zeros, times as Unix seconds. So the same record has the same id on every
     * machine, in every locale, on every day, and two events that are equal in every field are one.
     * The number in {@code te1} changes with this format, and only then.
     */
    public Builder deriveEventIds(boolean derive) {
      this.deriveEventIds = derive;
      return this;
    }

    /**
     * Sets the zone of times that have none, as {@link EventValidator.Builder#timeZone} says. By
     * default {@code null}: they are refused.
     */
    public Builder timeZone(@Nullable ZoneId zone) {
      this.timeZone = zone;
      return this;
    }

    /**
     * Sets the country of phone numbers that have no country code, as {@link
     * EventValidator.Builder#phoneCountry} says. By default {@code null}: they are refused.
     */
    public Builder phoneCountry(@Nullable String country) {
      this.phoneCountry = country;
      return this;
    }

    /** Sets the clock that event times are compared with. By default the system's. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the server's address and the HTTP client. By default {@link TransportOptions#DEFAULT}.
     */
    public Builder transport(TransportOptions transport) {
      this.transport = Objects.requireNonNull(transport, "transport");
      return this;
    }

    /** Sets when failed requests are retried. By default {@link RetryOptions#DEFAULT}. */
    public Builder retry(RetryOptions retry) {
      this.retry = Objects.requireNonNull(retry, "retry");
      return this;
    }

    /**
     * Sets how many requests the exports of the client may have in flight together, 1 to 10. By
     * default 5 (connector.md, {@code thread_count}). There are as many threads, which are made
     * when they are needed.
     *
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder threads(int threads) {
      if (threads < 1 || threads > Export.MAX_THREADS) {
        throw new IllegalArgumentException(
            "threads must be 1 to " + Export.MAX_THREADS + ": " + threads);
      }
      this.threads = threads;
      return this;
    }

    /**
     * Sets the factory of the sender threads, which may call the listener, too; for engines that
     * must prepare their threads. While a thread sends, it is named after export and batch. By
     * default daemon threads, which don't keep a process from ending.
     */
    public Builder threadFactory(ThreadFactory factory) {
      this.threadFactory = Objects.requireNonNull(factory, "factory");
      return this;
    }

    /**
     * Returns the client.
     *
     * @throws IllegalStateException if source or token are missing
     */
    @CheckReturnValue
    public EventsClient build() {
      Builder settings = copy();
      return new EventsClient(settings, required(source, "an event source: call source(…)"), null);
    }
  }
}
