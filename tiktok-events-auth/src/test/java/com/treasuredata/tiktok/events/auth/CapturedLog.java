package com.treasuredata.tiktok.events.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** Keeps what is logged while a test listens, at every level, stack traces included. */
public final class CapturedLog extends NOP_FallbackServiceProvider {
  private static final List<String> LINES = new ArrayList<>();
  private static volatile boolean listening;

  /** Returns what {@code run} logs, on whatever thread. */
  static List<String> of(Runnable run) {
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

  private static final class KeepingLogger extends LegacyAbstractLogger {
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
      synchronized (LINES) {
        LINES.add(level + " " + text + (thrown == null ? "" : Traces.of(thrown)));
      }
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return listening;
    }

    @Override
    public boolean isDebugEnabled() {
      return listening;
    }

    @Override
    public boolean isInfoEnabled() {
      return listening;
    }

    @Override
    public boolean isWarnEnabled() {
      return listening;
    }

    @Override
    public boolean isErrorEnabled() {
      return listening;
    }
  }
}
