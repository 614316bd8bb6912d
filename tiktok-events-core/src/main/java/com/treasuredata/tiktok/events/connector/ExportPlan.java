package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.connector.PlannedOptions.member;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
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
  private final transient PlannedOptions options;
  private final transient List<String> columns;
  private final transient EventSource source;
  private final transient boolean isCreated;

  /** Puts together what a connector knows. */
  ExportPlan(
      ConnectorConfig config,
      PlannedOptions options,
      List<String> columns,
      EventSource source,
      boolean isCreated) {
    this.config = withoutToken(config.withoutToken());
    this.options = options;
    this.columns = List.copyOf(columns);
    this.source = source;
    this.isCreated = isCreated;
  }

  private ExportPlan(Map<?, ?> plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    Map<?, ?> given = member(plan, "settings", Map.class);
    given.forEach((key, value) -> settings.put(String.valueOf(key), value));
    if (settings.containsKey(ConnectorSetting.ACCESS_TOKEN.key())) {
      throw new IllegalArgumentException(
          "this is no export plan: its settings hold an access_token, and a plan holds none");
    }
    this.config = withoutToken(settings);
    this.options = PlannedOptions.read(plan);
    List<?> names = member(plan, "columns", List.class);
    this.columns = names.stream().map(String::valueOf).toList();
    this.source = EventSource.parse(member(plan, "source", String.class));
    this.isCreated = member(plan, "created", Boolean.class);
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
    } catch (MalformedJsonException | InvalidSetupException e) {
      throw new IllegalArgumentException("this is no export plan: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "this is no export plan, or one of another version of this library");
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
   * Returns whether the source was created for this plan, by target {@link
   * ConnectorConfig.TargetMethod#NEW NEW}; false if it existed already.
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

  PlannedOptions options() {
    return options;
  }

  /** Returns the plan as a JSON object on one line, for {@link #parse}. No token is in it. */
  public String toJson() {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("plan", FORMAT);
    plan.put("settings", config.withoutToken());
    plan.put("columns", columns);
    plan.put("source", source.toString());
    plan.put("created", isCreated);
    options.writeTo(plan);
    return JsonTree.toJson(plan);
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
