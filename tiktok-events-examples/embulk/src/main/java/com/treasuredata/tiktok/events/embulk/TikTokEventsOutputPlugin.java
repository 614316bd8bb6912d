package com.treasuredata.tiktok.events.embulk;

import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.auth.LongLivedTokenProvider;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.connector.ExportPlan;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.embulk.config.ConfigDiff;
import org.embulk.config.ConfigException;
import org.embulk.config.ConfigSource;
import org.embulk.config.TaskReport;
import org.embulk.config.TaskSource;
import org.embulk.spi.DataException;
import org.embulk.spi.OutputPlugin;
import org.embulk.spi.Schema;
import org.embulk.spi.TransactionalPageOutput;
import org.embulk.util.config.ConfigMapperFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports the rows of an Embulk job as events to TikTok: {@code out: {type: tiktok_events, …}},
 * with the settings of {@link ConnectorSetting}.
 *
 * <p>The event source is found or created, and the columns are checked, once for the job; each task
 * is a session of its own, and all of them share one client.
 *
 * <p>What Embulk keeps of a job, also for a resume, holds no token: tasks find the job's {@code
 * access_token} in the memory of this JVM, and, as a job that was resumed, otherwise in the
 * environment variable {@value LongLivedTokenProvider#ENVIRONMENT_VARIABLE}.
 */
public final class TikTokEventsOutputPlugin implements OutputPlugin {
  // What the config diff adds to the settings of the next run.
  private static final String EVENT_SOURCE = "event_source";
  private static final String REPORT = "report";

  /** The setting of this plugin's own: a directory for files of results. */
  private static final String RESULTS = "results";

  // What tasks are given.
  private static final String PLAN = "plan";
  private static final String JOB = "job";

  private static final Logger LOG = LoggerFactory.getLogger(TikTokEventsOutputPlugin.class);
  private static final ConfigMapperFactory EMBULK = ConfigMapperFactory.withDefault();

  /** Of the jobs that run in this JVM with a token of their own. */
  private static final Map<String, AccessTokenProvider> TOKENS = new ConcurrentHashMap<>();

  /** Creates one, as Embulk does by reflection. */
  public TikTokEventsOutputPlugin() {}

  @Override
  public ConfigDiff transaction(
      ConfigSource config, Schema schema, int taskCount, Control control) {
    String job = UUID.randomUUID().toString();
    try {
      ConnectorConfig settings = settings(config);
      AccessTokenProvider tokens =
          settings
              .accessToken()
              .map(AccessTokenProvider::of)
              .orElseGet(LongLivedTokenProvider::fromEnvironment);
      requireToken(tokens);
      ExportPlan plan = plan(settings, tokens, schema);
      if (settings.accessToken().isPresent()) {
        TOKENS.put(job, tokens);
      }
      TaskSource task = EMBULK.newTaskSource().set(PLAN, plan.toJson()).set(JOB, job);
      if (config.has(RESULTS)) {
        task.set(RESULTS, config.get(String.class, RESULTS));
      }
      return run(task, control);
    } catch (EventsException e) {
      throw forEmbulk(e);
    } finally {
      TOKENS.remove(job);
    }
  }

  private static ConnectorConfig settings(ConfigSource config) {
    Map<String, Object> settings = new HashMap<>(config.toMap());
    settings.put(ConnectorSetting.TYPE.key(), ConnectorConfig.TYPE); // It found this plugin.
    return ConnectorConfig.builder()
        .settings(settings)
        .ignoring(Set.of(EVENT_SOURCE, REPORT, RESULTS))
        .tokenFromElsewhere()
        .build();
  }

  /** It must be there before anything is read. */
  private static void requireToken(AccessTokenProvider tokens) {
    try {
      tokens.token();
    } catch (EventsException e) {
      throw new ConfigException("access_token is missing, and " + e.getMessage(), e);
    }
  }

  private static ExportPlan plan(
      ConnectorConfig settings, AccessTokenProvider tokens, Schema schema) {
    try (Connector driver = Connector.builder(settings).tokenProvider(tokens).build()) {
      return driver.plan(EmbulkColumns.of(schema));
    }
  }

  private static ConfigDiff run(TaskSource task, Control control) {
    ExportPlan plan = plan(task);
    LOG.info("exporting to {}{}", plan.source(), plan.isCreated() ? ", which was created" : "");
    Map<String, Long> sum = new TreeMap<>();
    for (TaskReport report : control.run(task)) {
      for (String count : report.getAttributeNames()) {
        sum.merge(count, report.get(Long.class, count), Long::sum);
      }
    }
    judge(sum, plan.config().invalidRecords());
    return EMBULK.newConfigDiff().set(EVENT_SOURCE, plan.source().toString()).set(REPORT, sum);
  }

  /**
   * A task may have no good row, but a job that had some rows and sent none is no success, and one
   * that skipped more than it may in all tasks together neither.
   */
  private static void judge(Map<String, Long> sum, InvalidRecordPolicy policy) {
    long skipped = sum.getOrDefault("invalid", 0L) + sum.getOrDefault("rejected", 0L);
    if (policy.skips() && !policy.allows(skipped, sum.getOrDefault("read", 0L))) {
      throw new DataException(
          skipped + " rows of all tasks were skipped, more than max_invalid_records allows");
    }
    if (sum.getOrDefault("accepted", 0L) == 0 && skipped > 0) {
      throw new DataException("no event was accepted, and " + skipped + " were skipped");
    }
  }

  @Override
  public ConfigDiff resume(TaskSource task, Schema schema, int taskCount, Control control) {
    return run(task, control);
  }

  @Override
  public void cleanup(TaskSource task, Schema schema, int taskCount, List<TaskReport> successful) {
    // A task leaves nothing behind.
  }

  @Override
  public TransactionalPageOutput open(TaskSource task, Schema schema, int taskIndex) {
    AccessTokenProvider tokens = TOKENS.get(task.get(String.class, JOB));
    try {
      return EventOutput.open(
          Connector.shared(
              plan(task), tokens == null ? LongLivedTokenProvider.fromEnvironment() : tokens),
          schema,
          taskIndex,
          task.has(RESULTS) ? task.get(String.class, RESULTS) : null);
    } catch (EventsException e) {
      throw forEmbulk(e);
    }
  }

  private static ExportPlan plan(TaskSource task) {
    try {
      return ExportPlan.parse(task.get(String.class, PLAN));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage(), e);
    }
  }

  static TaskReport newTaskReport(Map<String, Long> counts) {
    TaskReport report = EMBULK.newTaskReport();
    counts.forEach(report::set);
    return report;
  }

  /** Returns what says to Embulk whose fault it is; it has no word for TikTok's own failures. */
  static RuntimeException forEmbulk(EventsException e) {
    return switch (e.fault()) {
      case SETTINGS, CREDENTIALS -> new ConfigException(e.getMessage(), e);
      case RECORDS -> new DataException(e.getMessage(), e);
      case SERVICE, CALLER -> e;
    };
  }
}
