package com.treasuredata.tiktok.events.examples.input;

import com.treasuredata.tiktok.events.connector.Column;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query. A thread of its own asks the database, some rows ahead of the reader, so
 * that a reader who waits for a slow query can be interrupted. All that a query changes is rolled
 * back.
 */
final class JdbcRowSource implements RowSource {
  /** How many rows the driver fetches at once, and about how many are in memory. */
  private static final int FETCH_SIZE = 500;

  private static final int ROWS_AHEAD = 100;
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  /** A row, the failure that no row follows, or, without either, the end. */
  private record Step(@Nullable Row row, @Nullable InputException failure) {}

  private final JdbcQuery query;
  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(ROWS_AHEAD);
  private final CompletableFuture<List<JdbcColumn>> described = new CompletableFuture<>();
  private final Thread reader;
  private volatile @Nullable Statement running;
  private volatile boolean isClosed;
  private List<Column> columns = List.of();
  private boolean isAtEnd;

  private JdbcRowSource(JdbcQuery query) {
    this.query = query;
    this.reader = new Thread(this::read, "tiktok-events-query");
    reader.setDaemon(true); // It may wait for a database that never answers.
  }

  static JdbcRowSource open(JdbcQuery query) {
    JdbcRowSource rows = new JdbcRowSource(query);
    rows.reader.start();
    try {
      rows.columns = rows.described.get().stream().map(JdbcColumn::column).toList();
      return rows;
    } catch (ExecutionException e) {
      rows.close();
      if (e.getCause() instanceof InputException known) {
        throw known;
      }
      throw new AssertionError("only such failures are told", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      rows.close();
      throw new InputException("interrupted while the query ran", e);
    }
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public @Nullable Row next() {
    if (isAtEnd) {
      return null;
    }
    try {
      Step step = steps.take();
      isAtEnd = step.row() == null;
      if (step.failure() != null) {
        throw step.failure();
      }
      return step.row();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted while the query ran", e);
    }
  }

  /** Ends the query if it still runs, and waits a moment until its connection is closed. */
  @Override
  public void close() {
    isClosed = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It ends with its connection, then.
      }
    }
    reader.interrupt();
    boolean isInterrupted = Thread.interrupted();
    try {
      reader.join(LAST_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (JdbcDrivers drivers = JdbcDrivers.open(query.driverPath());
        Connection connection = connect(drivers)) {
      read(connection);
    } catch (SQLException e) {
      failed(SqlFailure.of("the connection can't be closed", e, query));
    } catch (InputException e) {
      failed(e);
    } catch (RuntimeException | Error e) { // Its text may hold values.
      failed(new InputException("the driver failed: " + e.getClass().getName(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed: nobody waits for more.
    }
  }

  private Connection connect(JdbcDrivers drivers) {
    try {
      return drivers.connect(query);
    } catch (SQLException e) {
      throw SqlFailure.of("can't connect to " + query.database(), e, query);
    }
  }

  private void read(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(false); // PostgreSQL's driver fetches all rows at once otherwise.
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_SIZE);
      running = statement;
      if (isClosed) {
        return;
      }
      try (ResultSet result = statement.executeQuery(query.sql())) {
        read(result);
      }
    } catch (SQLException e) {
      throw SqlFailure.of("the query failed", e, query);
    } finally {
      running = null;
      rollBack(connection);
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // Its transaction ends with it.
    }
  }

  private void read(ResultSet result) throws SQLException, InterruptedException {
    ResultSetMetaData about = result.getMetaData();
    List<JdbcColumn> found = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      JdbcColumn column = JdbcColumn.of(about, i);
      if (!column.column().name().isEmpty()) {
        found.add(column);
      }
    }
    described.complete(found);
    List<String> names = found.stream().map(column -> column.column().name()).toList();
    for (long number = 1; result.next(); number++) {
      steps.put(new Step(row(number, found, names, result), null));
    }
    steps.put(new Step(null, null));
  }

  private static Row row(
      long number, List<JdbcColumn> columns, List<String> names, ResultSet result) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    long size = 0;
    for (int i = 0; i < values.length; i++) {
      try {
        Object value = columns.get(i).read(result);
        if (value != null && !value.equals("")) {
          values[i] = value;
          size += value instanceof String text ? text.length() : 0;
        }
      } catch (SQLException | RuntimeException | JdbcColumn.UnreadableValueException e) {
        return new Row(number, number, RowValues.NONE, unreadable(names.get(i)));
      }
    }
    return size > Row.MAX_SIZE
        ? new Row(number, number, RowValues.NONE, "has more than " + Row.MAX_SIZE + " characters")
        : Row.of(number, number, RowValues.of(names, values));
  }

  /** The driver's own words may hold the value. */
  private static String unreadable(String column) {
    return "column "
        + ShownName.of(column)
        + " has a value that the driver can't give: cast it in the query, for example to text";
  }

  private void failed(InputException failure) {
    if (isClosed || described.completeExceptionally(failure)) {
      return;
    }
    try {
      steps.put(new Step(null, failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed meanwhile.
    }
  }
}
