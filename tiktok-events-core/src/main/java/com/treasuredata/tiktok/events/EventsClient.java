package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.text.Ids;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Limits;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * <p>Immutable and safe for use by several threads; make one and keep it. {@link #close} lets go of
 * idle connections, which would end by themselves after some minutes.
 */
public final class EventsClient implements AutoCloseable {
  private final ApiTransport transport;
  private final Tracker tracker;

  private EventsClient(Builder builder) {
    EventSource source = Objects.requireNonNull(builder.source, "source: call source(…)");
    AccessTokenProvider tokens =
        Objects.requireNonNull(
            builder.tokens, "token provider: call accessToken(…) or tokenProvider(…)");
    EventValidator validator =
        EventValidator.builder(source.type())
            .strict(builder.strict)
            .limitedDataUse(builder.limitedDataUse)
            .clock(builder.clock)
            .timeZone(builder.timeZone)
            .phoneCountry(builder.phoneCountry)
            .build();
    this.transport = new ApiTransport(builder.transport, builder.retry, tokens);
    this.tracker =
        new Tracker(transport, source, validator, builder.testEventCode, builder.deriveEventIds);
  }

  /** Returns a builder; it needs a source and a token. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns where events go. */
  public EventSource source() {
    return tracker.source();
  }

  /** Returns the check that events pass before they are sent. */
  public EventValidator validator() {
    return tracker.validator();
  }

  /**
   * Sends {@code event} in a request of its own and waits for TikTok's answer.
   *
   * <p>It is checked first, and nothing is sent if it breaks a rule. Identifiers are normalised and
   * hashed on the way: a user with the e-mail {@code " Ada@Example.com "} is sent as the SHA-256 of
   * {@code ada@example.com}.
   *
   * <p>Rate limits and server errors are repeated as {@link RetryOptions} say. To send many events
   * use {@link #export}, which fills each request.
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
    Batch batch = tracker.newBatch();
    batch.add(tracker.encode(1, null, result.orThrow(), ""));
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
    Batch batch = tracker.newBatch();
    for (int i = 0; i < events.size(); i++) {
      ValidationResult result = validator().validate(events.get(i));
      for (Violation found : result.violations()) {
        String path = found.path().isEmpty() ? "" : '.' + found.path();
        violations.add(
            new Violation("[" + i + ']' + path, found.rule(), found.severity(), found.message()));
      }
      if (result.isValid()) {
        batch.add(tracker.encode(i + 1L, null, result.orThrow(), ""));
      }
    }
    if (violations.stream().anyMatch(violation -> violation.severity() == Severity.ERROR)) {
      throw new InvalidEventException(violations);
    }
    return send(batch, violations);
  }

  private SendReceipt send(Batch batch, List<Violation> warnings) {
    ApiAnswer answer = tracker.send(batch);
    return new SendReceipt(
        answer.requestId(), answer.attempts(), List.copyOf(warnings), answer.problem());
  }

  /**
   * Returns an export of records that {@code mapper} makes events of; nothing happens before {@link
   * Export#run} or {@link Export#open}.
   *
   * @param <R> the type of records
   */
  public <R> Export<R> export(RecordMapper<R> mapper) {
    return Export.create(tracker, mapper);
  }

  /**
   * Lets go of idle connections. Nothing can be sent any more. An HTTP client of the caller's own
   * is left alone.
   */
  @Override
  public void close() {
    transport.close();
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

    private Builder() {}

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
     * Sets {@code limited_data_use} for web and app events that don't say themselves. By default
     * {@code false}.
     */
    public Builder limitedDataUse(boolean limitedDataUse) {
      this.limitedDataUse = limitedDataUse;
      return this;
    }

    /**
     * Sets whether to check as {@link EventValidator.Builder#strict} says. By default {@code
     * false}.
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
     * numbers and booleans as texts, and, if {@link Export#deduplicationKey} says something of its
     * record, that. In each object members stand in the order of their names, numbers without
     * superfluous zeros, times as Unix seconds. So the same record has the same id on every
     * machine, in every locale, on every day, and two events that are equal in every field are one.
     * The number in {@code te1} changes with this format, and only then.
     */
    public Builder deriveEventIds(boolean derive) {
      this.deriveEventIds = derive;
      return this;
    }

    /**
     * Sets where times without a zone are local, as {@link EventValidator.Builder#timeZone} says.
     * By default {@code null}: they are refused.
     */
    public Builder timeZone(@Nullable ZoneId zone) {
      this.timeZone = zone;
      return this;
    }

    /**
     * Sets whose phone numbers without a country code are, as {@link
     * EventValidator.Builder#phoneCountry} says. By default {@code null}: they are refused.
     */
    public Builder phoneCountry(@Nullable String country) {
      this.phoneCountry = country;
      return this;
    }

    /** Sets the clock by which an event is old or in the future. By default the system's. */
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

    /** Sets when failed requests are repeated. By default {@link RetryOptions#DEFAULT}. */
    public Builder retry(RetryOptions retry) {
      this.retry = Objects.requireNonNull(retry, "retry");
      return this;
    }

    /**
     * Returns the client.
     *
     * @throws NullPointerException if source or token provider are missing
     */
    public EventsClient build() {
      return new EventsClient(this);
    }
  }
}
