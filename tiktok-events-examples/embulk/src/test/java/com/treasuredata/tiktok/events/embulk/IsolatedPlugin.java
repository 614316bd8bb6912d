package com.treasuredata.tiktok.events.embulk;

import java.io.File;
import java.util.Properties;
import org.embulk.EmbulkEmbed;
import org.embulk.input.file.LocalFileInputPlugin;
import org.embulk.parser.csv.CsvParserPlugin;

/** An Embulk that loads the output plugin from a repository, as it does in production. */
final class IsolatedPlugin {
  private IsolatedPlugin() {}

  /** Runs the job in a file, and prints its config diff. */
  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("m2_repo", args[1]);
    properties.setProperty(
        "plugins.output.tiktok_events", "maven:com.treasuredata.tiktok:tiktok_events:" + args[2]);
    EmbulkEmbed embulk =
        new EmbulkEmbed.Bootstrap()
            .setEmbulkSystemProperties(properties)
            .builtinFileInputPlugin("file", LocalFileInputPlugin.class)
            .builtinParserPlugin("csv", CsvParserPlugin.class)
            .initialize();
    System.out.println(
        embulk
            .run(embulk.newConfigLoader().fromYamlFile(new File(args[0])))
            .getConfigDiff()
            .toJson());
  }
}
