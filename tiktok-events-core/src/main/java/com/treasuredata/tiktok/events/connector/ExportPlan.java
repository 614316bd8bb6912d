package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of an engine need to export a table, without the token: the settings, the columns
 * and the event source, found or created once. The driver makes it, sends it to the tasks as JSON
 * or by Java serialisation, and each task connects with a token of its own.
 *
 * <pre>{@code
 * ExportPlan plan = connector.plan(columns);                  // on the driver
 * String text = plan.toJson();                                // in the job's state
 *
 * Connector task = ExportPlan.parse(text).connect(tokens);    // in each task
 * task.exportTable(plan.columns()).run(rows);
 * }</pre>
 *
 * <p>It also holds the server's address, time-outs and proxy, {@code strict}, {@code
 * deriveEventIds} and the number of processes; not a clock, retry options or an HTTP client of the
 * driver's. Immutable and safe for use by several threads; plans with the same content are equal.
 */
public final class ExportPlan implements Serializable {
  private static final long serialVersionUID = 1;

  /** The form of the JSON; another one is refused. */
  private static final int FORMAT = 1;

  private final transient ConnectorConfig config;
  private final transient List<String> columns;
  private final transient EventSource source;
  private final transient boolean isCreated;
  private final transient boolean strict;
  private final transient boolean deriveEventIds;
  private final transient int processes;
  private final transient TransportOptions transport;

  /** Puts together what a connector knows. */
  ExportPlan(
      Connector.Builder builder,
      TransportOptions transport,
      List<String> columns,
      EventSource source,
      boolean isCreated) {
    this.config = withoutToken(builder.config.withoutToken());
    this.columns = List.copyOf(columns);
    this.source = source;
    this.isCreated = isCreated;
    this.strict = builder.strict;
    this.deriveEventIds = builder.deriveEventIds;
    this.processes = builder.processes;
    this.transport = transport;
  }

  private ExportPlan(Map<?, ?> plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    Map<?, ?> given = member(plan, "settings", Map.class);
    given.forEach((key, value) -> settings.put(String.valueOf(key), value));
    if (settings.containsKey(ConnectorSetting.ACCESS_TOKEN.key())) {
      throw new IllegalArgumentException("a plan holds no access token");
    }
    this.config = withoutToken(settings);
    List<?> names = member(plan, "columns", List.class);
    this.columns = names.stream().map(String::valueOf).toList();
    this.source = EventSource.parse(member(plan, "source", String.class));
    this.isCreated = member(plan, "created", Boolean.class);
    this.strict = member(plan, "strict", Boolean.class);
    this.deriveEventIds = member(plan, "derive_event_ids", Boolean.class);
    this.processes = member(plan, "processes", BigDecimal.class).intValueExact();
    if (processes < 1) {
      throw new IllegalArgumentException("this is no export plan: it is for no process");
    }
    this.transport = transport(member(plan, "transport", Map.class));
  }

  private static ConnectorConfig withoutToken(Map<String, ?> settings) {
    return ConnectorConfig.builder().settings(settings).tokenFromElsewhere().build();
  }

  /**
   * Returns the plan that {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is none, or of another version of this library
   */
  public static ExportPlan parse(String json) {
    Objects.requireNonNull(json, "json");
    try {
      if (JsonTree.parse(json) instanceof Map<?, ?> plan
          && plan.get("plan") instanceof BigDecimal format
          && format.compareTo(BigDecimal.valueOf(FORMAT)) == 0) {
        return new ExportPlan(plan);
      }
    } catch (MalformedJsonException
        | ArithmeticException
        | DateTimeParseException
        | InvalidConfigException e) {
      throw new IllegalArgumentException("this is no export plan: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "this is no export plan, or one of another version of this library");
  }

  private static <T> T member(Map<?, ?> plan, String name, Class<T> type) {
    Object value = plan.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("this is no export plan: it has no " + name);
    }
    return type.cast(value);
  }

  /**
   * Connects a task with a token of its own. The connector already has its source, and sends no
   * other request than events; warnings of the settings were logged when the plan was made.
   *
   * <p>For a clock, retry options or an HTTP client of your own, see {@link
   * Connector#builder(ExportPlan)}; for one client of many tasks, see {@link Connector#shared}.
   */
  public Connector connect(AccessTokenProvider tokens) {
    return Connector.builder(this).tokenProvider(tokens).build();
  }

  /** Returns where events go. */
  public EventSource source() {
    return source;
  }

  /**
   * Returns whether the source was created for this plan, by target {@link TargetMethod#NEW NEW};
   * false if it existed already.
   */
  public boolean isCreated() {
    return isCreated;
  }

  /** Returns the columns of the table; none if rows name their own. */
  public List<String> columns() {
    return columns;
  }

  /** Returns the settings, without the token. */
  public ConnectorConfig config() {
    return config;
  }

  TransportOptions transport() {
    return transport;
  }

  boolean isStrict() {
    return strict;
  }

  boolean derivesEventIds() {
    return deriveEventIds;
  }

  int processes() {
    return processes;
  }

  /** Returns the plan as a JSON object on one line, for {@link #parse}. No token is in it. */
  public String toJson() {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("plan", FORMAT);
    plan.put("settings", config.withoutToken());
    plan.put("columns", columns);
    plan.put("source", source.toString());
    plan.put("created", isCreated);
    plan.put("strict", strict);
    plan.put("derive_event_ids", deriveEventIds);
    plan.put("processes", processes);
    plan.put("transport", tree(transport));
    return JsonTree.toJson(plan);
  }

  private static Map<String, Object> tree(TransportOptions transport) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("base_url", transport.baseUrl().toString());
    tree.put("api_version", transport.apiVersion());
    tree.put("allow_clear_text", transport.allowsClearText());
    tree.put("connect_timeout", transport.connectTimeout().toString());
    tree.put("request_timeout", transport.requestTimeout().toString());
    transport.proxy().ifPresent(proxy -> tree.put("proxy", proxy.toString()));
    return tree;
  }

  private static TransportOptions transport(Map<?, ?> tree) {
    TransportOptions.Builder options =
        TransportOptions.builder()
            .baseUrl(member(tree, "base_url", String.class))
            .apiVersion(member(tree, "api_version", String.class))
            .allowClearText(member(tree, "allow_clear_text", Boolean.class))
            .connectTimeout(Duration.parse(member(tree, "connect_timeout", String.class)))
            .requestTimeout(Duration.parse(member(tree, "request_timeout", String.class)));
    if (tree.containsKey("proxy")) {
      options.proxy(member(tree, "proxy", String.class));
    }
    return options.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExportPlan that && toJson().equals(that.toJson());
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, columns);
  }

  /** Returns the source and the number of columns; no setting and no secret. */
  @Override
  public String toString() {
    return "ExportPlan["
        + source
        + (isCreated ? ", created" : "")
        + (columns.isEmpty() ? "" : ", " + columns.size() + " columns")
        + ']';
  }

  private Object writeReplace() {
    return new Written(toJson());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a plan is read from its JSON");
  }

  /** What Java serialisation writes in a plan's place. */
  private record Written(String json) implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      try {
        return parse(json);
      } catch (IllegalArgumentException e) {
        throw (InvalidObjectException) new InvalidObjectException(e.getMessage()).initCause(e);
      }
    }
  }
}
