package com.treasuredata.tiktok.events.testing;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A TikTok on loopback: it takes events like Events API 2.0, refuses what TikTok would refuse with
 * a text that helps, counts what it takes, and fails on request.
 *
 * <pre>{@code
 * try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").keepEvents(100).start()) {
 *   tiktok.answerNext(1, Answer.code(40100, "Too many requests."));
 *   // send something to tiktok.baseUrl()
 *   tiktok.stats().eventsCounted();
 * }
 * }</pre>
 *
 * <p>It listens on 127.0.0.1 only and needs bounded memory, however much it is sent: requests being
 * read, a fingerprint of each event for 48 hours, and the events it was told to keep.
 *
 * <p>Any token is good, any event source is there and nothing is kept, unless the builder is told
 * otherwise. Safe for use by several threads.
 */
public final class FakeTikTok implements AutoCloseable {
  static {
    // Without it each answer waits 40 ms for Nagle; read when the JVM first uses a server.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
  }

  /** The advertiser that exists unless an advertiser or a source is declared. */
  public static final String SAMPLE_ADVERTISER_ID = "7000000000000000001";

  /** The developer app that exists unless one is declared. */
  public static final String SAMPLE_APP_ID = "7000000000000000002";

  /** The secret of {@link #SAMPLE_APP_ID}. */
  public static final String SAMPLE_APP_SECRET = "sample-secret";

  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_SHOWN = 500;
  private static final List<String> SOURCES = List.of("web", "app", "offline", "crm");

  private final Builder builder;
  private final HttpServer server;
  private final ExecutorService threads;
  private volatile Memory memory;

  private FakeTikTok(Builder builder) {
    this.builder = new Builder(builder);
    this.memory = new Memory(this.builder);
    threads = ServerThreads.pool();
    server = listen(builder.port);
    server.setExecutor(threads);
    server.createContext("/", exchange -> memory.frontDoor.handle(exchange));
    server.start();
  }

  /** What requests leave behind, and how they are answered. */
  private static final class Memory {
    final Script script = new Script();
    final Tally tally = new Tally();
    final KeptEvents kept;
    final AuthCodes codes;
    final FrontDoor frontDoor;

    Memory(Builder builder) {
      Clock clock = builder.clock;
      World world = builder.world();
      Tokens tokens = builder.tokens();
      kept = new KeptEvents(builder.keepEvents);
      codes = new AuthCodes(clock, world.ids());
      EventCounts counts = new EventCounts();
      Routes routes = new Routes(tokens, script);
      routes.add(
          Operation.TRACK, new TrackEndpoint(world, tokens, script, tally, kept, clock, counts));
      routes.addLookups(world, codes, counts);
      AnswerWriter writer = new AnswerWriter(new RequestIds(clock));
      frontDoor = new FrontDoor(routes.map(), builder.maxBodyBytes, tally, writer);
    }
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
    return memory.tally.total();
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
    return memory.tally.of(eventSource);
  }

  /** The latest events of accepted requests, test events and duplicates included, oldest first. */
  public List<ReceivedEvent> events() {
    return memory.kept.list();
  }

  /**
   * Answers the next {@code times} requests this way, to whatever endpoint they come; several calls
   * queue up.
   *
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public void answerNext(int times, Answer answer) {
    memory.script.answerNext(times, requireNonNull(answer));
  }

  /**
   * Answers every {@code period}-th request this way, counted from now, unless {@link #answerNext}
   * or {@link #answerWith} has an answer to it; replaces an earlier period.
   *
   * @throws IllegalArgumentException if {@code period} is less than 1
   */
  public void answerEvery(int period, Answer answer) {
    memory.script.answerEvery(period, requireNonNull(answer));
  }

  /**
   * Asks {@code hook} for an answer to each request to event/track; an empty one leaves the request
   * to be answered as usual. The hook is called on the server's threads, several at a time.
   */
  public void answerWith(Function<TrackRequest, Optional<Answer>> hook) {
    memory.script.answerWith(requireNonNull(hook));
  }

  /** Approves every scope and returns a code to exchange for a token: good once, for an hour. */
  public String issueAuthCode() {
    return issueAuthCode(Grant.ALL_SCOPES);
  }

  /** Approves these scopes only; a token got for the code can do no more. */
  public String issueAuthCode(Set<Long> scopes) {
    return memory.codes.issue(null, scopes);
  }

  /**
   * How often an endpoint was called, whatever the answer.
   *
   * @param endpoint such as {@code /pixel/list/}
   * @throws IllegalArgumentException if there is no such endpoint
   */
  public long calls(String endpoint) {
    return memory.frontDoor.calls(Operation.ROOT + endpoint);
  }

  /**
   * Forgets all that came since the start, at the same address: counts, events, scripted answers,
   * codes, and sources that were created. A request that is being answered counts for what was
   * before.
   */
  public void reset() {
    memory = new Memory(builder);
  }

  /**
   * Tells in some lines what came, for people: the counts, the latest 20 requests with their
   * answers, and the events that are kept, at most 20 and 500 characters of each. It holds what the
   * events hold.
   */
  public String received() {
    Memory now = memory;
    Stats stats = now.tally.total();
    StringBuilder text = new StringBuilder("FakeTikTok at " + baseUrl() + " received ");
    text.append(stats.requests()).append(" requests with ");
    text.append(stats.eventsReceived()).append(" good events: ");
    text.append(stats.eventsCounted()).append(" count, ");
    text.append(stats.duplicates()).append(" were there before, ");
    text.append(stats.testEvents()).append(" are test events");
    now.frontDoor.recent().list().forEach(line -> text.append("\n  ").append(line));
    List<ReceivedEvent> events = now.kept.list();
    for (ReceivedEvent event :
        events.subList(Math.max(0, events.size() - MOST_SHOWN), events.size())) {
      String json = event.json();
      text.append("\n  ").append(event.eventSource()).append(' ').append(event.eventSourceId());
      text.append(": ")
          .append(json.length() > LONGEST_SHOWN ? json.substring(0, LONGEST_SHOWN) + "…" : json);
    }
    return text.toString();
  }

  /** Forgets every scripted answer. */
  public void clearAnswers() {
    memory.script.clear();
  }

  /**
   * Stops listening and drops all connections; answers still waiting are not sent. Until then the
   * JVM stays alive.
   */
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

  /**
   * How a {@link FakeTikTok} is set up.
   *
   * <p>There is a sample app unless one is declared, and a sample advertiser with sources of all
   * kinds unless an advertiser or a source is. Events are taken for any id; once a source is
   * declared, for declared and created ones only.
   */
  public static final class Builder {
    private static final long DEFAULT_MAX_BODY_BYTES = 8L << 20;

    private final Map<String, Grant> tokens = new LinkedHashMap<>();
    private final Map<String, String> apps = new LinkedHashMap<>();
    private final List<Consumer<World>> declarations = new ArrayList<>();
    private boolean declaresSource;
    private int port;
    private int keepEvents;
    private long maxBodyBytes = DEFAULT_MAX_BODY_BYTES;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    private Builder(Builder other) {
      tokens.putAll(other.tokens);
      apps.putAll(other.apps);
      declarations.addAll(other.declarations);
      declaresSource = other.declaresSource;
      port = other.port;
      keepEvents = other.keepEvents;
      maxBodyBytes = other.maxBodyBytes;
      clock = other.clock;
    }

    /** Listens on this port; by default, and for 0, on any that is free. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Accepts this token for everything; may be called several times. Any token is good until a
     * token or an app is declared.
     */
    public Builder accessToken(String accessToken) {
      return token(accessToken, Grant.EVERYTHING);
    }

    /** Accepts this token of a developer app, for these scopes and advertisers. */
    public Builder oauthToken(String token, Set<Long> scopes, Set<String> advertiserIds) {
      return token(token, new Grant(Set.copyOf(scopes), Set.copyOf(advertiserIds)));
    }

    /** Accepts this token from Events Manager, which can send events and nothing else. */
    public Builder eventsManagerToken(String token) {
      return token(token, Grant.EVENTS_ONLY);
    }

    private Builder token(String token, Grant grant) {
      if (token.isBlank()) {
        throw new IllegalArgumentException("token must not be blank");
      }
      tokens.put(token, grant);
      return this;
    }

    /** Declares a developer app. */
    public Builder app(String appId, String secret) {
      apps.put(appId, requireNonNull(secret));
      return this;
    }

    /** Declares an advertiser; one that owns a source exists even without a name. */
    public Builder advertiser(String advertiserId, String name) {
      declarations.add(world -> world.addAdvertiser(advertiserId, name));
      return this;
    }

    /** Declares a pixel. */
    public Builder pixel(String advertiserId, String code, String name) {
      return source(world -> Declarations.pixel(world, advertiserId, code, name, false));
    }

    /**
     * Declares a pixel that was shared with the advertiser and is not any more: listed, useless.
     */
    public Builder unboundPixel(String advertiserId, String code, String name) {
      return source(world -> Declarations.pixel(world, advertiserId, code, name, true));
    }

    /**
     * Declares an app events can be reported for.
     *
     * @param tiktokAppId its id as an event source
     * @param storeId the digits of Apple's store or the package name of Google's
     */
    public Builder mobileApp(String advertiserId, String tiktokAppId, String name, String storeId) {
      return source(
          world -> Declarations.mobileApp(world, advertiserId, tiktokAppId, name, storeId));
    }

    /** Declares an offline event set. */
    public Builder offlineSet(String advertiserId, String eventSetId, String name) {
      return source(world -> Declarations.offlineSet(world, advertiserId, eventSetId, name));
    }

    /** Declares a CRM event set. */
    public Builder crmSet(String advertiserId, String eventSetId, String name) {
      return source(world -> Declarations.crmSet(world, advertiserId, eventSetId, name));
    }

    private Builder source(Consumer<World> declaration) {
      declaresSource = true;
      declarations.add(declaration);
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

    private World world() {
      World world = new World(new Ids(), clock, !declaresSource);
      if (apps.isEmpty()) {
        world.addApp(SAMPLE_APP_ID, SAMPLE_APP_SECRET);
      }
      apps.forEach(world::addApp);
      if (declarations.isEmpty()) {
        SampleAdvertiser.addTo(world);
      }
      declarations.forEach(declaration -> declaration.accept(world));
      return world;
    }

    private Tokens tokens() {
      return new Tokens(tokens, tokens.isEmpty() && apps.isEmpty());
    }
  }

  /**
   * Counts at one moment; {@code requests = answeredOk + refused + faulted} and {@code
   * eventsReceived = eventsCounted + duplicates + testEvents}.
   *
   * <p>They count requests to event/track and to addresses that do not exist.
   *
   * @param requests requests that arrived completely
   * @param answeredOk requests that were accepted
   * @param refused requests that were refused
   * @param faulted requests that got a scripted answer, whether their events were counted or not
   * @param eventsReceived events of the requests that were processed
   * @param eventsCounted events that count as conversions: neither duplicates nor test events
   * @param duplicates events whose source, name and id came less than 48 hours after the first such
   * @param testEvents events sent with a test event code
   * @param bytes bytes of the requests' bodies
   */
  public record Stats(
      long requests,
      long answeredOk,
      long refused,
      long faulted,
      long eventsReceived,
      long eventsCounted,
      long duplicates,
      long testEvents,
      long bytes) {
    static final Stats ZERO = new Stats(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Stats answeredOk(long bytes) {
      return new Stats(1, 1, 0, 0, 0, 0, 0, 0, bytes);
    }

    static Stats refused(long bytes) {
      return new Stats(1, 0, 1, 0, 0, 0, 0, 0, bytes);
    }

    static Stats faulted(long bytes) {
      return new Stats(1, 0, 0, 1, 0, 0, 0, 0, bytes);
    }

    static Stats events(long received, long duplicates) {
      return new Stats(0, 0, 0, 0, received, received - duplicates, duplicates, 0, 0);
    }

    static Stats testEvents(long received) {
      return new Stats(0, 0, 0, 0, received, 0, 0, received, 0);
    }

    Stats plus(Stats other) {
      return new Stats(
          requests + other.requests,
          answeredOk + other.answeredOk,
          refused + other.refused,
          faulted + other.faulted,
          eventsReceived + other.eventsReceived,
          eventsCounted + other.eventsCounted,
          duplicates + other.duplicates,
          testEvents + other.testEvents,
          bytes + other.bytes);
    }
  }
}
