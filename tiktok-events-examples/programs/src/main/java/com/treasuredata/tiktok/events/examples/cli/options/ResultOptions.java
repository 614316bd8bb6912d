package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.Export;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import com.treasuredata.tiktok.events.examples.cli.Checks;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.files.EarlierResults;
import com.treasuredata.tiktok.events.examples.cli.files.ResultsFile;
import com.treasuredata.tiktok.events.examples.cli.rows.ConsentColumn;
import com.treasuredata.tiktok.events.examples.cli.rows.KeyColumn;
import com.treasuredata.tiktok.events.examples.cli.rows.PersonalColumn;
import com.treasuredata.tiktok.events.examples.cli.rows.RemainingRows;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which records are sent, and what is told of each. */
public final class ResultOptions {
  private static final Pattern MAX_INVALID =
      Pattern.compile("([0-9]{1,18})|([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description =
          "Write a line for each record, delivered ones included: record, key, outcome, event_id, event_time,"
              + " request_id, reason, violations. A .csv or .jsonl file. With --resume, the lines of the"
              + " earlier run's settled records are kept, and all others replaced; in a table that"
              + " you load it into, it replaces the rows of the earlier file.")
  @Nullable Path results;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description =
          "The column that names a record in results, rejects and messages, such as an order number. Columns"
              + " of personal data, such as email, are refused.")
  @Nullable String key;

  @Option(
      names = "--only",
      paramLabel = "FILE",
      description =
          "Send just the records that an earlier file of --results doesn't name as accepted or withheld, or that"
              + " one of --rejects names; by --key.")
  @Nullable Path only;

  @Option(
      names = "--max-invalid",
      paramLabel = "N|N%",
      description =
          "Go on after invalid records, as --skip-invalid does, but stop when there are more than N, or more than"
              + " N%% of those read.")
  @Nullable String maxInvalid;

  @Option(
      names = "--consent-column",
      paramLabel = "COLUMN",
      description =
          "Send only the records whose COLUMN says yes; the others are withheld, and nothing of them leaves.")
  @Nullable String consentColumn;

  @Option(
      names = "--consent-values",
      paramLabel = "VALUE",
      split = ",",
      description = "What means yes in it, in any case; by default true,yes,y,1,granted.")
  @Nullable List<String> consentValues;

  @Option(
      names = "--json",
      description =
          "Print the account as one JSON object on standard output; tiktok-events-examples/docs/report.schema.json says what is in it.")
  boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page for people, .html, of what became of the records and why.")
  @Nullable Path report;

  private final List<Supplier<Optional<String>>> problems = new ArrayList<>();
  private @Nullable KeyColumn keyColumn;
  private @Nullable ConsentColumn consent;

  /**
   * Checks what can be checked without rows.
   *
   * @param checks is told of options that don't go together, and values that are none
   */
  public void check(boolean dryRun, Checks checks) {
    if (results != null) {
      Path file = results;
      checks.add(() -> ResultsFile.checkName(file));
    }
    checks.add(this::checkOnly);
    checks.add(this::checkConsent);
    checks.add(this::checkReport);
    checks.add(() -> checkOutputs(dryRun));
    checks.add(this::policy);
  }

  /**
   * Checks that records aren't named by personal data.
   *
   * @param mapper maps as that of the export does, one column alone
   * @param setting the column that the settings name, if they do
   * @throws UsageException if they are
   */
  public void checkKey(ColumnMapper mapper, Optional<String> setting) {
    Optional<String> column = Optional.ofNullable(key).or(() -> setting);
    column
        .flatMap(known -> PersonalColumn.field(mapper, known))
        .ifPresent(
            field -> {
              throw new UsageException(
                  "%s: column %s is for %s, and results, rejects and messages would show it; name a"
                          .formatted(
                              key == null ? ConnectorSetting.KEY_COLUMN.key() : "--key",
                              ShownName.inWords(column.get()),
                              field)
                      + " column such as an order number");
            });
  }

  private void checkOnly() {
    if (only != null && key == null) {
      throw new UsageException("--only goes with --key COLUMN, by which records are told apart");
    }
  }

  private void checkConsent() {
    if (consentValues != null && consentColumn == null) {
      throw new UsageException("--consent-values goes with --consent-column COLUMN");
    }
  }

  private void checkReport() {
    if (report != null && !report.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
      throw new UsageException("--report: the name must end in .html");
    }
  }

  private void checkOutputs(boolean dryRun) {
    if (dryRun && (results != null || json || report != null)) {
      throw new UsageException(
          "--dry-run sends nothing, so that there is nothing for --results, --json or --report to tell");
    }
  }

  /** Returns whether the account is printed as JSON. */
  public boolean isJson() {
    return json;
  }

  /** Returns the file for people, if there is to be one. */
  public Optional<Path> report() {
    return Optional.ofNullable(report);
  }

  /** Returns the file of results, if there is to be one. */
  public Optional<Path> results() {
    return Optional.ofNullable(results);
  }

  /** Returns the files by their options. */
  public Map<String, Optional<Path>> files() {
    Map<String, Optional<Path>> files = new LinkedHashMap<>();
    files.put("--results", Optional.ofNullable(results));
    files.put("--only", Optional.ofNullable(only));
    files.put("--report", Optional.ofNullable(report));
    return files;
  }

  /** Adds what decides which records are sent to what tells a job from others. */
  public void describeTo(Map<String, String> job) {
    job.put("only", only == null ? "" : only.toAbsolutePath().normalize().toString());
    job.put("consent_column", consentColumn == null ? "" : consentColumn.strip());
    job.put("consent_values", consentValues == null ? "" : String.join(",", consentValues));
  }

  /**
   * Returns those of the rows that are left to be sent.
   *
   * @throws UsageException if the earlier file can't be used, or there is no such column
   */
  public RowSource remaining(RowSource rows) {
    return only == null || key == null
        ? rows
        : new RemainingRows(rows, new KeyColumn("--key", key, rows), EarlierResults.read(only));
  }

  /** Returns whether records were left out that an earlier run is done with. */
  public boolean leavesOut() {
    return only != null;
  }

  /**
   * Returns {@code export}, naming records, withholding and giving up as asked.
   *
   * @throws UsageException if there is no such column
   */
  public Export<Row> applyTo(Export<Row> export, RowSource rows) {
    Export<Row> asked = export;
    if (key != null) {
      if (keyColumn == null) { // One for all sources of an export.
        keyColumn = new KeyColumn("--key", key, rows);
        problems.add(keyColumn::problem);
      }
      asked = asked.recordKey(keyColumn);
    }
    if (consentColumn != null) {
      if (consent == null) {
        consent = new ConsentColumn(consentColumn, consentValues, rows);
        problems.add(consent::problem);
      }
      asked = asked.consent(consent);
    }
    Optional<InvalidRecordPolicy> policy = policy();
    return policy.isPresent() ? asked.invalidRecords(policy.get()) : asked;
  }

  /** Returns what to tell of columns that no row had. */
  public List<String> problems() {
    return problems.stream().map(Supplier::get).flatMap(Optional::stream).toList();
  }

  private Optional<InvalidRecordPolicy> policy() {
    if (maxInvalid == null) {
      return Optional.empty();
    }
    Matcher matcher = MAX_INVALID.matcher(maxInvalid);
    if (!matcher.matches() || (matcher.group(2) != null && !isShare(matcher.group(2)))) {
      throw new UsageException("--max-invalid takes a number such as 1000, or a share such as 5%");
    }
    return Optional.of(
        matcher.group(1) != null
            ? InvalidRecordPolicy.skipUpTo(Long.parseLong(matcher.group(1)))
            : InvalidRecordPolicy.skipUpToShare(Double.parseDouble(matcher.group(2)) / 100));
  }

  private static boolean isShare(String percent) {
    double share = Double.parseDouble(percent);
    return share > 0 && share <= 100;
  }

  /**
   * Returns whether more records were skipped than {@code --max-invalid} allows: a share is looked
   * at from 100 records on while the export runs, and here once more, however few they were.
   */
  public boolean isOverBudget(ExportReport report) {
    if (maxInvalid == null || !maxInvalid.endsWith("%")) {
      return false;
    }
    double share = Double.parseDouble(maxInvalid.substring(0, maxInvalid.length() - 1)) / 100;
    return report.skipped() > share * (report.read() - report.passedOver());
  }
}
