package com.treasuredata.tiktok.events.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusinessApiTest {
  private static final String SHOP = "7000000000000000011";
  private static final AccessTokenProvider TOKENS =
      AccessTokenProvider.of(AccessToken.of("any-t0ken"));

  private static TransportOptions transport(FakeTikTok tiktok) {
    return TransportOptions.builder().baseUrl(tiktok.baseUrl()).build();
  }

  @Test
  void callsAnEndpointWithTheToken() {
    try (FakeTikTok tiktok =
            FakeTikTok.builder().pixel(SHOP, "C4A1EXAMPLE0PIXEL7QG", "Main store").start();
        BusinessApi api = BusinessApi.of(transport(tiktok), RetryOptions.NONE, TOKENS)) {
      BusinessApi.Answer answer = api.get("pixel/list/", Map.of("advertiser_id", SHOP));

      assertThat(answer.requestId()).isPresent();
      assertThat(answer.data().get("pixels"))
          .asInstanceOf(LIST)
          .singleElement()
          .extracting("pixel_name")
          .isEqualTo("Main store");
      assertThat(answer).asString().doesNotContain("Main store");
    }
  }

  @Test
  void saysWhatTikTokRefused() {
    try (FakeTikTok tiktok = FakeTikTok.start();
        BusinessApi api = BusinessApi.of(transport(tiktok), RetryOptions.NONE)) {
      assertThatThrownBy(
              () -> api.post("oauth2/access_token/", Map.of("app_id", "1", "secret", "s3cret")))
          .isInstanceOf(ApiException.class)
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void takesNoPathThatLeadsElsewhere() {
    try (BusinessApi api = BusinessApi.of(TransportOptions.DEFAULT, RetryOptions.NONE, TOKENS)) {
      for (String path : List.of("", "/", "/pixel/list/", "pixel/list", "pixel/../x/", "a/?b=/")) {
        assertThatThrownBy(() -> api.get(path, Map.of()))
            .as(path)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("path must be such as pixel/list/: ");
      }
    }
  }
}
