package com.treasuredata.tiktok.events.examples.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what an export writes down as it goes, and where. */
final class JournalOptions {
  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write a line of JSON for each record that was not delivered.")
  @Nullable Path rejects;

  @Option(
      names = "--rejects-with-values",
      description = "Write the row itself to the rejects file, too: it is personal data.")
  boolean withValues;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Keep in FILE up to which record all is settled, and go on there when it exists. The input must"
              + " be the same.")
  @Nullable Path resume;

  /**
   * Returns the journal, of which nothing is written yet.
   *
   * @param input the input's name
   * @param dryRun whether nothing is sent, so that nothing is settled
   * @throws UsageException if the options don't go together, or the resume file is another export's
   */
  Journal open(String input, boolean dryRun) {
    if (withValues && rejects == null) {
      throw new UsageException("--rejects-with-values goes with --rejects FILE");
    }
    return new Journal(
        rejects, withValues, resume == null || dryRun ? null : ResumeFile.open(resume, input));
  }
}
