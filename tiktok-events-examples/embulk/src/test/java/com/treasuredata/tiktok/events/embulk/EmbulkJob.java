package com.treasuredata.tiktok.events.embulk;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.embulk.EmbulkEmbed;
import org.embulk.config.ConfigDiff;
import org.embulk.config.ConfigSource;
import org.embulk.input.file.LocalFileInputPlugin;
import org.embulk.parser.csv.CsvParserPlugin;

/** A job of an Embulk in this JVM that reads CSV files and exports them to a fake TikTok. */
final class EmbulkJob {
  private static final EmbulkEmbed EMBULK =
      new EmbulkEmbed.Bootstrap()
          .setEmbulkSystemProperties(new Properties())
          .builtinFileInputPlugin("file", LocalFileInputPlugin.class)
          .builtinParserPlugin("csv", CsvParserPlugin.class)
          .builtinOutputPlugin("tiktok_events", TikTokEventsOutputPlugin.class)
          .initialize();

  private final ConfigSource config;

  /** Reads all files in {@code directory}, one task for each. */
  EmbulkJob(FakeTikTok tiktok, Path directory, String columns) {
    this.config =
        EMBULK
            .newConfigLoader()
            .fromYamlString(
                """
                exec: {max_threads: 1, min_output_tasks: 1}
                in:
                  type: file
                  path_prefix: '%s/'
                  parser:
                    type: csv
                    skip_header_lines: 1
                    stop_on_invalid_record: true
                    columns:
                %s
                out:
                  type: tiktok_events
                  event_source_id: C4A1EXAMPLE0PIXEL7QG
                  base_url: %s
                """
                    .formatted(directory, columns.indent(6).stripTrailing(), tiktok.baseUrl()));
  }

  /** Takes the first job in a page, but for where rows come from and go to. */
  EmbulkJob(FakeTikTok tiktok, Path directory, Path page) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf("```yaml") + "```yaml".length();
    this.config =
        EMBULK.newConfigLoader().fromYamlString(text.substring(begin, text.indexOf("```", begin)));
    config.getNested("in").set("path_prefix", directory + "/");
    set("base_url", tiktok.baseUrl());
  }

  EmbulkJob set(String key, Object value) {
    config.getNested("out").set(key, value);
    return this;
  }

  EmbulkJob accessToken(String token) {
    return set("access_token", token);
  }

  EmbulkJob without(String key) {
    config.getNested("out").remove(key);
    return this;
  }

  /** Returns what the output plugin tells the next run. */
  ConfigDiff run() {
    return EMBULK.run(config).getConfigDiff().getNested("out");
  }

  EmbulkEmbed.ResumableResult runResumable() {
    return EMBULK.runResumable(config);
  }

  /** Runs what a failed job left to do. */
  EmbulkEmbed.ResumableResult resume(EmbulkEmbed.ResumableResult failed) {
    return EMBULK.new ResumeStateAction(config, failed.getResumeState()).resume();
  }
}
