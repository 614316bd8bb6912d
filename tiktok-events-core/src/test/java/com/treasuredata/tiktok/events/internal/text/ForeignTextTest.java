package com.treasuredata.tiktok.events.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
  @ParameterizedTest
  @CsvSource({
    "001b, '[2J'", // clears a terminal
    "009b, '31m'", // the same in one character
    "000a, '2026 forged line'",
    "000d, 'x'",
    "0085, 'x'",
    "2028, 'x'",
    "202e, 'x'", // turns the direction of writing
    "2066, 'x'",
    "200b, 'x'",
    "feff, 'x'",
    "007f, 'x'",
    "0000, 'x'",
    "d800, 'x'",
    "e000, 'x'",
  })
  void spellsOutWhatATerminalObeysOrNobodySees(String code, String rest) {
    String evil = (char) Integer.parseInt(code, 16) + rest;
    assertThat(ForeignText.escaped(evil)).isEqualTo("\\u" + code + rest);
    assertThat(ForeignText.quoted("a" + evil)).isEqualTo("\"a\\u" + code + rest + '"');
  }

  @Test
  void spellsOutInvisibleCharactersBeyondTheFirst65536() {
    assertThat(ForeignText.escaped("a" + Character.toString(0xE0041) + "b"))
        .isEqualTo("a\\udb40\\udc41b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Main store", "名前", "Überschuß – 50 %", "👟 Schuhe", "İstanbul", ""})
  void leavesNamesAsTheyAre(String name) {
    assertThat(ForeignText.escaped(name)).isEqualTo(name);
    assertThat(ForeignText.quoted(name)).isEqualTo('"' + name + '"');
  }

  @Test
  void cutsWhatIsLong() {
    assertThat(ForeignText.quoted("x".repeat(1_000_000))).isEqualTo('"' + "x".repeat(100) + "…\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "C4 A1", "C4\u00a0A1", "C4\u001b[2J", "C4\u202e", "C4é", "\n"})
  void takesNoIdWithAnythingButPrintableAscii(String id) {
    assertThatThrownBy(() -> Ids.checked("pixel code", id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pixel code ")
        .message()
        .satisfies(message -> assertThat(id.isBlank() || !message.contains(id)).isTrue());
    assertThat(Ids.checked("pixel code", "C4A1-EXAMPLE_0.x")).isEqualTo("C4A1-EXAMPLE_0.x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e7af4cdc9b4f94bf8bbbe9371f55e80899bd9ed1",
        "user.e7af4cdc9b4f94bf8bb",
        "context.090-1234-5678",
        "tel 310 555 0100"
      })
  void takesNoTokenAndNoPhoneNumberForAName(String value) {
    assertThat(ShownName.of(value)).isEqualTo("[…]");
    assertThat(ShownName.inWords(value)).doesNotContain(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sha256_email_address_lower", "utm_2026", "Order Total", "address2", "名前"})
  void showsNames(String name) {
    assertThat(ShownName.of(name)).isEqualTo(name);
  }
}
