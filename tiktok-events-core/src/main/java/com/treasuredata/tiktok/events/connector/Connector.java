package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.JournalException;
import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceExistsException;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector's settings at work: an export of rows to the event source that they name.
 *
 * <pre>{@code
 * try (Connector connector = Connector.of(config)) {
 *   ExportReport report = connector.exportTable(columns).run(rows);
 * }
 * }</pre>
 *
 * <p>The first call that needs the event source finds or creates it; columns are checked before
 * that, so that no source is created for a table that can't be exported. Warnings are logged, each
 * once.
 *
 * <p>Safe for use by several threads. {@link #close} lets go of idle connections.
 */
public final class Connector implements AutoCloseable {
  /**
   * The id under which a {@linkplain Builder#dryRun dry run} shows a source that would be found or
   * created by its name.
   */
  public static final String UNRESOLVED_SOURCE_ID = "UNRESOLVED_EVENT_SOURCE";

  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  private final ConnectorConfig config;
  private final AccessTokenProvider tokens;
  private final TransportOptions transport;
  private final RetryOptions retry;
  private final Clock clock;
  private final boolean dryRun;
  private final boolean strict;
  private final boolean deriveEventIds;
  private final @Nullable EventSource knownSource;
  private final boolean acceptExisting;
  private final Runnable beforeCreating;
  private final @Nullable ExportJournal journal;
  private @Nullable EventsClient client;

  private Connector(Builder builder) {
    this.config = builder.config;
    this.dryRun = builder.dryRun != null;
    this.strict = builder.strict;
    this.deriveEventIds = builder.deriveEventIds;
    this.knownSource = builder.knownSource;
    this.acceptExisting = builder.acceptExisting;
    this.beforeCreating = builder.beforeCreating;
    this.journal = builder.journal;
    this.tokens = builder.tokenProviderOrToken();
    this.transport =
        builder.dryRun == null
            ? builder.transport
            : TransportOptions.builder().callFactory(DryRun.client(builder.dryRun)).build();
    this.retry = builder.retry;
    this.clock = builder.clock;
    config.warnings().forEach(LOG::warn);
  }

  /**
   * Returns the connector of {@code config} with the usual transport and retries. Nothing is asked
   * of TikTok yet.
   *
   * @throws IllegalArgumentException as {@link Builder#build} does
   */
  public static Connector of(ConnectorConfig config) {
    return builder(config).build();
  }

  /** Returns a builder of {@code config}'s connector. */
  public static Builder builder(ConnectorConfig config) {
    return new Builder(config);
  }

  /** Returns the settings. */
  public ConnectorConfig config() {
    return config;
  }

  /**
   * Returns where events go. The first call looks for the source by its name, or creates it, if the
   * settings say so; after a failure, the next call tries again.
   *
   * @throws com.treasuredata.tiktok.events.source.EventSourceNotFoundException if target {@link
   *     TargetMethod#NAME NAME} finds none or several
   * @throws com.treasuredata.tiktok.events.source.EventSourceExistsException if target {@link
   *     TargetMethod#NEW NEW} finds one
   * @throws com.treasuredata.tiktok.events.error.EventsException if TikTok refuses or can't be
   *     reached
   */
  public EventSource source() {
    return client().source();
  }

  /**
   * Returns the client that sends events to the source.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  public synchronized EventsClient client() {
    if (client == null) {
      client =
          EventsClient.builder()
              .source(resolve())
              .threads(config.threadCount())
              .tokenProvider(tokens)
              .testEventCode(config.testEventCode().orElse(null))
              .limitedDataUse(config.limitedDataUse())
              .strict(strict)
              .deriveEventIds(deriveEventIds)
              .timeZone(config.timeZone().orElse(null))
              .phoneCountry(config.phoneCountry().orElse(null))
              .clock(clock)
              .transport(transport)
              .retry(retry)
              .build();
    }
    return client;
  }

  /**
   * Returns the export of a table's rows, each a map by column names.
   *
   * @param columns all columns of the table
   * @throws com.treasuredata.tiktok.events.connector.InvalidColumnsException if a needed column is
   *     missing, or several give the same field; no source is created then
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  public Export<Map<String, ?>> exportTable(List<String> columns) {
    ColumnMapper mapper = config.columnMapper().columns(columns).build();
    mapper.unmatchedColumns().forEach(Connector::warnOfColumn);
    return export(mapper);
  }

  /**
   * Returns the export of a table's rows, read by position in the order of the columns.
   *
   * @param columns all columns of the table, with their types
   * @throws com.treasuredata.tiktok.events.connector.InvalidColumnsException as {@link
   *     ColumnMapper#forColumns(com.treasuredata.tiktok.events.event.EventSourceType, Collection)}
   *     says; no source is created then
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  public Export<RowReader> exportTable(Collection<Column> columns) {
    ColumnMapper mapper = config.columnMapper().columns(columns).build();
    mapper.unmatchedColumns().forEach(Connector::warnOfColumn);
    return export(mapper.byPosition());
  }

  /**
   * Returns the export of rows that name their own columns, as JSON Lines do.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  public Export<Map<String, ?>> exportRows() {
    ColumnMapper mapper = config.columnMapper().build();
    Set<String> told = ConcurrentHashMap.newKeySet();
    return export(
        row -> {
          Event event = mapper.map(row);
          if (mapper.unmatchedColumns().size() > told.size()) {
            mapper.unmatchedColumns().stream().filter(told::add).forEach(Connector::warnOfColumn);
          }
          return event;
        });
  }

  private static void warnOfColumn(String column) {
    LOG.warn("column {} matches no field and isn't sent", column);
  }

  /**
   * Returns the export of records that {@code mapper} makes events of, with threads and treatment
   * of invalid records as the settings say.
   *
   * @param <R> the type of records
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  public <R> Export<R> export(RecordMapper<R> mapper) {
    return client().export(mapper).invalidRecords(config.invalidRecords());
  }

  private EventSource resolve() {
    if (knownSource != null) {
      return knownSource;
    }
    if (config.source().isPresent()) {
      return config.source().get();
    }
    if (dryRun) {
      return new EventSource(config.sourceType(), UNRESOLVED_SOURCE_ID);
    }
    boolean isNew = config.targetMethod() == TargetMethod.NEW;
    if (isNew && journal != null) {
      return journal.source().orElseGet(() -> findAndNote(journal));
    }
    return find(beforeCreating, acceptExisting);
  }

  /** Whatever happens on the way, the next run knows whether the source may have been created. */
  private EventSource findAndNote(ExportJournal journal) {
    Runnable creating =
        () -> {
          beforeCreating.run();
          journal.creatingSource(config.sourceName().orElseThrow());
        };
    try {
      return find(creating, acceptExisting || journal.mayHaveCreatedSource());
    } catch (DeliveryUnknownException | JournalException e) {
      throw e; // It may have been created.
    } catch (EventsException e) {
      journal.createdNoSource();
      throw e;
    }
  }

  private EventSource find(Runnable beforeCreating, boolean acceptExisting) {
    String name = config.sourceName().orElseThrow();
    try (EventSourceResolver sources =
        EventSourceResolver.builder()
            .tokenProvider(tokens)
            .advertiserId(config.advertiserId().orElseThrow())
            .transport(transport)
            .retry(retry)
            .beforeCreating(beforeCreating)
            .build()) {
      boolean isNew = config.targetMethod() == TargetMethod.NEW;
      EventSource source =
          isNew
              ? create(sources, name, acceptExisting)
              : sources.resolve(config.sourceType(), name);
      LOG.info("{} event source \"{}\": {}", isNew ? "created" : "found", name, source);
      return source;
    }
  }

  private EventSource create(EventSourceResolver sources, String name, boolean acceptExisting) {
    try {
      return sources.create(config.sourceType(), name);
    } catch (EventSourceExistsException e) {
      if (acceptExisting) {
        return sources.resolve(config.sourceType(), name);
      }
      throw e;
    }
  }

  /** Lets go of idle connections. An HTTP client of the caller's own is left alone. */
  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  @Override
  public String toString() {
    return "Connector[" + config + ']';
  }

  /** Builds a {@link Connector}; not safe for use by several threads. */
  public static final class Builder {
    private final ConnectorConfig config;
    private @Nullable AccessTokenProvider tokens;
    private @Nullable Consumer<? super String> dryRun;
    private boolean strict;
    private boolean deriveEventIds = true;
    private @Nullable EventSource knownSource;
    private boolean acceptExisting;
    private Runnable beforeCreating = () -> {};
    private @Nullable ExportJournal journal;
    private Clock clock = Clock.systemUTC();
    private TransportOptions transport = TransportOptions.DEFAULT;
    private RetryOptions retry = RetryOptions.DEFAULT;

    private Builder(ConnectorConfig config) {
      this.config = config;
    }

    /** Sets where access tokens come from. By default the settings' {@code access_token}. */
    public Builder tokenProvider(AccessTokenProvider tokens) {
      this.tokens = tokens;
      return this;
    }

    /**
     * Sets the server's address and the HTTP client. By default {@link TransportOptions#DEFAULT}.
     */
    public Builder transport(TransportOptions transport) {
      this.transport = transport;
      return this;
    }

    /** Sets when failed requests are repeated. By default {@link RetryOptions#DEFAULT}. */
    public Builder retry(RetryOptions retry) {
      this.retry = retry;
      return this;
    }

    /** Sets whether most warnings are errors. By default {@code false}. */
    public Builder strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /**
     * Sets whether events without an {@code event_id} get one, as {@link
     * EventsClient.Builder#deriveEventIds} says. By default {@code true}.
     */
    public Builder deriveEventIds(boolean derive) {
      this.deriveEventIds = derive;
      return this;
    }

    /**
     * Sets where events go, for an export that goes on where an earlier run of the same settings
     * was: a source that was created is not created again. By default what the settings say.
     *
     * @throws IllegalArgumentException if it is of another type than the settings say
     */
    public Builder source(EventSource source) {
      if (source.type() != config.sourceType()) {
        throw new IllegalArgumentException(
            "the settings say %s, not %s".formatted(config.sourceType(), source.type()));
      }
      this.knownSource = source;
      return this;
    }

    /**
     * Sets whether target {@link TargetMethod#NEW NEW} takes a source of that name that is there
     * already, as after a run that was cut off before it could note which one it had created. By
     * default {@code false}: that there is one is an error.
     */
    public Builder acceptExisting(boolean accept) {
      this.acceptExisting = accept;
      return this;
    }

    /**
     * Sets what to run directly before target {@link TargetMethod#NEW NEW} creates a source, when
     * it is certain that there is none of that name; to note that a later run may {@linkplain
     * #acceptExisting accept} the one that is there then. By default nothing.
     */
    public Builder beforeCreating(Runnable action) {
      this.beforeCreating = Objects.requireNonNull(action, "action");
      return this;
    }

    /**
     * Sets the journal of the export, for target {@link TargetMethod#NEW NEW}: it is noted there
     * before a source is created, and a run that goes on with an earlier one takes the source that
     * this one created. The export itself must be {@linkplain Export#journal given} it as well. By
     * default none.
     */
    public Builder journal(ExportJournal journal) {
      this.journal = Objects.requireNonNull(journal, "journal");
      return this;
    }

    /** Sets the clock by which an event is old or in the future. By default the system's. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Makes it a dry run: nothing is sent, no connection opened and no token needed. Each request's
     * body, one line of JSON, goes to {@code bodies} instead, one at a time, from sender threads.
     *
     * <p>A source that would be found or created by its name is neither: its id is {@link
     * #UNRESOLVED_SOURCE_ID}, and event ids that are derived from content differ from the real
     * run's. Transport and token provider go unused.
     */
    public Builder dryRun(Consumer<? super String> bodies) {
      this.dryRun = bodies;
      return this;
    }

    private AccessTokenProvider tokenProviderOrToken() {
      if (dryRun != null) {
        return AccessTokenProvider.of(AccessToken.of("dry-run"));
      }
      if (tokens != null) {
        return tokens;
      }
      return AccessTokenProvider.of(
          config
              .accessToken()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no access token: call tokenProvider(…), or give access_token in the"
                              + " settings")));
    }

    /**
     * Returns the connector. Nothing is asked of TikTok yet.
     *
     * @throws IllegalArgumentException if there are neither a token provider nor a token in the
     *     settings, and it is no dry run
     */
    public Connector build() {
      return new Connector(this);
    }
  }
}
