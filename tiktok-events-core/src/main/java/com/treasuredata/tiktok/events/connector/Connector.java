package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports rows to the event source that a connector's settings name.
 *
 * <pre>{@code
 * try (Connector connector = Connector.of(config)) {
 *   ExportReport report = connector.exportTable(columns).run(rows);
 * }
 * }</pre>
 *
 * <p>The first call that needs the event source finds or creates it; columns are checked before
 * that, so that no source is created for a table that can't be exported. Warnings are logged, each
 * once; that events go to another server than TikTok's is logged once in a process.
 *
 * <p>Safe for use by several threads. {@link #close} closes idle connections.
 */
public final class Connector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
  private static final int MAX_SERVERS_TOLD = 1_000;

  /** Warnings of servers that aren't TikTok's; tasks of one process would repeat them. */
  private static final Set<String> SERVERS_TOLD = ConcurrentHashMap.newKeySet();

  private final ConnectorConfig config;
  private final PlannedOptions options;
  private final AccessTokenProvider tokens;
  private final RetryOptions retry;
  private final Clock clock;
  private final boolean isDryRun;
  private final RowExports rows;
  private final TargetSource target;
  private final SharedClient.@Nullable Share share;
  private @Nullable EventsClient client;
  private boolean isClosed;

  private Connector(Builder builder, SharedClient.@Nullable Share share) {
    this.config = builder.config;
    this.options = builder.planned();
    this.tokens = builder.tokenProviderOrToken();
    this.retry = builder.retry;
    this.clock = builder.clock;
    this.isDryRun = builder.dryRun != null;
    this.rows = new RowExports(config, !builder.isPlanned);
    this.target =
        new TargetSource(
            config,
            EventSourceResolver.builder()
                .tokenProvider(tokens)
                .transport(options.transport())
                .retry(retry),
            builder.knownSource == null && isDryRun
                ? TargetSource.unresolved(config)
                : builder.knownSource,
            builder.journal);
    this.share = share;
    if (!builder.isPlanned) {
      logWarnings();
    }
  }

  /** Logs warnings of the settings, that of a server only once in this process. */
  private void logWarnings() {
    String elsewhere = TransportSettings.elsewhere(config.transport());
    for (String warning : config.warnings()) {
      boolean isOld =
          warning.equals(elsewhere)
              && !(SERVERS_TOLD.size() < MAX_SERVERS_TOLD && SERVERS_TOLD.add(warning));
      if (!isOld) {
        LOG.warn(warning);
      }
    }
  }

  /**
   * Returns the connector of {@code config} with the default transport and retries. No request is
   * sent yet.
   *
   * @throws IllegalStateException as {@link Builder#build} does
   */
  public static Connector of(ConnectorConfig config) {
    return builder(config).build();
  }

  /** Returns a builder of {@code config}'s connector. */
  public static Builder builder(ConnectorConfig config) {
    return new Builder(Objects.requireNonNull(config, "config"));
  }

  /**
   * Returns a builder of the connector of a task that {@code plan} was made for; it needs a token
   * provider, and has all else from the plan. Warnings of settings and columns were logged when the
   * plan was made, and aren't repeated.
   */
  public static Builder builder(ExportPlan plan) {
    Builder builder = new Builder(Objects.requireNonNull(plan, "plan").config());
    builder.isPlanned = true;
    builder.knownSource = plan.source();
    builder.transport = plan.options().transport();
    builder.strict = plan.options().strict();
    builder.deriveEventIds = plan.options().deriveEventIds();
    builder.processes = plan.options().processes();
    return builder;
  }

  /**
   * Returns a connector that shares one client, with its connections, threads and pauses, with all
   * other connectors in this JVM that this method made of an equal plan. The client is closed with
   * the last of them, and created again for the next: each task only has to close its own
   * connector.
   *
   * <pre>{@code
   * try (Connector connector = Connector.shared(plan, tokens)) { // in each task
   *   connector.exportTable(plan.columns()).run(rows);
   * }
   * }</pre>
   *
   * @param tokens where tokens come from; all that share the client use the provider of the
   *     connector that was made last and isn't closed
   */
  public static Connector shared(ExportPlan plan, AccessTokenProvider tokens) {
    Builder builder = builder(plan).tokenProvider(tokens);
    return new Connector(builder, SharedClient.open(plan, tokens));
  }

  /** Returns the settings. */
  public ConnectorConfig config() {
    return config;
  }

  /**
   * Returns the event source. The first call finds it by its name, or creates it, if the settings
   * say so; after a failure, the next call tries again. In a {@linkplain Builder#dryRun dry run}
   * nothing is looked up, and a source that is named otherwise than by its id has the id {@code
   * UNRESOLVED_EVENT_SOURCE}.
   *
   * @throws com.treasuredata.tiktok.events.source.EventSourceException if target {@link
   *     ConnectorConfig.TargetMethod#NAME NAME} finds none or several, or target {@link
   *     ConnectorConfig.TargetMethod#NEW NEW} finds one; or if the token may not look
   * @throws com.treasuredata.tiktok.events.error.EventsException if TikTok refuses otherwise, or
   *     can't be reached
   * @throws IllegalStateException if the connector is closed
   */
  public synchronized EventSource source() {
    if (isClosed) {
      throw new IllegalStateException("the connector is closed");
    }
    return target.get();
  }

  /**
   * Returns what tasks need to export a table with these columns: checks the columns, and finds or
   * creates the event source.
   *
   * <p>A job with target {@link ConnectorConfig.TargetMethod#NEW NEW} that runs again, as a
   * scheduler does after a failure, fails here because the source exists now, unless {@code
   * accept_existing} says to use it; {@link ExportPlan#isCreated} says whether it was created.
   *
   * @param columns all columns of the table
   * @throws InvalidSetupException as {@link #exportTable(List)} does, or if another setting or a
   *     column holds the access token; no source is created then
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if this is a dry run, or the connector is closed
   */
  public ExportPlan plan(List<String> columns) {
    rows.mapper(Objects.requireNonNull(columns, "columns"));
    return newPlan(columns);
  }

  /**
   * Returns what tasks need to export a table with columns of these types, as {@link #plan(List)}
   * does.
   *
   * @param columns all columns of the table, with their types
   * @throws InvalidSetupException as {@link #exportTable(Collection)} does, or if another setting
   *     or a column holds the access token; no source is created then
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if this is a dry run, or the connector is closed
   */
  public ExportPlan plan(Collection<Column> columns) {
    rows.mapper(Objects.requireNonNull(columns, "columns"));
    return newPlan(RowExports.names(columns));
  }

  /**
   * Returns what tasks need to export rows that name their own columns.
   *
   * @throws InvalidSetupException if another setting holds the access token
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if this is a dry run, or the connector is closed
   */
  public ExportPlan plan() {
    return newPlan(List.of());
  }

  private synchronized ExportPlan newPlan(List<String> columns) {
    if (isDryRun) {
      throw new IllegalStateException("a dry run has no plan: its tasks would send");
    }
    config.refuseTokenIn(columns);
    EventSource source = source();
    return new ExportPlan(config, options, columns, source, target.isCreated());
  }

  /**
   * Returns the client that sends events to the source. It is the connector's: {@link #close}
   * closes it.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the connector is closed
   */
  public synchronized EventsClient client() {
    EventSource source = source();
    if (client == null) {
      client =
          share == null
              ? newClient(source, tokens)
              : share.client(provider -> newClient(source, provider));
    }
    return client;
  }

  private EventsClient newClient(EventSource source, AccessTokenProvider provider) {
    return EventsClient.builder()
        .source(source)
        .threads(Math.max(1, config.threadCount() / options.processes()))
        .tokenProvider(provider)
        .testEventCode(config.testEventCode().orElse(null))
        .limitedDataUse(config.limitedDataUse())
        .strict(options.strict())
        .deriveEventIds(options.deriveEventIds())
        .timeZone(config.timeZone().orElse(null))
        .phoneCountry(config.phoneCountry().orElse(null))
        .clock(clock)
        .transport(options.transport())
        .retry(retry)
        .build();
  }

  /**
   * Returns the export of a table's rows, each a map by column names. A row's other columns are
   * sent too, though nobody checked them; each is logged once. A {@linkplain
   * Export#journal(ExportJournal) journal} compares the values of a row.
   *
   * @param columns all columns of the table
   * @throws InvalidSetupException if a required column is missing, several columns are for the same
   *     field, or a column that a setting names is missing; no source is created then
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the connector is closed
   */
  public Export<Map<String, ?>> exportTable(List<String> columns) {
    return exportMaps(rows.mapper(Objects.requireNonNull(columns, "columns")));
  }

  /**
   * Returns the export of a table's rows, read by position in the order of the columns. A
   * {@linkplain Export#journal(ExportJournal) journal} compares their values.
   *
   * @param columns all columns of the table, with their types
   * @throws InvalidSetupException as {@link #exportTable(List)} does, or if the type of a column
   *     says that no value of it can be right, as {@link
   *     ColumnMapper#forColumns(com.treasuredata.tiktok.events.event.EventSourceType, Collection)}
   *     says; no source is created then
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the connector is closed
   */
  public Export<RowReader> exportTable(Collection<Column> columns) {
    ColumnMapper mapper = rows.mapper(Objects.requireNonNull(columns, "columns"));
    List<String> names = RowExports.names(columns);
    return export(mapper.byPosition(), rows.valuesByPosition(names))
        .recordContent(row -> RowText.of(names, row));
  }

  /**
   * Returns the export of rows that name their own columns, as JSON Lines do. A {@linkplain
   * Export#journal(ExportJournal) journal} compares their values.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the connector is closed
   */
  public Export<Map<String, ?>> exportRows() {
    return exportMaps(rows.mapper());
  }

  private Export<Map<String, ?>> exportMaps(RecordMapper<Map<String, ?>> mapper) {
    return export(mapper, row -> row).recordContent(RowText::of);
  }

  /**
   * Returns the export of records that {@code mapper} makes events of, with threads and treatment
   * of invalid records as the settings say. Its records have no keys.
   *
   * @param <R> the type of records
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the settings name a {@code consent_column}, which only rows
   *     have (see {@link #export(RecordMapper, Function)}), or the connector is closed
   */
  public <R> Export<R> export(RecordMapper<R> mapper) {
    Objects.requireNonNull(mapper, "mapper");
    if (config.consentColumn().isPresent()) {
      throw new IllegalStateException(
          "consent_column is a column of rows: give export(mapper, row) what makes a row of a"
              + " record");
    }
    return client().export(mapper).invalidRecords(config.invalidRecords());
  }

  /**
   * Returns the export of records that {@code mapper} makes events of, with consent and keys by the
   * columns that the settings name.
   *
   * @param <R> the type of records
   * @param row gives a record's values by column names
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the connector is closed
   */
  public <R> Export<R> export(
      RecordMapper<R> mapper, Function<? super R, ? extends Map<String, ?>> row) {
    Objects.requireNonNull(mapper, "mapper");
    Objects.requireNonNull(row, "row");
    return rows.configured(client().export(mapper), row);
  }

  /**
   * Returns the same export to another source than the settings', for a {@link
   * com.treasuredata.tiktok.events.RoutedExport}: it shares the connector's client.
   *
   * @param <R> the type of records
   * @param other where these events go
   * @param row gives a record's values by column names
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the connector is closed
   */
  @CheckReturnValue
  public <R> Export<R> exportTo(
      EventSource other,
      RecordMapper<R> mapper,
      Function<? super R, ? extends Map<String, ?>> row) {
    Objects.requireNonNull(other, "other");
    Objects.requireNonNull(mapper, "mapper");
    Objects.requireNonNull(row, "row");
    return rows.configured(client().to(other).export(mapper), row);
  }

  /**
   * Closes idle connections, those of a {@linkplain #shared shared} client with the last connector
   * that uses it. Nothing can be sent any more. An HTTP client that the caller brought stays open.
   */
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    if (share != null) {
      share.close();
    } else if (client != null) {
      client.close();
    }
  }

  /** Shows the settings; of the token only whether there is one. */
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
    private int processes = 1;
    private boolean isPlanned;
    private @Nullable EventSource knownSource;
    private @Nullable ExportJournal journal;
    private Clock clock = Clock.systemUTC();
    private TransportOptions transport;
    private RetryOptions retry = RetryOptions.DEFAULT;

    private Builder(ConnectorConfig config) {
      this.config = config;
      this.transport = config.transport();
    }

    /** Sets where access tokens come from. By default the settings' {@code access_token}. */
    public Builder tokenProvider(AccessTokenProvider tokens) {
      this.tokens = Objects.requireNonNull(tokens, "tokens");
      return this;
    }

    /**
     * Sets the server's address and the HTTP client, in place of those of the settings. By default
     * {@link ConnectorConfig#transport}.
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
     * Sets the event source, to resume an earlier run of the same settings: a source that was
     * created is not created again. By default that of the settings.
     *
     * @throws IllegalArgumentException if it is of another type than the settings say
     */
    public Builder source(EventSource source) {
      if (Objects.requireNonNull(source, "source").type() != config.sourceType()) {
        throw new IllegalArgumentException(
            "event_data_source is %s in the settings, and this source is of type %s"
                .formatted(config.sourceType(), source.type()));
      }
      this.knownSource = source;
      return this;
    }

    /**
     * Sets the journal of the export, for target {@link ConnectorConfig.TargetMethod#NEW NEW}: it
     * records that a source is about to be created, and a run that resumes an earlier one uses the
     * source that this one created. {@linkplain Export#journal Give} it to the export, too. By
     * default none.
     */
    public Builder journal(ExportJournal journal) {
      this.journal = Objects.requireNonNull(journal, "journal");
      return this;
    }

    /**
     * Sets how many processes export at the same time, each with a connector of its own: each gets
     * {@code thread_count / n} threads, at least 1. By default 1.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder processes(int n) {
      if (n < 1) {
        throw new IllegalArgumentException("there must be at least 1 process: " + n);
      }
      this.processes = n;
      return this;
    }

    /** Sets the clock that event times are compared with. By default the system's. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Makes it a dry run: nothing is sent, no connection opened and no token needed. Each request's
     * body, one line of JSON, goes to {@code bodies} instead, one at a time, from sender threads.
     *
     * <p>A source that would be found or created by its name has the id {@code
     * UNRESOLVED_EVENT_SOURCE}, so derived event ids differ from the real run's. Transport, token
     * provider and journal aren't used.
     */
    public Builder dryRun(Consumer<? super String> bodies) {
      this.dryRun = Objects.requireNonNull(bodies, "bodies");
      return this;
    }

    private PlannedOptions planned() {
      TransportOptions used =
          dryRun == null
              ? transport
              : TransportOptions.builder().callFactory(DryRun.client(dryRun)).build();
      return new PlannedOptions(used, strict, deriveEventIds, processes);
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
                      new IllegalStateException(
                          "no access token: call tokenProvider(…), or give access_token in the"
                              + " settings")));
    }

    /**
     * Returns the connector. No request is sent yet.
     *
     * @throws IllegalStateException if there are neither a token provider nor a token in the
     *     settings, and it is no dry run
     */
    @CheckReturnValue
    public Connector build() {
      return new Connector(this, null);
    }
  }
}
