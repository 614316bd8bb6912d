package com.treasuredata.tiktok.events.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void goToTikTokByDefault() {
    assertThat(TransportOptions.DEFAULT.baseUrl()).hasToString("https://business-api.tiktok.com/");
    assertThat(TransportOptions.DEFAULT.apiVersion()).isEqualTo("v1.3");
    assertThat(TransportOptions.DEFAULT.callFactory()).isEmpty();
    assertThat(TransportOptions.DEFAULT.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(TransportOptions.DEFAULT.requestTimeout()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "business-api.tiktok.com",
        "ftp://x/",
        "http://x/open_api/",
        "http://x/?a=b",
        "http://x/#a",
        "http:///"
      })
  void refuseABaseUrlToWhichNoPathCanBeAdded(String url) {
    assertThatThrownBy(() -> TransportOptions.builder().baseUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("base URL must be http(s)://host[:port]/");
  }

  @Test
  void takeNoPasswordInAUrlAndDoNotPrintIt() {
    assertThatThrownBy(() -> TransportOptions.builder().baseUrl("http://ada:secret@proxy.example/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host[:port]")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.3", "v", "v1.", "v1.3/", "latest"})
  void refuseWhatIsNoVersion(String version) {
    assertThatThrownBy(() -> TransportOptions.builder().apiVersion(version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT24H0.001S", "PT2562047788015215H"})
  void refuseTimeOutsThatNoClientCanKeep(Duration timeout) {
    TransportOptions.Builder options = TransportOptions.builder();
    assertThatThrownBy(() -> options.connectTimeout(timeout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("connect time-out must be 1 millisecond to 1 day: " + timeout);
    assertThatThrownBy(() -> options.requestTimeout(timeout))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(options.requestTimeout(Duration.ofDays(1)).build().requestTimeout())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void goThroughTheProxyThatIsSet() {
    TransportOptions options = TransportOptions.builder().proxy("HTTP://Proxy.example:80/").build();

    assertThat(options.proxy()).hasValue(URI.create("http://proxy.example:80"));
    assertThat(options)
        .hasToString(
            "TransportOptions[https://business-api.tiktok.com/..., v1.3, proxy http://proxy.example:80]");
    assertThat(TransportOptions.builder().proxy("http://[::1]:3128").build().proxy())
        .hasValue(URI.create("http://[::1]:3128"));
    assertThat(TransportOptions.DEFAULT.proxy()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example:3128",
        "http://proxy.example",
        "http://proxy.example/",
        "https://proxy.example:3128",
        "socks5://proxy.example:1080",
        "http://proxy.example:3128/path:1",
        "http://ada:s3cret@proxy.example:3128"
      })
  void refuseAProxyThatIsNone(String proxy) {
    assertThatThrownBy(() -> TransportOptions.builder().proxy(proxy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("proxy must be http://host:port without a user or password");
  }

  @Test
  void giveNoOtherMachinesProxyTheTokenInClearText() {
    TransportOptions.Builder options =
        TransportOptions.builder().baseUrl("http://127.0.0.1:1/").proxy("http://proxy.example:80");

    assertThatThrownBy(options::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the proxy is on another machine");
    assertThat(options.allowClearText(true).build().proxy()).isPresent();
    assertThat(options.allowClearText(false).proxy("http://localhost:3128").build().proxy())
        .isPresent();
  }

  @Test
  void refuseAProxyThatAClientOfOnesOwnWouldNotUse() {
    assertThatThrownBy(
            () ->
                TransportOptions.builder()
                    .proxy("http://proxy.example:3128")
                    .httpClient(new OkHttpClient())
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set it in the client that you bring");
  }

  @Test
  void canBeDerived() {
    TransportOptions options =
        TransportOptions.builder()
            .allowClearText(true)
            .baseUrl("http://elsewhere.example/")
            .apiVersion("v1.4")
            .proxy("http://proxy.example:3128")
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    TransportOptions derived = options.newBuilder().requestTimeout(Duration.ofSeconds(4)).build();

    assertThat(derived).hasToString(options.toString());
    assertThat(derived.baseUrl()).isEqualTo(URI.create("http://elsewhere.example/"));
    assertThat(derived.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(derived.requestTimeout()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void retryAsDocumented() {
    RetryOptions options = RetryOptions.DEFAULT;
    assertThat(options).hasToString("RetryOptions[5 attempts, PT0.5S to PT30S]");
    assertThat(options.maxDuration()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.maxThrottleTime()).isEqualTo(Duration.ofMinutes(15));
    assertThat(RetryOptions.NONE.maxAttempts()).isEqualTo(1);
    assertThat(RetryOptions.NONE.maxThrottleTime()).isZero();
  }

  @Test
  void refuseRetriesThatMakeNoSense() {
    RetryOptions.Builder options = RetryOptions.builder();
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> options.maxAttempts(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.delays(Duration.ZERO, second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.delays(second.plusNanos(1), second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delays must be 0 < first <= longest: PT1.000000001S, PT1S");
    assertThatThrownBy(() -> options.maxDuration(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.maxThrottleTime(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(options.delays(second, second).build().maxDelay()).isEqualTo(second);
  }
}
