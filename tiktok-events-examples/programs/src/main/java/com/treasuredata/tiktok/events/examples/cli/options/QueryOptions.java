package com.treasuredata.tiktok.events.examples.cli.options;

import com.treasuredata.tiktok.events.examples.cli.CliContext;
import com.treasuredata.tiktok.events.examples.cli.OptionFile;
import com.treasuredata.tiktok.events.examples.cli.UsageException;
import com.treasuredata.tiktok.events.examples.input.JdbcQuery;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which query rows come from. */
final class QueryOptions {
  private static final String PASSWORD_VARIABLE = "JDBC_PASSWORD";

  /** In bytes. */
  private static final int LONGEST_QUERY = 1 << 20;

  /** In bytes. */
  private static final int LONGEST_PASSWORD = 1 << 12;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "Rows of a database in place of a file's, without a password in it: jdbc:postgresql://host/shop;"
              + " jdbc:duckdb: reads files, as in select * from 'events.parquet'.")
  @Nullable String url;

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description =
          "With --jdbc-url: the query whose rows are read; what it changes is rolled back.")
  @Nullable String query;

  @Option(
      names = "--query-file",
      paramLabel = "FILE",
      description = "With --jdbc-url: a file that holds the query.")
  @Nullable Path queryFile;

  @Option(
      names = "--jdbc-user",
      paramLabel = "NAME",
      description = "With --jdbc-url: who asks the database.")
  @Nullable String user;

  @Option(
      names = "--jdbc-password-file",
      paramLabel = "FILE",
      description =
          "A file with that user's password; otherwise "
              + PASSWORD_VARIABLE
              + " in the environment.")
  @Nullable Path passwordFile;

  @Option(
      names = "--driver-path",
      paramLabel = "JARS",
      description =
          "With --jdbc-url: the jars of the driver, such as org.duckdb:duckdb_jdbc's, separated as in a class"
              + " path.")
  @Nullable String driverPath;

  /** Returns whether a query is asked for, rightly or not. */
  boolean isGiven() {
    return !given().isEmpty();
  }

  /** Returns the options that were given. */
  List<String> given() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--jdbc-url", url != null);
    options.put("--query", query != null);
    options.put("--query-file", queryFile != null);
    options.put("--jdbc-user", user != null);
    options.put("--jdbc-password-file", passwordFile != null);
    options.put("--driver-path", driverPath != null);
    return options.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** Returns the files by their options. */
  Map<String, Optional<Path>> files() {
    Map<String, Optional<Path>> files = new LinkedHashMap<>();
    files.put("--query-file", Optional.ofNullable(queryFile));
    files.put("--jdbc-password-file", Optional.ofNullable(passwordFile));
    return files;
  }

  /**
   * Returns the query.
   *
   * @param context where the password may be
   * @throws UsageException if the options don't go together, or can't be read
   */
  JdbcQuery query(CliContext context) {
    return query(password(context));
  }

  /**
   * Returns the query without its password, to look at.
   *
   * @throws UsageException as above
   */
  JdbcQuery queryAlone() {
    return query((String) null);
  }

  private JdbcQuery query(@Nullable String password) {
    if (url == null) {
      throw new UsageException(given().get(0) + " goes with --jdbc-url URL");
    }
    if (!JdbcQuery.isUrl(url)) {
      throw new UsageException(
          "--jdbc-url must be a JDBC URL, such as jdbc:postgresql://host/shop or jdbc:duckdb:");
    }
    if (JdbcQuery.holdsPassword(url)) {
      throw new UsageException(
          "--jdbc-url holds a password, which other users of this machine can see: give it in"
              + " --jdbc-password-file or in "
              + PASSWORD_VARIABLE);
    }
    return new JdbcQuery(url, sql(), user, password, jars());
  }

  private String sql() {
    if ((query == null) == (queryFile == null)) {
      throw new UsageException(
          query == null
              ? "--jdbc-url goes with --query SQL or --query-file FILE"
              : "give --query or --query-file, not both");
    }
    String sql =
        query != null || queryFile == null
            ? String.valueOf(query)
            : OptionFile.read("--query-file", queryFile, LONGEST_QUERY);
    if (sql.isBlank()) {
      throw new UsageException((query != null ? "--query" : "--query-file") + " is blank");
    }
    String one = sql.strip();
    return one.endsWith(";") ? one.substring(0, one.length() - 1) : one;
  }

  private @Nullable String password(CliContext context) {
    if (passwordFile == null) {
      return context.variable(PASSWORD_VARIABLE).orElse(null);
    }
    String password = OptionFile.read("--jdbc-password-file", passwordFile, LONGEST_PASSWORD);
    return password.lines().findFirst().orElse("");
  }

  private List<Path> jars() {
    return driverPath == null
        ? List.of()
        : Stream.of(driverPath.split(File.pathSeparator, -1))
            .filter(jar -> !jar.isBlank())
            .map(Path::of)
            .toList();
  }
}
