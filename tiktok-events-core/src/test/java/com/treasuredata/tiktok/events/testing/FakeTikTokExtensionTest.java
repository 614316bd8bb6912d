package com.treasuredata.tiktok.events.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** What the extension does for the tests of others, which JUnit runs here. */
class FakeTikTokExtensionTest {
  private static final String ON = "tests-of-others";
  private static final List<String> ADDRESSES = new CopyOnWriteArrayList<>();

  @Test
  void aTestThatFailsTellsWhatWasReceived() {
    Events tests = run(Failing.class);

    assertThat(messages(tests))
        .hasSize(3)
        .allMatch(message -> message.contains("received 1 requests with 0 good events"))
        .allMatch(message -> message.contains("/open_api/v1.3/event/track/, 2 bytes: "))
        .anyMatch(message -> message.contains("expected: 1") && message.contains("but was: 0"))
        .anyMatch(message -> message.startsWith("nothing came"))
        .anyMatch(message -> message.startsWith("it broke"));
    tests.assertStatistics(counts -> counts.failed(3).aborted(1));
  }

  @Test
  void testsOfAClassShareAnAddressAndNothingElse() {
    ADDRESSES.clear();

    run(Sharing.class).assertStatistics(counts -> counts.succeeded(3));

    assertThat(ADDRESSES).hasSize(3);
    assertThat(ADDRESSES.stream().distinct()).hasSize(1);
    assertIsClosed(ADDRESSES.get(0));
  }

  @Test
  void aFieldOfAnInstanceIsOfOneTest() {
    ADDRESSES.clear();

    run(EachItsOwn.class).assertStatistics(counts -> counts.succeeded(2));

    assertThat(ADDRESSES).hasSize(2).allSatisfy(FakeTikTokExtensionTest::assertIsClosed);
  }

  @Test
  void saysThatItIsntRunning() {
    assertThatThrownBy(FakeTikTokExtension.create()::baseUrl)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension");
  }

  private static Events run(Class<?> tests) {
    System.setProperty(ON, "true");
    try {
      return EngineTestKit.engine("junit-jupiter")
          .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
          .selectors(selectClass(tests))
          .execute()
          .testEvents();
    } finally {
      System.clearProperty(ON);
    }
  }

  private static List<String> messages(Events tests) {
    return tests
        .failed()
        .map(Event::getPayload)
        .map(payload -> (TestExecutionResult) payload.orElseThrow())
        .map(result -> result.getThrowable().orElseThrow())
        .map(
            thrown ->
                thrown.getSuppressed().length == 0
                    ? thrown.getMessage()
                    : thrown.getMessage() + thrown.getSuppressed()[0].getMessage())
        .toList();
  }

  private static void assertIsClosed(String address) {
    assertThatThrownBy(() -> post(address)).isInstanceOf(IOException.class);
  }

  private static void post(String baseUrl) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + "open_api/v1.3/event/track/"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  @EnabledIfSystemProperty(named = ON, matches = "true")
  static class Failing {
    @RegisterExtension static final FakeTikTokExtension tiktok = FakeTikTokExtension.create();

    @Test
    void byAComparison() throws Exception {
      post(tiktok.baseUrl());

      org.junit.jupiter.api.Assertions.assertEquals(
          1, tiktok.fake().stats().answeredOk(), "\nexpected: 1\nbut was: 0");
    }

    @Test
    void byAnAssertion() throws Exception {
      post(tiktok.baseUrl());

      throw new AssertionError("nothing came");
    }

    @Test
    void byAnException() throws Exception {
      post(tiktok.baseUrl());

      throw new IOException("it broke");
    }

    @Test
    void notAtAll() {
      assumeThat(tiktok.fake().stats().requests()).isPositive();
    }
  }

  @EnabledIfSystemProperty(named = ON, matches = "true")
  static class Sharing {
    @RegisterExtension static final FakeTikTokExtension tiktok = FakeTikTokExtension.create();

    @Test
    void one() throws Exception {
      useIt();
    }

    @Test
    void two() throws Exception {
      useIt();
    }

    @Nested
    class Inner {
      @Test
      void three() throws Exception {
        useIt();
      }
    }

    private static void useIt() throws Exception {
      assertThat(tiktok.fake().stats().requests()).isZero();
      post(tiktok.baseUrl());
      tiktok.fake().answerEvery(1, Answer.html(502));
      assertThat(tiktok.fake().stats().requests()).isEqualTo(1);
      ADDRESSES.add(tiktok.baseUrl());
    }
  }

  @EnabledIfSystemProperty(named = ON, matches = "true")
  static class EachItsOwn {
    @RegisterExtension final FakeTikTokExtension tiktok = FakeTikTokExtension.create();

    @Test
    void one() {
      ADDRESSES.add(tiktok.baseUrl());
    }

    @Test
    void two() {
      ADDRESSES.add(tiktok.baseUrl());
    }
  }
}
