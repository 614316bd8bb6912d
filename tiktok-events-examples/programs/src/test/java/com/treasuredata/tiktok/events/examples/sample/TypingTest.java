package com.treasuredata.tiktok.events.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TypingTest {
  private final Dice dice = new Dice(7);

  @Test
  void keepsTheNumberHoweverItIsTyped() {
    for (Country country : Country.ALL) {
      Phone phone = country.phone(dice);
      for (int i = 0; i < 100; i++) {
        String typed = phone.typed(dice);

        assertThat(dialled(typed)).as(typed).isEqualTo(phone.e164());
      }
      assertThat(phone.e164()).as(country.code()).matches("\\+[1-9][0-9]{8,14}");
    }
  }

  private static String dialled(String typed) {
    String ascii = Normalizer.normalize(typed, Normalizer.Form.NFKC);
    return ascii.replaceAll("[-() ]", "").replaceFirst("^00", "+");
  }

  @Test
  void typesANumberInManyWays() {
    Phone phone = new Phone("81", "90 0000 1234");
    Set<String> ways = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ways.add(phone.typed(dice));
    }

    assertThat(ways)
        .containsExactlyInAnyOrder(
            "+819000001234",
            "+81 90 0000 1234",
            "+81-90-0000-1234",
            "(+81) 90 0000 1234",
            "+81 (90) 0000 1234",
            "0081 90 0000 1234",
            "＋８１９０００００１２３４");
  }

  @Test
  void keepsTheAddressHoweverItIsTyped() {
    for (Person person : Person.people(dice, 2000)) {
      String typed = person.typedEmail(dice).strip().toLowerCase(Locale.ROOT);

      assertThat(typed).isIn(List.of(person.email(), Sha256.hex(person.email())));
    }
  }
}
