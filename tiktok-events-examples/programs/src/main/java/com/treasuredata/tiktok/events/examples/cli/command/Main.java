package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.Durations;
import com.treasuredata.tiktok.events.examples.cli.ExitCode;
import com.treasuredata.tiktok.events.examples.cli.Paths;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.InputFormat;
import com.treasuredata.tiktok.events.internal.io.ShownPath;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code tiktok-events} command.
 *
 * <p>Its exit codes are those of {@link ExitCode}.
 */
@Command(
    name = "tiktok-events",
    description = "Exports events to TikTok's Events API 2.0.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {
  private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,30}");
  private static final Pattern PLAIN_WORD = Pattern.compile("[a-z][a-z-]{0,19}");
  private static final List<String> TOKEN_HELP =
      List.of("  TIKTOK_ACCESS_TOKEN   the access token, unless a file or settings give it");
  private static final List<String> SECRET_HELP =
      List.of("  TIKTOK_APP_SECRET     the developer app's secret, unless a file gives it");
  private static final List<String> SERVER_HELP =
      List.of("  TIKTOK_BASE_URL       another server; --base-url goes before it");
  private static final List<String> QUERY_HELP =
      List.of("  JDBC_PASSWORD         the password of --jdbc-user, unless a file gives it");

  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "export",
          "validate",
          "schema",
          "check",
          "source",
          "auth",
          "fake-server",
          "completion");

  private static final String NOT_SHOWN = "(a value that isn't shown)";

  /** Shorter words are no tokens, and would be found in ordinary ones. */
  private static final int SHORTEST_SECRET = 12;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  CommandSpec spec;

  /** Runs the command that {@code args} name, and ends the process with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // Numbers are read by programs, too.
    System.exit(
        run(
            CliContext.of(
                System.in,
                new FileOutputStream(FileDescriptor.out), // System.out doesn't say what went wrong.
                System.err,
                System.getenv(),
                isTerminal()),
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

  /** Runs the command that {@code args} name, and returns its exit code. */
  public static int run(CliContext context, String... args) {
    CommandLine command = commandLine(context, args);
    int exitCode = command.execute(args);
    boolean isLost = context.out().checkError() && !context.out().isReaderGone();
    if (isLost && exitCode == ExitCode.DONE.code()) {
      context.err().println("tiktok-events: standard output can't be written");
      return ExitCode.FAILED.code();
    }
    return exitCode;
  }

  /** Returns the command line with the command that {@code args} name, or else with all. */
  private static CommandLine commandLine(CliContext context, String... args) {
    CommandLine command = new CommandLine(new Main());
    boolean isNamed = args.length > 0 && COMMANDS.contains(args[0]) && !isOfAll(args[0]);
    for (String name : isNamed ? List.of(args[0]) : COMMANDS) {
      command.addSubcommand(command(name, context));
    }
    command
        .setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8))
        .registerConverter(Duration.class, new Durations())
        .registerConverter(Path.class, new Paths())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setExpandAtFiles(false) // A name may begin with @, and must not read a file.
        .setParameterExceptionHandler((e, words) -> explain(context, e, words))
        .setExecutionExceptionHandler((e, line, parsed) -> explain(context, e));
    addFooter(command);
    return command;
  }

  /** Returns whether a command tells of the others. */
  private static boolean isOfAll(String name) {
    return name.equals("completion");
  }

  private static Object command(String name, CliContext context) {
    return switch (name) {
      case "demo" -> new DemoCommand(context);
      case "export" -> new ExportCommand(context);
      case "validate" -> new ValidateCommand(context);
      case "schema" -> new SchemaCommand(context);
      case "check" -> new CheckCommand(context);
      case "source" -> new SourceCommand(context);
      case "auth" -> new AuthCommand(context);
      case "fake-server" -> new FakeServerCommand(context);
      case "completion" -> new CompletionCommand(context);
      default -> throw new AssertionError(name);
    };
  }

  /** Adds what a command reads from the environment, and how one for schedulers ends. */
  private static void addFooter(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    List<String> environment = new ArrayList<>();
    boolean isMain = spec.parent() == null;
    if (isMain || spec.findOption("--access-token-file") != null) {
      environment.addAll(TOKEN_HELP);
    }
    if (isMain || spec.findOption("--app-secret-file") != null) {
      environment.addAll(SECRET_HELP);
    }
    if (isMain || spec.findOption("--base-url") != null) {
      environment.addAll(SERVER_HELP);
    }
    if (isMain || spec.findOption("--jdbc-url") != null) {
      environment.addAll(QUERY_HELP);
    }
    List<String> footer = new ArrayList<>();
    if (!environment.isEmpty()) {
      footer.add("");
      footer.add("Environment:");
      footer.addAll(environment);
    }
    if (isMain || spec.name().equals("export")) {
      footer.add("");
      footer.add(ExitCode.HELP);
    }
    if (spec.name().equals("validate")) {
      footer.add("");
      footer.add(ExitCode.VALIDATE_HELP);
    }
    if (isMain) {
      footer.add("");
      footer.add("Try: tiktok-events demo");
    }
    spec.usageMessage().footer(footer.toArray(new String[0]));
    command.getSubcommands().values().forEach(Main::addFooter);
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.WRONG_USAGE.code();
  }

  private static int explain(CliContext context, ParameterException e, String[] words) {
    CommandLine command = e.getCommandLine();
    context.err().printLine("tiktok-events: " + message(e, words));
    Map<String, CommandLine> commands = command.getSubcommands();
    if (!commands.isEmpty()) {
      context.err().println("Commands: " + String.join(", ", commands.keySet()));
    }
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    context.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.WRONG_USAGE.code();
  }

  /** Says what is wrong without what may be a secret in a slightly wrong place. */
  private static String message(ParameterException e, String[] words) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof CommandLine.OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return option.longestName() + " is given twice: give it once";
    }
    if (e.getCause() instanceof CommandLine.TypeConversionException wrong
        && e.getArgSpec() instanceof OptionSpec option
        && option.type().equals(Path.class)) {
      return option.longestName() + ": " + wrong.getMessage();
    }
    if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
      return "%s takes %s: %s"
          .formatted(
              option.longestName(), option.paramLabel(), String.join(" ", option.description()));
    }
    for (String word : words) {
      if (word.length() >= SHORTEST_SECRET && !OPTION.matcher(word).matches()) {
        message = message.replace(word, NOT_SHOWN);
      }
    }
    return message;
  }

  private static String unmatched(CommandLine.UnmatchedArgumentException e) {
    List<String> words = e.getUnmatched();
    boolean isCommand =
        !e.getCommandLine().getSubcommands().isEmpty() && !words.get(0).startsWith("-");
    if (isCommand) {
      return "there is no command " + (isPlainWord(words.get(0)) ? words.get(0) : NOT_SHOWN);
    }
    // What follows an option that doesn't exist may be its value.
    boolean areValues = words.stream().anyMatch(word -> word.startsWith("-"));
    List<String> shown =
        words.stream().map(word -> areValues ? plainOption(word) : argument(word)).toList();
    return "there is no such option or argument: " + String.join(", ", shown);
  }

  private static boolean isPlainWord(String word) {
    return PLAIN_WORD.matcher(word).matches();
  }

  private static String argument(String word) {
    if (isPlainWord(word)) {
      return word;
    }
    boolean isInput = InputFormat.of(word).isPresent() && word.indexOf('\0') < 0;
    return isInput ? ShownPath.of(Path.of(word)) + " (--input FILE names the rows)" : NOT_SHOWN;
  }

  /** Returns an option's name, if a word of the command line plainly is one. */
  private static String plainOption(String word) {
    int end = word.indexOf('=');
    String name = end < 0 ? word : word.substring(0, end);
    return OPTION.matcher(name).matches() ? name : NOT_SHOWN;
  }

  /** A failure that is no bug gets a line, not a stack trace. */
  private static int explain(CliContext context, Exception e) throws Exception {
    ExitCode code = ExitCode.of(e);
    if (code == null) {
      throw e;
    }
    if (e instanceof InvalidSetupException wrong) {
      wrong.problems().forEach(problem -> context.err().printLine("tiktok-events: " + problem));
      return code.code();
    }
    if (e instanceof UsageException usage) {
      usage.lines().forEach(context.err()::printLine);
      return code.code();
    }
    context.err().printLine("tiktok-events: " + e.getMessage());
    if (e instanceof CredentialsException refused
        && refused.reason() == Reason.AUTHORIZATION_NEEDED) {
      context.err().println("'tiktok-events auth login' does that.");
    }
    return code.code();
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
