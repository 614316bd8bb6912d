package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.JsonLine;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.cli.options.InputOptions;
import com.treasuredata.tiktok.events.examples.cli.options.RowOptions;
import com.treasuredata.tiktok.events.examples.cli.options.SourceTypeOption;
import com.treasuredata.tiktok.events.examples.cli.progress.ExportConsole;
import com.treasuredata.tiktok.events.examples.cli.rows.RowMapper;
import com.treasuredata.tiktok.events.examples.cli.rows.UnmatchedColumns;
import com.treasuredata.tiktok.events.examples.input.InputException;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.examples.input.RowSource;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the rows of a file or a query and sends nothing. */
@Command(
    name = "validate",
    description =
        "Checks each row of a file or a query; prints a line of JSON for each, and sends nothing.")
public final class ValidateCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin final InputOptions input = new InputOptions();

  @Mixin final SourceTypeOption source = new SourceTypeOption();

  @Mixin final RowOptions rowOptions = new RowOptions();

  @Option(names = "--strict", description = "Make errors of most warnings; see 'schema'.")
  boolean strict;

  public ValidateCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    EventValidator validator = validator();
    long valid = 0;
    long invalid = 0;
    InputException broken = null;
    try (RowSource rows = input.open(context)) {
      RowMapper events = RowMapper.of(mapper(), rows);
      OutputStream out = new BufferedOutputStream(context.out());
      try {
        for (Row row = rows.next(); row != null; row = rows.next()) {
          List<Violation> violations;
          boolean isValid;
          try {
            ValidationResult result = validator.validate(events.map(row));
            violations = result.violations();
            isValid = result.isValid();
          } catch (InvalidEventException e) {
            violations = e.violations();
            isValid = false;
          }
          if (isValid) {
            valid++;
          } else {
            invalid++;
          }
          String line =
              new JsonLine()
                  .with("record", row.number())
                  .with("valid", isValid)
                  .with(violations)
                  .toString();
          out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
          if (context.out().checkError()) { // Its reader has gone away, as head does.
            return ExitCode.FAILED.code();
          }
        }
      } catch (InputException e) {
        broken = e;
      } finally {
        out.flush();
      }
      events
          .unmatchedColumns()
          .forEach(column -> context.err().printLine(UnmatchedColumns.sentence(column)));
      ExportConsole.unsentIdentifiers(events.unsentIdentifiers()).forEach(context.err()::println);
    }
    context.err().printf(Locale.ROOT, "%,d valid, %,d invalid%n", valid, invalid);
    if (broken != null) {
      return BrokenInput.tell(context, broken, valid + invalid);
    }
    return (invalid == 0 ? ExitCode.DONE : ExitCode.INVALID).code();
  }

  private EventValidator validator() {
    try {
      return EventValidator.builder(source.type())
          .strict(strict)
          .timeZone(rowOptions.zoneOrNull())
          .phoneCountry(rowOptions.phoneCountry())
          .build();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--phone-country: " + e.getMessage());
    }
  }

  private ColumnMapper.Builder mapper() {
    return rowOptions.applyTo(
        ColumnMapper.builder(source.type())
            .readsLocalTimes(rowOptions.zoneOrNull() != null)
            .readsNationalPhones(rowOptions.phoneCountry() != null));
  }
}
