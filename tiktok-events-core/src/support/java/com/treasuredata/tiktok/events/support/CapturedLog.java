package com.treasuredata.tiktok.events.support;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/**
 * Hands all that is logged, at every level and with stack traces, to {@link LogWatch}, and keeps it
 * while a test listens.
 */
public final class CapturedLog extends NOP_FallbackServiceProvider {
  private static final List<String> LINES = new ArrayList<>();
  private static volatile boolean listening;

  /** Returns what {@code run} logs, on whatever thread. */
  public static List<String> of(Runnable run) {
    synchronized (LINES) {
      LINES.clear();
    }
    listening = true;
    try {
      run.run();
    } finally {
      listening = false;
    }
    synchronized (LINES) {
      return List.copyOf(LINES);
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return KeepingLogger::new;
  }

  /** A database that tests start; it knows nothing of what the library sends. */
  private static final String TEST_SERVER = "io.zonky.";

  static final class KeepingLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    KeepingLogger(String name) {
      this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      String text = MessageFormatter.basicArrayFormat(pattern, arguments);
      String line = level + " " + name + " " + text + (thrown == null ? "" : Traces.of(thrown));
      if (!name.startsWith(TEST_SERVER)) {
        LogWatch.see(line);
      }
      if (listening) {
        synchronized (LINES) {
          LINES.add(line);
        }
      }
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
