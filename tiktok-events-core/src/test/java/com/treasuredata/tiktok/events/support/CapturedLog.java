package com.treasuredata.tiktok.events.support;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Keeps what is logged while a test listens, at every level, stack traces included; otherwise logs
 * nothing.
 */
public final class CapturedLog implements SLF4JServiceProvider {
  private static final List<String> LINES = new ArrayList<>();
  private static volatile boolean listening;

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new BasicMDCAdapter();

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

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

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
      String line = level + " " + name + " " + text + (thrown == null ? "" : Traces.of(thrown));
      synchronized (LINES) {
        LINES.add(line);
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
