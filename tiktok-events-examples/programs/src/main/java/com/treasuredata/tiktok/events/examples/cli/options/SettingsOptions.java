package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.connector.AuthMethod;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.connector.InvalidConfigException;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.examples.cli.OptionFile;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What to export to and how: in a connector's settings, or in options of their own. */
public final class SettingsOptions {
  /** In bytes; a connector's settings are a few hundred. */
  private static final int MAX_LENGTH = 1 << 20;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The settings of a connector, a JSON object; see README.")
  @Nullable Path file;

  @ArgGroup(exclusive = false)
  @Nullable Options options;

  /** The settings as options. */
  static final class Options {
    @Option(
        names = "--source",
        required = true,
        paramLabel = "TYPE",
        description = "The kind of event source: web, app, offline or crm.")
    @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
    EventSourceType type;

    @Option(
        names = "--source-id",
        required = true,
        paramLabel = "ID",
        description = "The pixel code, TikTok App ID, offline or CRM event set id.")
    @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
    String sourceId;

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
        description = "Set limited_data_use on web and app events that don't say themselves.")
    boolean limitedDataUse;

    @Option(
        names = "--skip-invalid",
        description = "Go on after a record that can't be sent; by default the export stops.")
    boolean skipInvalid;

    private ConnectorConfig config() {
      notBlank("--source-id", sourceId);
      notBlank("--test-event-code", testEventCode);
      if (threads != null && (threads < 1 || threads > Export.MAX_THREADS)) {
        throw new UsageException("--threads must be 1 to " + Export.MAX_THREADS + ": " + threads);
      }
      return ConnectorConfig.builder()
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
    }
  }

  /** An empty variable in a script must not turn test events into real ones. */
  private static void notBlank(String option, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new UsageException(option + " is blank");
    }
  }

  /** Returns the file that holds the settings; {@code null} if options do. */
  public @Nullable Path file() {
    return file;
  }

  /**
   * Returns the settings.
   *
   * @throws com.treasuredata.tiktok.events.connector.InvalidConfigException if they are wrong
   */
  public ConnectorConfig config() {
    if (file == null) {
      if (options == null) {
        throw new UsageException("give --config FILE, or --source TYPE and --source-id ID");
      }
      return options.config();
    }
    String json = OptionFile.read("--config", file, MAX_LENGTH);
    try {
      return ConnectorConfig.builder().json(json).tokenFromElsewhere().build();
    } catch (InvalidConfigException e) {
      throw new UsageException("the settings in " + ShownPath.of(file) + ":", e.problems());
    }
  }
}
