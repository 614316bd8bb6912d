package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The JDBC drivers on the class path and in jars that the user names. Kept open as long as a
 * connection of theirs.
 */
final class JdbcDrivers implements AutoCloseable {
  /** Where the drivers of some databases are to be had. */
  private static final Map<String, String> COORDINATES =
      Map.of(
          "jdbc:duckdb:", "org.duckdb:duckdb_jdbc",
          "jdbc:postgresql:", "org.postgresql:postgresql",
          "jdbc:mysql:", "com.mysql:mysql-connector-j",
          "jdbc:mariadb:", "org.mariadb.jdbc:mariadb-java-client",
          "jdbc:sqlserver:", "com.microsoft.sqlserver:mssql-jdbc",
          "jdbc:sqlite:", "org.xerial:sqlite-jdbc",
          "jdbc:trino:", "io.trino:trino-jdbc",
          "jdbc:snowflake:", "net.snowflake:snowflake-jdbc");

  private final URLClassLoader loader;

  private JdbcDrivers(URLClassLoader loader) {
    this.loader = loader;
  }

  static JdbcDrivers open(List<Path> jars) {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      Path jar = jars.get(i);
      if (!Files.isRegularFile(jar)) {
        throw new InputException(
            "the driver " + ForeignText.escaped(jar.toString()) + " is no file: name its jar");
      }
      try {
        urls[i] = jar.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new AssertionError("a path is a URL", e);
      }
    }
    return new JdbcDrivers(new URLClassLoader(urls, JdbcDrivers.class.getClassLoader()));
  }

  /**
   * Connects by the first driver that takes the URL.
   *
   * @throws SQLException if the driver can't connect
   * @throws InputException if there is no driver
   */
  Connection connect(JdbcQuery query) throws SQLException {
    Properties properties = new Properties();
    if (query.user() != null) {
      properties.setProperty("user", query.user());
    }
    if (query.password() != null) {
      properties.setProperty("password", query.password());
    }
    if (query.database().equals("jdbc:duckdb:")) {
      properties.setProperty("jdbc_stream_results", "true"); // Else the result is in memory.
    }
    try {
      for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
        Connection connection =
            driver.acceptsURL(query.url()) ? driver.connect(query.url(), properties) : null;
        if (connection != null) {
          return connection;
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new InputException(
          "a driver in --driver-path or on the class path can't be loaded: "
              + e.getClass().getName(),
          e);
    }
    String coordinates = COORDINATES.get(query.database());
    throw new InputException(
        "there is no driver for "
            + ForeignText.quoted(query.database())
            + ": "
            + (coordinates == null
                ? "give its jar by --driver-path"
                : "get " + coordinates + " from Maven Central, and give its jar by --driver-path"));
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      // Nothing is written, so nothing is lost.
    }
  }
}
