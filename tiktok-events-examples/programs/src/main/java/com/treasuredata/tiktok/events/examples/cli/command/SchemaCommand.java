package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.options.SourceTypeOption;
import com.treasuredata.tiktok.events.schema.EventSchema;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the fields and rules of a kind of event source. */
@Command(name = "schema", description = "Prints the fields and rules of a kind of event source.")
public final class SchemaCommand implements Runnable {
  /** How a schema is printed. */
  enum Format {
    TABLE,
    JSON_SCHEMA;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final CliContext context;

  @Mixin final SourceTypeOption source = new SourceTypeOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, for people, or json-schema; by default ${DEFAULT-VALUE}.")
  Format format = Format.TABLE;

  public SchemaCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    EventSchema schema = EventSchema.of(source.type());
    context
        .out()
        .println(format == Format.TABLE ? schema.toTable().stripTrailing() : schema.toJsonSchema());
  }
}
