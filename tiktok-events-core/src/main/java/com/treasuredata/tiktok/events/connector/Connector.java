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
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.source.EventSourceExistsException;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
 * once.
 *
 * <p>Safe for use by several threads. {@link #close} closes idle connections.
 */
public final class Connector implements AutoCloseable {
  /**
   * The id under which a {@linkplain Builder#dryRun dry run} shows a source that would be found or
   * created by its name.
   */
  public static final String UNRESOLVED_SOURCE_ID = "UNRESOLVED_EVENT_SOURCE";

  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  private final Builder builder;
  private final ConnectorConfig config;
  private final AccessTokenProvider tokens;
  private final TransportOptions transport;
  private final SharedClient.@Nullable Share share;
  private @Nullable EventSource source;
  private boolean isCreated;
  private @Nullable EventsClient client;
  private boolean isClosed;

  private Connector(Builder builder, SharedClient.@Nullable Share share) {
    this.builder = builder;
    this.config = builder.config;
    this.tokens = builder.tokenProviderOrToken();
    this.transport =
        builder.dryRun == null
            ? builder.transport
            : TransportOptions.builder().callFactory(DryRun.client(builder.dryRun)).build();
    this.share = share;
    if (!builder.isPlanned) {
      config.warnings().forEach(LOG::warn);
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
   * provider, and has all else from the plan.
   */
  public static Builder builder(ExportPlan plan) {
    Builder builder = new Builder(Objects.requireNonNull(plan, "plan").config());
    builder.isPlanned = true;
    builder.knownSource = plan.source();
    builder.transport = plan.transport();
    builder.strict = plan.isStrict();
    builder.deriveEventIds = plan.derivesEventIds();
    builder.processes = plan.processes();
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
   * say so; after a failure, the next call tries again.
   *
   * @throws com.treasuredata.tiktok.events.source.EventSourceNotFoundException if target {@link
   *     TargetMethod#NAME NAME} finds none or several
   * @throws com.treasuredata.tiktok.events.source.EventSourceExistsException if target {@link
   *     TargetMethod#NEW NEW} finds one
   * @throws com.treasuredata.tiktok.events.error.EventsException if TikTok refuses or can't be
   *     reached
   * @throws IllegalStateException if the connector is closed
   */
  public synchronized EventSource source() {
    checkOpen();
    if (source == null) {
      source = resolve();
    }
    return source;
  }

  private void checkOpen() {
    if (isClosed) {
      throw new IllegalStateException("the connector is closed");
    }
  }

  /**
   * Returns what tasks need to export a table with these columns: checks the columns, and finds or
   * creates the event source.
   *
   * <p>A job with target {@link TargetMethod#NEW NEW} that runs again, as a scheduler does after a
   * failure, fails here because the source exists now, unless {@code accept_existing} says to use
   * it; {@link ExportPlan#isCreated} says whether it was created.
   *
   * @param columns all columns of the table
   * @throws InvalidColumnsException as {@link #exportTable} does
   * @throws InvalidConfigException if another setting or a column holds the access token
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if this is a dry run, or the connector is closed
   */
  public ExportPlan plan(List<String> columns) {
    mapper(Objects.requireNonNull(columns, "columns"), mapper -> mapper.columns(columns));
    return newPlan(columns);
  }

  /**
   * Returns what tasks need to export a table with columns of these types, as {@link #plan(List)}
   * does.
   *
   * @param columns all columns of the table, with their types
   * @throws InvalidColumnsException as {@link #exportTable(Collection)} does; no source is created
   *     then
   * @throws InvalidConfigException if another setting or a column holds the access token
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if this is a dry run, or the connector is closed
   */
  public ExportPlan plan(Collection<Column> columns) {
    List<String> names = names(columns);
    mapper(names, mapper -> mapper.columns(columns));
    return newPlan(names);
  }

  private static List<String> names(Collection<Column> columns) {
    return Objects.requireNonNull(columns, "columns").stream().map(Column::name).toList();
  }

  /**
   * Returns what tasks need to export rows that name their own columns.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #plan(List)} does
   * @throws IllegalStateException if this is a dry run, or the connector is closed
   */
  public ExportPlan plan() {
    return newPlan(List.of());
  }

  private synchronized ExportPlan newPlan(List<String> columns) {
    if (builder.dryRun != null) {
      throw new IllegalStateException("a dry run has no plan: its tasks would send");
    }
    config.refuseTokenIn(columns);
    return new ExportPlan(builder, transport, columns, source(), isCreated);
  }

  /**
   * Returns the client that sends events to the source.
   *
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  public synchronized EventsClient client() {
    EventSource target = source();
    if (client == null) {
      client =
          share == null
              ? newClient(target, tokens)
              : share.client(provider -> newClient(target, provider));
    }
    return client;
  }

  private EventsClient newClient(EventSource target, AccessTokenProvider provider) {
    return EventsClient.builder()
        .source(target)
        .threads(Math.max(1, config.threadCount() / builder.processes))
        .tokenProvider(provider)
        .testEventCode(config.testEventCode().orElse(null))
        .limitedDataUse(config.limitedDataUse())
        .strict(builder.strict)
        .deriveEventIds(builder.deriveEventIds)
        .timeZone(config.timeZone().orElse(null))
        .phoneCountry(config.phoneCountry().orElse(null))
        .clock(builder.clock)
        .transport(transport)
        .retry(builder.retry)
        .build();
  }

  /**
   * Returns the export of a table's rows, each a map by column names.
   *
   * @param columns all columns of the table
   * @throws com.treasuredata.tiktok.events.connector.InvalidColumnsException if a required column
   *     is missing, several columns are for the same field, or a column that a setting names is
   *     missing; no source is created then
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  public Export<Map<String, ?>> exportTable(List<String> columns) {
    Objects.requireNonNull(columns, "columns");
    return export(mapper(columns, mapper -> mapper.columns(columns)), row -> row);
  }

  private ColumnMapper mapper(
      List<String> columns, UnaryOperator<ColumnMapper.Builder> withColumns) {
    List<String> problems = new ArrayList<>();
    settingsColumns().forEach(column -> column.check(columns, problems));
    ColumnMapper mapper;
    try {
      mapper = withColumns.apply(config.columnMapper()).build();
    } catch (InvalidColumnsException e) {
      problems.addAll(0, e.problems());
      throw new InvalidColumnsException(problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidColumnsException(problems);
    }
    if (!builder.isPlanned) {
      mapper.unmatchedColumns().forEach(this::warnOfColumn);
    }
    return mapper;
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
    List<String> names = names(columns);
    ColumnMapper mapper = mapper(names, builder -> builder.columns(columns));
    return export(mapper.byPosition(), row -> settingsValues(row, names));
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
            mapper.unmatchedColumns().stream().filter(told::add).forEach(this::warnOfColumn);
          }
          return event;
        },
        row -> row);
  }

  /** Returns the values of a row that settings ask for, by column. */
  private Map<String, Object> settingsValues(RowReader row, List<String> names) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (settingsColumns().stream().anyMatch(column -> column.isNamed(name))) {
        values.put(name, row.get(i));
      }
    }
    return values;
  }

  private List<RowColumn> settingsColumns() {
    return Stream.of(consentColumn(), keyColumn()).flatMap(Optional::stream).toList();
  }

  private Optional<RowColumn> consentColumn() {
    return config.consentColumn().map(name -> new RowColumn(ConnectorSetting.CONSENT_COLUMN, name));
  }

  private Optional<RowColumn> keyColumn() {
    return config.keyColumn().map(name -> new RowColumn(ConnectorSetting.KEY_COLUMN, name));
  }

  private void warnOfColumn(String column) {
    if (settingsColumns().stream().anyMatch(used -> used.isNamed(column))) {
      return;
    }
    LOG.warn("column {} matches no field and isn't sent", column);
  }

  /**
   * Returns the export of records that {@code mapper} makes events of, with threads and treatment
   * of invalid records as the settings say.
   *
   * @param <R> the type of records
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   * @throws IllegalStateException if the settings name a {@code consent_column}, which only rows
   *     have: see {@link #export(RecordMapper, Function)}
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
   */
  public <R> Export<R> export(
      RecordMapper<R> mapper, Function<? super R, ? extends Map<String, ?>> row) {
    return export(client(), mapper, row);
  }

  /**
   * Returns the same export to another source than the settings', for a {@link
   * com.treasuredata.tiktok.events.RoutedExport}: it shares the connector's client.
   *
   * @param <R> the type of records
   * @param other where these events go
   * @param row gives a record's values by column names
   * @throws com.treasuredata.tiktok.events.error.EventsException as {@link #source} does
   */
  @CheckReturnValue
  public <R> Export<R> exportTo(
      EventSource other,
      RecordMapper<R> mapper,
      Function<? super R, ? extends Map<String, ?>> row) {
    Objects.requireNonNull(other, "other");
    return export(client().to(other), mapper, row);
  }

  private <R> Export<R> export(
      EventsClient target,
      RecordMapper<R> mapper,
      Function<? super R, ? extends Map<String, ?>> row) {
    Objects.requireNonNull(mapper, "mapper");
    Objects.requireNonNull(row, "row");
    Export<R> export = target.export(mapper).invalidRecords(config.invalidRecords());
    Optional<Predicate<Map<String, ?>>> consent =
        consentColumn().map(column -> column.isOneOf(config.consentValues()));
    if (consent.isPresent()) {
      export = export.consent(record -> consent.get().test(row.apply(record)));
    }
    Optional<RowColumn> key = keyColumn();
    return key.isPresent() ? export.recordKey(record -> key.get().in(row.apply(record))) : export;
  }

  private EventSource resolve() {
    if (builder.knownSource != null) {
      return builder.knownSource;
    }
    if (config.source().isPresent()) {
      return config.source().get();
    }
    if (builder.dryRun != null) {
      return new EventSource(config.sourceType(), UNRESOLVED_SOURCE_ID);
    }
    boolean isNew = config.targetMethod() == TargetMethod.NEW;
    boolean acceptExisting = builder.acceptExisting || config.acceptExisting();
    ExportJournal journal = builder.journal;
    if (isNew && journal != null) {
      return journal.source().orElseGet(() -> findAndNote(journal, acceptExisting));
    }
    return find(builder.beforeCreating, acceptExisting);
  }

  /** The journal says at any time whether the source may have been created. */
  private EventSource findAndNote(ExportJournal journal, boolean acceptExisting) {
    Runnable creating =
        () -> {
          builder.beforeCreating.run();
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
            .retry(builder.retry)
            .beforeCreating(beforeCreating)
            .build()) {
      EventSource found =
          config.targetMethod() == TargetMethod.NEW
              ? create(sources, name, acceptExisting)
              : sources.resolve(config.sourceType(), name);
      LOG.info("{} event source \"{}\": {}", isCreated ? "created" : "found", name, found);
      return found;
    }
  }

  private EventSource create(EventSourceResolver sources, String name, boolean acceptExisting) {
    try {
      EventSource created = sources.create(config.sourceType(), name);
      isCreated = true;
      return created;
    } catch (EventSourceExistsException e) {
      if (acceptExisting) {
        return sources.resolve(config.sourceType(), name);
      }
      throw e;
    }
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

  @Override
  public String toString() {
    return "Connector[" + config + ']';
  }

  /** Builds a {@link Connector}; not safe for use by several threads. */
  public static final class Builder {
    final ConnectorConfig config;
    private @Nullable AccessTokenProvider tokens;
    private @Nullable Consumer<? super String> dryRun;
    boolean strict;
    boolean deriveEventIds = true;
    int processes = 1;
    private boolean isPlanned;
    private @Nullable EventSource knownSource;
    private boolean acceptExisting;
    private Runnable beforeCreating = () -> {};
    private @Nullable ExportJournal journal;
    private Clock clock = Clock.systemUTC();
    private TransportOptions transport;
    private RetryOptions retry = RetryOptions.DEFAULT;

    private Builder(ConnectorConfig config) {
      this.config = config;
      this.transport = config.transport();
    }

    /** A connector doesn't change when its builder is changed later. */
    private Builder copy() {
      Builder copy = new Builder(config);
      copy.tokens = tokens;
      copy.dryRun = dryRun;
      copy.strict = strict;
      copy.deriveEventIds = deriveEventIds;
      copy.processes = processes;
      copy.isPlanned = isPlanned;
      copy.knownSource = knownSource;
      copy.acceptExisting = acceptExisting;
      copy.beforeCreating = beforeCreating;
      copy.journal = journal;
      copy.clock = clock;
      copy.transport = transport;
      copy.retry = retry;
      return copy;
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
            "the settings say %s, not %s".formatted(config.sourceType(), source.type()));
      }
      this.knownSource = source;
      return this;
    }

    /**
     * Sets whether target {@link TargetMethod#NEW NEW} uses a source of that name that exists
     * already, for example one that an earlier run created before it ended, or in a job that a
     * scheduler runs again. By default {@code false}: it is an error, unless the settings' {@code
     * accept_existing} says otherwise.
     */
    public Builder acceptExisting(boolean accept) {
      this.acceptExisting = accept;
      return this;
    }

    /**
     * Sets a callback that runs directly before target {@link TargetMethod#NEW NEW} creates a
     * source, when no source has that name; use it to record that a later run may {@linkplain
     * #acceptExisting accept} an existing one. By default none.
     */
    public Builder beforeCreating(Runnable action) {
      this.beforeCreating = Objects.requireNonNull(action, "action");
      return this;
    }

    /**
     * Sets the journal of the export, for target {@link TargetMethod#NEW NEW}: it records that a
     * source is about to be created, and a run that resumes an earlier one uses the source that
     * this one created. {@linkplain Export#journal Give} it to the export, too. By default none.
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
     * <p>A source that would be found or created by its name is shown as {@link
     * #UNRESOLVED_SOURCE_ID}, so derived event ids differ from the real run's. Transport and token
     * provider aren't used.
     */
    public Builder dryRun(Consumer<? super String> bodies) {
      this.dryRun = Objects.requireNonNull(bodies, "bodies");
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
      return new Connector(copy(), null);
    }
  }
}
