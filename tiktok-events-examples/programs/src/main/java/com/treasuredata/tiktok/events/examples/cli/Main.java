package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.connector.InvalidConfigException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.examples.input.InputException;
import com.treasuredata.tiktok.events.export.InvalidColumnsException;
import com.treasuredata.tiktok.events.source.EventSourceExistsException;
import com.treasuredata.tiktok.events.source.EventSourceNotFoundException;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code tiktok-events} command.
 *
 * <p>Exit codes: 0 all is delivered, or skipped as asked; 1 the job failed; 2 wrong usage, settings
 * or input, and nothing was sent.
 */
@Command(
    name = "tiktok-events",
    description = "Exports events to TikTok's Events API 2.0.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  TIKTOK_ACCESS_TOKEN   the access token, unless a file or settings give it",
      "  TIKTOK_APP_SECRET     the developer app's secret, for 'auth'",
      "  TIKTOK_BASE_URL       another server; --base-url goes before it",
      "",
      "Exit codes: 0 done, 1 the job failed, 2 wrong usage, settings or input.",
      "After 2 nothing was sent.",
      "",
      "Try: tiktok-events demo"
    })
public final class Main implements Runnable {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  /** What is wrong before anything is sent. */
  private static final List<Class<? extends Exception>> NOTHING_BEGUN =
      List.of(
          UsageException.class,
          InputException.class,
          InvalidColumnsException.class,
          EventSourceNotFoundException.class,
          EventSourceExistsException.class,
          IllegalArgumentException.class);

  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  CommandSpec spec;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs the command that {@code args} name, and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(
        run(
            new Surroundings(
                System.in, utf8(System.out), utf8(System.err), System.getenv(), isTerminal()),
            args));
  }

  /** Since Java 22 there is always a console, which says itself whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // Before Java 22 there is a console only on a terminal.
    }
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs the command that {@code args} name, and returns its exit code. */
  static int run(Surroundings surroundings, String... args) {
    CommandLine command =
        new CommandLine(new Main(surroundings))
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(new ExportCommand(surroundings))
            .addSubcommand(new ValidateCommand(surroundings))
            .addSubcommand(new SchemaCommand(surroundings))
            .addSubcommand(new SourceCommand(surroundings))
            .addSubcommand(new AuthCommand(surroundings))
            .addSubcommand(new FakeServerCommand(surroundings))
            .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
            .registerConverter(Duration.class, new Durations())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler((e, words) -> explain(surroundings, e))
            .setExecutionExceptionHandler((e, line, parsed) -> explain(surroundings, e));
    int exitCode = command.execute(args);
    if (surroundings.out().checkError() && exitCode == OK) {
      surroundings.err().println("tiktok-events: standard output can't be written");
      return FAILED;
    }
    return exitCode;
  }

  @Override
  public void run() {
    spec.commandLine().usage(surroundings.out());
  }

  private static int explain(Surroundings surroundings, ParameterException e) {
    CommandLine command = e.getCommandLine();
    surroundings.err().println("tiktok-events: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    surroundings.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return WRONG_USAGE;
  }

  /** A failure that is no bug gets a line, not a stack trace. */
  private static int explain(Surroundings surroundings, Exception e) throws Exception {
    if (e instanceof InvalidConfigException wrong) {
      wrong.problems().forEach(problem -> surroundings.err().println("tiktok-events: " + problem));
      return WRONG_USAGE;
    }
    if (NOTHING_BEGUN.stream().anyMatch(type -> type.isInstance(e))) {
      surroundings.err().println("tiktok-events: " + e.getMessage());
      return WRONG_USAGE;
    }
    if (e instanceof WriteException) {
      surroundings.err().println("tiktok-events: " + e.getMessage());
      return FAILED;
    }
    if (e instanceof EventsException) {
      surroundings.err().println("tiktok-events: " + e.getMessage());
      if (e instanceof CredentialsException refused
          && refused.reason() == Reason.AUTHORIZATION_NEEDED) {
        surroundings.err().println("'tiktok-events auth login' does that.");
      }
      return FAILED;
    }
    throw e;
  }

  /** Says which version this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"tiktok-events " + (version == null ? "(built from source)" : version)};
    }
  }
}
