package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.check;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers without a country code, for those who say whose they are. */
class PhoneCountryTest {
  @ParameterizedTest
  @CsvSource({
    "JP, 090-1234-5678, +819012345678",
    "jp, 9012345678, +819012345678",
    "JP, +1 213 373 4253, +12133734253",
    "JP, 0044 20 7946 0958, +442079460958",
    "US, (213) 373-4253 ext. 5, +12133734253",
    "US, 1-213-373-4253, +12133734253",
    "GB, 020 7946 0958, +442079460958"
  })
  void aNationalNumberIsThatCountrys(String country, String given, String number) {
    ValidationResult result = in(country, WEB, Map.of("phone", given));
    assertThat(sent(result)).contains(Sha256.hex(number));
    assertThat(result.violations()).isEmpty();
  }

  @Test
  void aNumberOfAColumnOfNumbersIsReadToo() {
    assertThat(sent(in("JP", WEB, Map.of("phone", 9_012_345_678L))))
        .contains(Sha256.hex("+819012345678"));
    assertThat(sent(in("JP", WEB, Map.of("phone", List.of("090-1234-5678", "+12133734253")))))
        .contains(Sha256.hex("+819012345678"), Sha256.hex("+12133734253"));
  }

  @Test
  void theRowMaySayItsCountry() {
    for (String country : List.of("jp", "Japan", "JPN")) {
      assertThat(sent(in("row", WEB, Map.of("phone", "090-1234-5678", "country", country))))
          .contains(Sha256.hex("+819012345678"));
    }
    assertThat(sent(in("ROW", OFFLINE, Map.of("phone", "090-1234-5678", "country", "jp"))))
        .contains(Sha256.hex("+819012345678"));
    ValidationResult none = in("row", WEB, Map.of("phone", "090-1234-5678"));
    assertThat(sent(none)).doesNotContain("phone");
    assertThat(none.violations().toString()).contains("or a row with a country");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "090-1234", "12345678901234567890", "abc", "0120"})
  void whatIsNoNumberThereIsLeftOut(String given) {
    ValidationResult result = in("JP", WEB, Map.of("phone", given));
    assertThat(sent(result)).doesNotContain("phone");
    assertThat(result.violations().toString()).contains("a phone number of JP");
  }

  @Test
  void aDigestStaysOne() {
    String digest = Sha256.hex("+819012345678");
    assertThat(sent(in("JP", WEB, Map.of("phone", digest)))).contains(digest);
  }

  @Test
  void nobodysNumbersAreReadUnlessAskedFor() {
    ValidationResult result = check(good(WEB).field("user", Map.of("phone", "090-1234-5678")), WEB);
    assertThat(sent(result)).doesNotContain("phone");
    assertThat(result.violations().toString()).contains("phone_country");
    assertThatThrownBy(() -> EventValidator.builder(WEB).phoneCountry("XX"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two letters such as JP, or row");
  }

  /** events-api.md §2.2, conflict D. */
  @Test
  void aChineseNumberIsSentInBothForms() {
    String both =
        "[\"" + Sha256.hex("+8613800000000") + "\",\"" + Sha256.hex("13800000000") + "\"]";
    assertThat(sent(check(good(WEB).field("user", Map.of("phone", "+86 138 0000 0000")), WEB)))
        .contains(both);
    assertThat(
            sent(
                check(
                    good(WEB)
                        .field("user", Map.of("phone", List.of("+12133734253", "+8613800000000"))),
                    WEB)))
        .contains(Sha256.hex("+12133734253"), Sha256.hex("13800000000"));
  }

  @Test
  void withoutTheLibraryAnErrorNamesIt() throws Exception {
    Class<?> phones =
        new WithoutLibphonenumber()
            .loadClass("com.treasuredata.tiktok.events.internal.text.NationalPhones");
    assertThatThrownBy(
            () -> {
              try {
                phones.getMethod("of", String.class).invoke(null, "JP");
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("com.googlecode.libphonenumber:libphonenumber");
  }

  @Test
  void withoutTheLibraryTheSettingSaysWhatItsUserCanDo() throws Exception {
    Class<?> config =
        new WithoutLibphonenumber()
            .loadClass("com.treasuredata.tiktok.events.connector.ConnectorConfig");
    assertThatThrownBy(
            () -> {
              try {
                config
                    .getMethod("parse", String.class)
                    .invoke(
                        null,
                        "{\"access_token\":\"t0ken\",\"event_source_id\":\"C4A1EXAMPLE0PIXEL7QG\","
                            + "\"phone_country\":\"JP\"}");
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            })
        .hasMessageContaining("phone_country: this connector can't read numbers without a country")
        .hasMessageContaining("leave the setting out, and give numbers with + and country code")
        .hasMessageContaining("com.googlecode.libphonenumber:libphonenumber");
  }

  private static final class WithoutLibphonenumber extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.google.i18n.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("com.treasuredata.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (InputStream in =
          PhoneCountryTest.class.getResourceAsStream('/' + name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static ValidationResult in(
      String country, EventSourceType type, Map<String, Object> user) {
    return EventValidator.builder(type)
        .clock(Samples.CLOCK)
        .phoneCountry(country)
        .build()
        .validate(good(type).field("user", user).build());
  }

  private static String sent(ValidationResult result) {
    return new String(result.orThrow().encode(), UTF_8);
  }
}
