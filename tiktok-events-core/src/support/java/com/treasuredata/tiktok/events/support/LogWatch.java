package com.treasuredata.tiktok.events.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails each test in whose time the library or OkHttp logged a {@linkplain RawValues raw value}, at
 * whatever level.
 *
 * <p>What a thread logs after its test has ended fails the next one, or the class.
 */
public final class LogWatch implements AfterEachCallback, AfterAllCallback {
  private static final int MOST_KEPT = 20;
  private static final List<String> LEAKS = new ArrayList<>();

  /** Held, because a logger that nobody holds loses its handlers. */
  private static final Logger OKHTTP = Logger.getLogger("okhttp3");

  private static final AtomicBoolean ON_DUTY = new AtomicBoolean();

  /** Begins to watch; JUnit does this once, before any test. */
  public LogWatch() {
    System.setProperty("slf4j.provider", CapturedLog.class.getName());
    System.setProperty("slf4j.internal.verbosity", "WARN");
    if (!(LoggerFactory.getLogger(LogWatch.class) instanceof CapturedLog.KeepingLogger)) {
      throw new IllegalStateException(
          "the log goes elsewhere: " + LoggerFactory.getILoggerFactory());
    }
    OKHTTP.setLevel(Level.ALL);
    OKHTTP.addHandler(new OkHttpHandler());
    ON_DUTY.set(true);
  }

  static boolean isOnDuty() {
    return ON_DUTY.get();
  }

  /** Keeps this line, should it hold a raw value, for the test to fail with. */
  public static void see(String line) {
    RawValues.in(line)
        .ifPresent(
            what -> {
              synchronized (LEAKS) {
                if (LEAKS.size() < MOST_KEPT) {
                  LEAKS.add(what + " was logged: " + line);
                }
              }
            });
  }

  /**
   * Forgets what was seen.
   *
   * @throws AssertionError if anything was
   */
  static void report() {
    synchronized (LEAKS) {
      String leaks = String.join("\n", LEAKS);
      LEAKS.clear();
      if (!leaks.isEmpty()) {
        throw new AssertionError(leaks);
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    report();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    report();
  }

  /** OkHttp logs by the JDK's own means. */
  private static final class OkHttpHandler extends Handler {
    @Override
    public void publish(LogRecord record) {
      Throwable thrown = record.getThrown();
      see(
          record.getLevel()
              + " "
              + record.getLoggerName()
              + " "
              + new SimpleFormatter().formatMessage(record)
              + (thrown == null ? "" : Traces.of(thrown)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
