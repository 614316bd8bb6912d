package com.treasuredata.tiktok.events.testing;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import com.treasuredata.tiktok.events.testing.FrontDoor.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * A TikTok on loopback: it takes events like Events API 2.0, refuses what TikTok would refuse with
 * a text that helps, counts what it takes, and fails on request.
 *
 * <pre>{@code
 * try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").keepEvents(100).start()) {
 *   tiktok.answerNext(1, Answer.code(40100, "Too many requests."));
 *   // send something to tiktok.baseUrl()
 *   tiktok.stats().eventsAccepted();
 * }
 * }</pre>
 *
 * <p>It listens on 127.0.0.1 only and needs bounded memory, however much it is sent: requests being
 * read, a fingerprint of each event for 48 hours, and the events it was told to keep.
 *
 * <p>Safe for use by several threads.
 */
public final class FakeTikTok implements AutoCloseable {
  static {
    // Read once, when the JDK's server is first used: without it answers wait for Nagle, 40 ms
    // each.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
  }

  private static final String API = "/open_api/v1.3";
  private static final List<String> SOURCES = List.of("web", "app", "offline", "crm");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Script script;
  private final Tally tally;
  private final KeptEvents kept;

  private FakeTikTok(Builder builder) {
    script = new Script();
    tally = new Tally();
    kept = new KeptEvents(builder.keepEvents);
    Tokens tokens = new Tokens(builder.accessTokens);
    Map<String, Route> routes =
        Map.of(
            API + "/event/track/",
            new Route("POST", new TrackEndpoint(tokens, script, tally, kept, builder.clock)));
    threads = ServerThreads.pool();
    server = listen(builder.port);
    server.setExecutor(threads);
    server.createContext(
        "/",
        new FrontDoor(
            routes, builder.maxBodyBytes, tally, new AnswerWriter(new RequestIds(builder.clock))));
    server.start();
  }

  /** Starts one with the defaults: any free port, any access token, nothing kept. */
  public static FakeTikTok start() {
    return builder().start();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The address clients use in place of TikTok's, such as {@code http://127.0.0.1:40123/}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The counts so far; an answer is counted before it is sent. */
  public Stats stats() {
    return tally.total();
  }

  /**
   * The counts of the requests that named this event source.
   *
   * @throws IllegalArgumentException unless it is {@code web}, {@code app}, {@code offline} or
   *     {@code crm}
   */
  public Stats stats(String eventSource) {
    if (!SOURCES.contains(eventSource)) {
      throw new IllegalArgumentException(
          "event source must be one of " + SOURCES + ": " + eventSource);
    }
    return tally.of(eventSource);
  }

  /** The latest events of accepted requests, test events and duplicates included, oldest first. */
  public List<ReceivedEvent> events() {
    return kept.list();
  }

  /**
   * Answers the next {@code times} requests this way; several calls queue up.
   *
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public void answerNext(int times, Answer answer) {
    script.answerNext(times, requireNonNull(answer));
  }

  /**
   * Answers every {@code period}-th request this way, counted from now, unless {@link #answerNext}
   * or {@link #answerWith} has an answer to it; replaces an earlier period.
   *
   * @throws IllegalArgumentException if {@code period} is less than 1
   */
  public void answerEvery(int period, Answer answer) {
    script.answerEvery(period, requireNonNull(answer));
  }

  /**
   * Asks {@code hook} for an answer to each request to event/track; an empty one leaves the request
   * to be answered as usual. The hook is called on the server's threads, several at a time.
   */
  public void answerWith(Function<TrackRequest, Optional<Answer>> hook) {
    script.answerWith(requireNonNull(hook));
  }

  /** Forgets every scripted answer. */
  public void clearAnswers() {
    script.clear();
  }

  /** Stops listening and drops all connections; answers still waiting are not sent. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer listen(int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  /** How a {@link FakeTikTok} is set up. */
  public static final class Builder {
    private static final long DEFAULT_MAX_BODY_BYTES = 8L << 20;

    private final Set<String> accessTokens = new LinkedHashSet<>();
    private int port;
    private int keepEvents;
    private long maxBodyBytes = DEFAULT_MAX_BODY_BYTES;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /** Listens on this port; by default, and for 0, on any that is free. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Accepts this token; may be called several times. By default any token is good. */
    public Builder accessToken(String accessToken) {
      if (accessToken.isBlank()) {
        throw new IllegalArgumentException("accessToken must not be blank");
      }
      accessTokens.add(accessToken);
      return this;
    }

    /** Keeps at most this many events for {@link #events}, by default none. */
    public Builder keepEvents(int max) {
      if (max < 0) {
        throw new IllegalArgumentException("max must not be negative: " + max);
      }
      this.keepEvents = max;
      return this;
    }

    /** Answers larger bodies as a gateway does, with HTTP 413; by default 8 MiB. */
    public Builder maxBodyBytes(long maxBodyBytes) {
      if (maxBodyBytes < 1) {
        throw new IllegalArgumentException("maxBodyBytes must be positive: " + maxBodyBytes);
      }
      this.maxBodyBytes = maxBodyBytes;
      return this;
    }

    /** Takes the time from this clock: of reception, of request ids, of codes. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock);
      return this;
    }

    /**
     * Starts listening.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public FakeTikTok start() {
      return new FakeTikTok(this);
    }
  }

  /**
   * Counts at one moment; {@code requests = answeredOk + refused + faulted} and {@code
   * eventsReceived = eventsAccepted + duplicates + testEvents}.
   *
   * <p>They count requests to event/track and to addresses that do not exist.
   */
  public static final class Stats {
    static final Stats ZERO = new Stats(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final long requests;
    private final long answeredOk;
    private final long refused;
    private final long faulted;
    private final long eventsReceived;
    private final long eventsAccepted;
    private final long duplicates;
    private final long testEvents;
    private final long bytes;

    private Stats(
        long requests,
        long answeredOk,
        long refused,
        long faulted,
        long eventsReceived,
        long eventsAccepted,
        long duplicates,
        long testEvents,
        long bytes) {
      this.requests = requests;
      this.answeredOk = answeredOk;
      this.refused = refused;
      this.faulted = faulted;
      this.eventsReceived = eventsReceived;
      this.eventsAccepted = eventsAccepted;
      this.duplicates = duplicates;
      this.testEvents = testEvents;
      this.bytes = bytes;
    }

    static Stats request(long bytes) {
      return new Stats(1, 0, 0, 0, 0, 0, 0, 0, bytes);
    }

    static Stats outcome(boolean scripted, boolean ok) {
      return new Stats(
          0, scripted || !ok ? 0 : 1, scripted || ok ? 0 : 1, scripted ? 1 : 0, 0, 0, 0, 0, 0);
    }

    static Stats events(long received, long duplicates, long testEvents) {
      return new Stats(
          0, 0, 0, 0, received, received - duplicates - testEvents, duplicates, testEvents, 0);
    }

    Stats plus(Stats other) {
      return new Stats(
          requests + other.requests,
          answeredOk + other.answeredOk,
          refused + other.refused,
          faulted + other.faulted,
          eventsReceived + other.eventsReceived,
          eventsAccepted + other.eventsAccepted,
          duplicates + other.duplicates,
          testEvents + other.testEvents,
          bytes + other.bytes);
    }

    /** Requests that arrived completely. */
    public long requests() {
      return requests;
    }

    /** Requests judged good and told so. */
    public long answeredOk() {
      return answeredOk;
    }

    /** Requests judged bad and told so. */
    public long refused() {
      return refused;
    }

    /** Requests that got a scripted answer, whether their events were counted or not. */
    public long faulted() {
      return faulted;
    }

    /** Events of the requests that were processed. */
    public long eventsReceived() {
      return eventsReceived;
    }

    /** Events that count as conversions: neither duplicates nor test events. */
    public long eventsAccepted() {
      return eventsAccepted;
    }

    /** Events whose source, name and id came before, less than 48 hours after the first. */
    public long duplicates() {
      return duplicates;
    }

    /** Events sent with a test event code. */
    public long testEvents() {
      return testEvents;
    }

    /** Bytes of the requests' bodies. */
    public long bytes() {
      return bytes;
    }

    /** Lists the counts. */
    @Override
    public String toString() {
      return ("%d requests: %d ok, %d refused, %d faulted, %d bytes;"
              + " %d events: %d accepted, %d duplicates, %d test events")
          .formatted(
              requests,
              answeredOk,
              refused,
              faulted,
              bytes,
              eventsReceived,
              eventsAccepted,
              duplicates,
              testEvents);
    }
  }
}
