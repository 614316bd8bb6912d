package com.treasuredata.tiktok.events.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
  @Test
  void neverPrintsItself() {
    AccessToken token = AccessToken.of("s3cret");
    assertThat(token.toString()).isEqualTo("AccessToken[hidden]");
    assertThat(AccessTokenProvider.of(token).toString()).doesNotContain("s3cret");
    assertThat(token.secret()).isEqualTo("s3cret");
  }

  @Test
  void dropsTheWhiteSpaceThatACopiedLineBrings() {
    assertThat(AccessToken.of(" \ts3cret\r\n")).isEqualTo(AccessToken.of("s3cret"));
    assertThat(AccessToken.of("s3cret")).hasSameHashCodeAs(AccessToken.of("s3cret"));
    assertThat(AccessToken.of("s3cret")).isNotEqualTo(AccessToken.of("other-s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3c\nret", "s3c ret", "s3crét", "s3c\u0000ret", "s3c\u007fret"})
  void refusesWhatNoHeaderCanCarryWithoutShowingIt(String secret) {
    assertThatThrownBy(() -> AccessToken.of(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(" at position ")
        .doesNotContain("s3c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t"})
  void refusesABlankOne(String secret) {
    assertThatThrownBy(() -> AccessToken.of(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("access token is blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer s3cret",
        "bearer  s3cret",
        "\"s3cret\"",
        "'s3cret'",
        " `s3cret` ",
        "\"Bearer s3cret\"",
        "Access-Token: s3cret",
        "Authorization: Bearer s3cret"
      })
  void dropsWhatIsCopiedWithIt(String pasted) {
    assertThat(AccessToken.of(pasted)).isEqualTo(AccessToken.of("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${secret:t}",
        "${TIKTOK_TOKEN}",
        "{{token}}",
        "$TIKTOK_TOKEN",
        "%TOKEN%",
        "<token>",
        "Bearer ${T}"
      })
  void refusesAPlaceThatNobodyFilled(String template) {
    assertThatThrownBy(() -> AccessToken.of(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("put the token itself in its place");
  }
}
