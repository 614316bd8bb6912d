package com.treasuredata.tiktok.events.examples.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query of a database, or of files by way of DuckDB, whose rows are read one after the other.
 *
 * <pre>{@code
 * new JdbcQuery("jdbc:duckdb:", "select * from 'events.parquet'", null, null, List.of()).open()
 * }</pre>
 *
 * @param url the JDBC URL; what is behind {@code jdbc:} and the database's name is never shown
 * @param sql one query
 * @param user who asks; null if the URL says so, or nobody needs to
 * @param password that user's; null if there is none
 * @param driverPath jars of drivers, beside those on the class path
 */
public record JdbcQuery(
    String url,
    String sql,
    @Nullable String user,
    @Nullable String password,
    List<Path> driverPath) {
  /** As {@code jdbc:postgresql:}, and what follows is another part of the name, or where it is. */
  private static final Pattern URL = Pattern.compile("(?i)jdbc:[a-z0-9_+.-]{1,30}:.*");

  /** A password in its usual places: a parameter, and before the host. */
  private static final Pattern PASSWORD =
      Pattern.compile("(?i).*(?:password|passwd|pwd|secret|token)\\s*=.*|[^?]*//[^/?]*:[^/?]*@.*");

  private static final Pattern NOT_CODE =
      Pattern.compile("--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"[^\"]*\"", Pattern.DOTALL);

  private static final Pattern ORDER_BY = Pattern.compile("(?i)\\border\\s+by\\b");

  /** Takes a copy of the list. */
  public JdbcQuery {
    driverPath = List.copyOf(driverPath);
  }

  /** Returns whether a text has the form of a JDBC URL. */
  public static boolean isUrl(String text) {
    return URL.matcher(text).matches();
  }

  /** Returns whether a URL seems to hold a password, which all users of the machine would see. */
  public static boolean holdsPassword(String url) {
    return PASSWORD.matcher(url).matches();
  }

  /** Returns whether the query says in which order its rows come, as far as a look can tell. */
  public boolean isOrdered() {
    return ORDER_BY.matcher(NOT_CODE.matcher(sql).replaceAll(" ")).find();
  }

  /**
   * Runs the query, and returns its rows, which the caller closes. Nothing that it changes is kept.
   *
   * @throws InputException if there is no driver for the URL, no connection, or the database
   *     refuses the query
   */
  public RowSource open() {
    return JdbcRowSource.open(this);
  }

  /** Returns the database's name in the URL, as {@code jdbc:postgresql:}. */
  String database() {
    return url.substring(0, url.indexOf(':', "jdbc:".length()) + 1).toLowerCase(Locale.ROOT);
  }

  /** Shows neither the password, nor what the URL and the query may hold. */
  @Override
  public String toString() {
    return "a query of " + database();
  }
}
