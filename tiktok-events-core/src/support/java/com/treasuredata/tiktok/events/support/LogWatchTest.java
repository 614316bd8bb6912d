package com.treasuredata.tiktok.events.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of this module's tests is watched, and the watch is awake. */
class LogWatchTest {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatchTest.class);

  /** Where a test gives a secret or something of a person, as a literal. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "(?:\\b(?:accessToken|AccessToken\\.of|LongLivedTokenProvider\\.of|refreshToken|exchange"
              + "|email|phone|externalId|firstName|lastName|city|ip|userAgent|idfa|idfv|gaid"
              + "|ttclid|ttp|eventId)\\("
              + "|\\b(?:TikTokOAuth\\.(?:of|builder)|app|exchange)\\([^,()]+,"
              + "|\"(?:Access-Token|TIKTOK_ACCESS_TOKEN|TIKTOK_APP_SECRET|ttclid|ttp)\",)"
              + "\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Test
  void isOnDuty() {
    assertThat(LogWatch.isOnDuty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no such user: ada@example.com",
        "Ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "bad ada%40example.com",
        "ÄDA@BÜCHER.EXAMPLE",
        "phone +81 90-1234-5678",
        "(+1)2133734253",
        "＋１２０２５５５０１０２",
        "tel=%2B12025550102",
        "from 203.0.113.25.",
        "from [2001:db8:1111:a:b0::200]",
        "from 2001:0db8:7136:000a:00b0:0000:0000:4977",
        "idfa EA7583CD-A667-48BC-B806-42ECB2B48606",
        "GET https://shop.example/thanks?ttclid=x",
        "&q=shoes",
        "Access-Token: t0ken-0123456789abcdef",
        "refused 89b0d9ff3cd2f0b7a5a1c5cdc6bb5cf71ab2c3d4",
        "state aB3dEfGhIjKlMnOpQrStUvWxYz0123456789_-aBcde",
        "a click E.C.P.EXAMPLECLICKID",
        "Mozilla/5.0",
        "duplicate order-1001"
      })
  void noticesARawValue(String line) {
    LOG.trace(line);
    assertThatThrownBy(LogWatch::report)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(line);

    LOG.warn("failed", new IllegalStateException(new IOException(line)));
    assertThatThrownBy(LogWatch::report).hasMessageContaining("IOException: " + line);

    java.util.logging.Logger.getLogger("okhttp3.OkHttpClient").log(Level.FINE, line);
    assertThatThrownBy(LogWatch::report).hasMessageContaining(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event/track/: taken at attempt 2, request 202611231530451C0DE7F6236B8C7740B9",
        "event/track/: trying again in 1024 ms: HTTP 503 (attempt 1, retry after 2.5 s)",
        "event/track/: […] is not hashed: data.3.user.email; record 100000000",
        "failed to connect to /127.0.0.1:54321, localhost/[0:0:0:0:0:0:0:1]:54321 or [::1]:80",
        "2026-11-23T15:30:45.123456+09:00 OkHttp https://business-api.tiktok.com/open_api/v1.3/",
        "pixel \"Main store\": web C4A1EXAMPLE0PIXEL7QG, advertiser 7000000000000000011",
        "sent b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72",
        "com.treasuredata.tiktok.events.EventsClient@1f2e3d4c AccessToken[hidden]",
        "FileGrantStore /tmp/junit-1234567890123456789/grant.json holds secrets: chmod 600 it"
      })
  void letsPassWhatALogIsFor(String line) {
    LOG.info(line, new IOException(line));

    assertThatCode(LogWatch::report).doesNotThrowAnyException();
  }

  @Test
  void knowsAllThatTheTestsGiveAsSecretsAndPeople() throws IOException {
    List<String> unknown = new ArrayList<>();
    int known = 0;
    for (Path file : sources()) {
      for (String value : given(Files.readString(file))) {
        if (RawValues.in(value).isPresent()) {
          known++;
        } else {
          unknown.add(file.getFileName() + ": " + value);
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(known).isPositive();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /**
   * Returns what is long enough to be told from a word that may be in any log; a number follows
   * what ends in a hyphen.
   */
  private static List<String> given(String source) {
    return GIVEN
        .matcher(source)
        .results()
        .map(match -> match.group(1))
        .filter(value -> value.length() > 5 && !value.startsWith("\\u"))
        .map(value -> value.endsWith("-") ? value + "1" : value)
        .toList();
  }
}
