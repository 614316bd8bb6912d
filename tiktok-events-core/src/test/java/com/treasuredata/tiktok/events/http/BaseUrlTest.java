package com.treasuredata.tiktok.events.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token and events go to TikTok, or where somebody says in so many words. */
class BaseUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://business-api.tiktok.com/",
        "http:evil.example",
        "HTTP://evil.example/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://128.0.0.1/",
        "http://0.0.0.0/",
        "http://[::2]/",
      })
  void clearTextToAnotherMachineMustBeAllowed(String url) {
    TransportOptions.Builder options = TransportOptions.builder().baseUrl(url);
    assertThatThrownBy(options::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use https");
    assertThat(options.allowClearText(true).build().isTikTok()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8089/",
        "http://127.8.9.10/",
        "http://localhost:1/",
        "http://[::1]:8089/",
        "https://proxy.example/"
      })
  void thisMachineAndHttpsAreTaken(String url) {
    assertThat(TransportOptions.builder().baseUrl(url).build().isTikTok()).isFalse();
  }

  @Test
  void theDefaultIsTikTok() {
    assertThat(TransportOptions.DEFAULT.isTikTok()).isTrue();
    assertThat(
            TransportOptions.builder()
                .baseUrl("https://BUSINESS-API.tiktok.com:443")
                .build()
                .isTikTok())
        .isTrue();
  }
}
