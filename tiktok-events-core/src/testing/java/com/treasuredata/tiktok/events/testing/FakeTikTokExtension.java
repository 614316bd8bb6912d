package com.treasuredata.tiktok.events.testing;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.IncompleteExecutionException;

/**
 * A {@link FakeTikTok} for the tests of a JUnit 5 or 6 class; it needs {@code
 * org.junit.jupiter:junit-jupiter-api}, which this jar doesn't bring.
 *
 * <pre>{@code
 * @RegisterExtension static final FakeTikTokExtension tiktok = FakeTikTokExtension.create();
 *
 * @Test
 * void exportsAnOrder() {
 *   connector(tiktok.baseUrl()).export(order);
 *
 *   assertThat(tiktok.fake().stats().eventsCounted()).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>In a static field it is started before the class's tests and closed after them, has one
 * address for all of them, and is {@linkplain FakeTikTok#reset reset} before each; in a field of an
 * instance each test has its own. When a test fails by an assertion, what the fake {@linkplain
 * FakeTikTok#received received} is put into the message; behind another exception it is suppressed.
 *
 * <p>Tests of a class with one in a static field can't run at the same time.
 */
public final class FakeTikTokExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        TestExecutionExceptionHandler {
  private static final int KEPT = 100;

  private final FakeTikTok.Builder builder;
  private @Nullable FakeTikTok fake;
  private @Nullable String startedFor;

  private FakeTikTokExtension(FakeTikTok.Builder builder) {
    this.builder = builder;
  }

  /** Returns one that keeps the latest 100 events, and is else as {@link FakeTikTok#start()}. */
  public static FakeTikTokExtension create() {
    return of(FakeTikTok.builder().keepEvents(KEPT));
  }

  /** Returns one whose fake is set up as this builder says. */
  public static FakeTikTokExtension of(FakeTikTok.Builder builder) {
    return new FakeTikTokExtension(requireNonNull(builder, "builder"));
  }

  /**
   * Returns the fake.
   *
   * @throws IllegalStateException if no test runs, or the field lacks {@code @RegisterExtension}
   */
  public FakeTikTok fake() {
    if (fake == null) {
      throw new IllegalStateException(
          "FakeTikTok runs while tests run: is @RegisterExtension at its field?");
    }
    return fake;
  }

  /**
   * Returns the address clients use in place of TikTok's.
   *
   * @throws IllegalStateException as {@link #fake} does
   */
  public String baseUrl() {
    return fake().baseUrl();
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    if (fake == null) { // A nested class's tests have that of the class around it.
      fake = builder.start();
      startedFor = tests.getUniqueId();
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    if (fake == null) {
      fake = builder.start();
      startedFor = test.getUniqueId();
    } else {
      fake.reset();
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable thrown)
      throws Throwable {
    if (thrown instanceof IncompleteExecutionException) {
      throw thrown; // Not failed, but skipped.
    }
    String received = fake().received();
    if (thrown instanceof AssertionFailedError failed && failed.isExpectedDefined()) {
      AssertionFailedError told =
          new AssertionFailedError(
              with(received, thrown), failed.getExpected(), failed.getActual(), thrown);
      told.setStackTrace(thrown.getStackTrace());
      throw told;
    }
    if (thrown instanceof AssertionError) {
      AssertionError told = new AssertionError(with(received, thrown), thrown);
      told.setStackTrace(thrown.getStackTrace());
      throw told;
    }
    thrown.addSuppressed(new AssertionError(received));
    throw thrown;
  }

  private static String with(String received, Throwable thrown) {
    return (thrown.getMessage() == null ? "" : thrown.getMessage() + "\n") + received;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    if (test.getUniqueId().equals(startedFor)) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    if (tests.getUniqueId().equals(startedFor)) {
      close();
    }
  }

  private void close() {
    if (fake != null) {
      fake.close();
      fake = null;
      startedFor = null;
    }
  }
}
