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
 * while a test listens. Of what is neither the library's nor OkHttp's, system property {@code
 * log.watch.others} may name the lowest level.
 */
public final class CapturedLog extends NOP_FallbackServiceProvider {
  private static final List<String> LINES = new ArrayList<>();
  private static final Level OTHERS =
      Level.valueOf(System.getProperty("log.watch.others", "TRACE"));
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

    private final Level lowest;

    KeepingLogger(String name) {
      this.name = name;
      boolean isOurs = name.startsWith("com.treasuredata.") || name.startsWith("okhttp3.");
      this.lowest = isOurs ? Level.TRACE : OTHERS;
    }

    private boolean isEnabled(Level level) {
      return level.toInt() >= lowest.toInt();
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
      return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return isEnabled(Level.ERROR);
    }
  }
}
