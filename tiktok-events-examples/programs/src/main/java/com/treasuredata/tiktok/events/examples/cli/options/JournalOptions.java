package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.examples.cli.OptionFile;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.files.Journal;
import com.treasuredata.tiktok.events.internal.io.FileAccess;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what an export writes down as it goes, and where. */
public final class JournalOptions {
  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Write a line of JSON for each record that was not delivered. With --resume, the lines of the"
              + " earlier run's settled records are kept, and all others replaced; delete nothing"
              + " yourself.")
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
              + " be the same, and with --route-by-source each row's source. It is deleted when everything"
              + " is delivered.")
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
   * @param others the other files of the export by their options, such as the input's
   * @param job what tells this export from others, by name
   * @throws UsageException if the options don't go together
   * @throws com.treasuredata.tiktok.events.JournalException if the resume file can't be used
   */
  public Journal open(Map<String, Optional<Path>> others, Map<String, String> job) {
    notBlank("--rejects", rejects);
    notBlank("--resume", resume);
    if (withValues && rejects == null) {
      throw new UsageException("--rejects-with-values goes with --rejects FILE");
    }
    if (resendUnknown && resume == null) {
      throw new UsageException("--resend-unknown goes with --resume FILE");
    }
    Map<String, Optional<Path>> files = new LinkedHashMap<>(others);
    files.put("--rejects", Optional.ofNullable(rejects));
    files.put("--resume", Optional.ofNullable(resume));
    files.put("the lock of --resume", Optional.ofNullable(resume).map(ExportJournal::lockFile));
    OptionFile.requireDifferent(files);
    ExportJournal kept = resume == null ? null : ExportJournal.open(resume, job);
    if (kept != null && resendUnknown) {
      kept.resendUnknown();
    }
    return new Journal(rejects, withValues, kept, false);
  }

  /** Returns whether an earlier run may be gone on with. */
  public boolean resumes() {
    return resume != null;
  }

  private static void notBlank(String option, @Nullable Path file) {
    if (file != null && file.toString().isBlank()) {
      throw new UsageException(option + " is blank");
    }
  }

  /** Returns what to say of directories in which other users may put a file in place of ours. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Map<String, Optional<Path>> files =
        Map.of("--rejects", Optional.ofNullable(rejects), "--resume", Optional.ofNullable(resume));
    new TreeMap<>(files)
        .forEach(
            (option, file) ->
                file.flatMap(JournalOptions::sharedDirectory)
                    .ifPresent(
                        directory ->
                            warnings.add(
                                "%s: other users may replace files in %s; use a directory of your own"
                                    .formatted(option, directory))));
    return warnings;
  }

  private static Optional<Path> sharedDirectory(Path file) {
    try {
      return FileAccess.sharedDirectory(file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      return Optional.empty(); // It can't be written either, which is told when it is.
    }
  }

  /**
   * Returns the journal of a dry run, in which nothing is settled.
   *
   * @throws UsageException if a rejects file is there already
   */
  public Journal openDry() {
    if (rejects != null && Files.exists(rejects)) {
      throw new UsageException(
          "--rejects %s: it is there already, and a dry run replaces nothing; name a new file"
              .formatted(ShownPath.of(rejects)));
    }
    return new Journal(rejects, withValues, null, true);
  }
}
