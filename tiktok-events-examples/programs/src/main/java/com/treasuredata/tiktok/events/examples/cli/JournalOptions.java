package com.treasuredata.tiktok.events.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
      description =
          "Write the row itself to the rejects file, too, unless it can't be read: it is personal data.")
  boolean withValues;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Keep in FILE which records are settled, and go on with the others when it exists. The input must"
              + " be the same. It is deleted when everything is delivered.")
  @Nullable Path resume;

  @Option(
      names = "--resend-unknown",
      description =
          "With --resume, send records again that TikTok may have and can't recognise, because their"
              + " events have no id: those that it has count twice.")
  boolean resendUnknown;

  /**
   * Returns the journal, of which nothing is written yet.
   *
   * @param input the input's file, {@code null} if it has none
   * @param job what tells this export from others, by name
   * @throws UsageException if the options don't go together, or the resume file is another export's
   */
  Journal open(@Nullable Path input, Map<String, String> job) {
    if (withValues && rejects == null) {
      throw new UsageException("--rejects-with-values goes with --rejects FILE");
    }
    if (resendUnknown && resume == null) {
      throw new UsageException("--resend-unknown goes with --resume FILE");
    }
    List<Path> files =
        Stream.of(
                Optional.ofNullable(input),
                Optional.ofNullable(rejects),
                Optional.ofNullable(resume),
                Optional.ofNullable(resume).map(FileLock::fileFor))
            .flatMap(Optional::stream)
            .map(file -> file.toAbsolutePath().normalize())
            .toList();
    if (Set.copyOf(files).size() < files.size()) {
      throw new UsageException("--input, --rejects and --resume must be different files");
    }
    return new Journal(
        rejects, withValues, resume == null ? null : ResumeFile.open(resume, job), resendUnknown);
  }

  /**
   * Returns the journal of a dry run, in which nothing is settled.
   *
   * @throws UsageException if a rejects file is there already
   */
  Journal openDry() {
    if (rejects != null && Files.exists(rejects)) {
      throw new UsageException(
          "--rejects %s: it is there already, and a dry run replaces nothing; name a new file"
              .formatted(rejects));
    }
    return new Journal(rejects, withValues, null, false);
  }
}
