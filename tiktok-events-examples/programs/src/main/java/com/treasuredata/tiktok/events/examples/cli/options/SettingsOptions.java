package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ConnectorConfig.AuthMethod;
import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.cli.OptionFile;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to export to and how: in a connector's settings, or in options of their own. */
public final class SettingsOptions {
  /** Each option, and the setting that it stands for. */
  private static final Map<String, ConnectorSetting> OPTIONS = options();

  /** In bytes; a connector's settings are a few hundred. */
  private static final int MAX_LENGTH = 1 << 20;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The settings of a connector, a JSON object; tiktok-events-core/docs/settings.md says which.")
  @Nullable Path file;

  @Option(
      names = "--source",
      paramLabel = "TYPE",
      description = "The kind of event source: web, app, offline or crm.")
  @Nullable EventSourceType type;

  @Option(
      names = "--source-id",
      paramLabel = "ID",
      description = "The pixel code, TikTok App ID, offline or CRM event set id.")
  @Nullable String sourceId;

  @Option(
      names = "--test-event-code",
      paramLabel = "CODE",
      description = "Send as test events, which count nowhere.")
  @Nullable String testEventCode;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many requests at once, 1 to 10; by default 5.")
  @Nullable Integer threads;

  @Option(
      names = "--limited-data-use",
      description = "Set limited_data_use on web and app events that don't set it.")
  boolean limitedDataUse;

  @Option(
      names = "--skip-invalid",
      description = "Go on after a record that can't be sent; by default the export stops.")
  boolean skipInvalid;

  /** An empty variable in a script must not turn test events into real ones. */
  private static void notBlank(String option, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new UsageException(option + " is blank");
    }
  }

  private static Map<String, ConnectorSetting> options() {
    Map<String, ConnectorSetting> options = new LinkedHashMap<>();
    options.put("--source", ConnectorSetting.EVENT_DATA_SOURCE);
    options.put("--source-id", ConnectorSetting.EVENT_SOURCE_ID);
    options.put("--test-event-code", ConnectorSetting.TEST_EVENT_CODE);
    options.put("--threads", ConnectorSetting.THREAD_COUNT);
    options.put("--limited-data-use", ConnectorSetting.LIMITED_DATA_USE);
    options.put("--skip-invalid", ConnectorSetting.SKIP_INVALID_RECORD);
    return Collections.unmodifiableMap(options);
  }

  /** Returns the file that holds the settings; {@code null} if options do. */
  public @Nullable Path file() {
    return file;
  }

  /**
   * Returns the settings.
   *
   * @throws UsageException if they are wrong; names the options or keys that are
   */
  public ConnectorConfig config(RowOptions rows) {
    Map<String, ConnectorSetting> given = given();
    if (file == null) {
      if (type == null || sourceId == null) {
        throw new UsageException(
            given.isEmpty() || (type == null && sourceId == null)
                ? "give --config FILE, or --source TYPE and --source-id ID"
                : (type == null ? "--source TYPE" : "--source-id ID") + " is missing");
      }
      return ofOptions(type, sourceId, rows);
    }
    given.forEach(
        (option, setting) -> {
          throw new UsageException(
              "%s doesn't go with --config: set %s in the settings"
                  .formatted(option, setting.key()));
        });
    String json = OptionFile.read("--config", file, MAX_LENGTH);
    try {
      ConnectorConfig.Builder config = ConnectorConfig.builder().json(json);
      rows.applyTo(config);
      return config.tokenFromElsewhere().build();
    } catch (InvalidSetupException e) {
      throw new UsageException("the settings in " + ShownPath.of(file) + ":", e.problems());
    }
  }

  /** Returns the options that were given, with the settings that they stand for. */
  private Map<String, ConnectorSetting> given() {
    Map<String, ConnectorSetting> given = new LinkedHashMap<>(OPTIONS);
    Map<String, Boolean> isGiven =
        Map.of(
            "--source", type != null,
            "--source-id", sourceId != null,
            "--test-event-code", testEventCode != null,
            "--threads", threads != null,
            "--limited-data-use", limitedDataUse,
            "--skip-invalid", skipInvalid);
    given.keySet().removeIf(option -> !isGiven.getOrDefault(option, false));
    return given;
  }

  private ConnectorConfig ofOptions(EventSourceType type, String sourceId, RowOptions rows) {
    notBlank("--source-id", sourceId);
    notBlank("--test-event-code", testEventCode);
    if (threads != null && (threads < 1 || threads > Export.MAX_THREADS)) {
      throw new UsageException("--threads must be 1 to " + Export.MAX_THREADS + ": " + threads);
    }
    try {
      ConnectorConfig.Builder config = ConnectorConfig.builder();
      rows.applyTo(config);
      return config
          .set(ConnectorSetting.TYPE, ConnectorConfig.TYPE)
          .set(
              ConnectorSetting.AUTH_METHOD, AuthMethod.ACCESS_TOKEN.name().toLowerCase(Locale.ROOT))
          .set(ConnectorSetting.EVENT_DATA_SOURCE, type.name())
          .set(ConnectorSetting.EVENT_SOURCE_ID, sourceId)
          .set(ConnectorSetting.TEST_EVENT_CODE, testEventCode)
          .set(ConnectorSetting.THREAD_COUNT, threads)
          .set(ConnectorSetting.LIMITED_DATA_USE, limitedDataUse)
          .set(ConnectorSetting.SKIP_INVALID_RECORD, skipInvalid)
          .tokenFromElsewhere()
          .build();
    } catch (InvalidSetupException e) {
      throw new UsageException(
          String.join("; ", e.problems().stream().map(SettingsOptions::inOptions).toList()));
    }
  }

  /** Returns a problem of settings in the words of the options that were given in their place. */
  private static String inOptions(String problem) {
    for (Map.Entry<String, ConnectorSetting> option : OPTIONS.entrySet()) {
      String key = option.getValue().key();
      if (problem.startsWith(key) && !problem.startsWith(key + "_")) {
        return option.getKey() + problem.substring(key.length());
      }
    }
    return problem;
  }
}
