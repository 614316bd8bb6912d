package com.treasuredata.tiktok.events.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of events-api.md §2.2, each of them. */
class VectorsTest {
  private static final String VECTORS =
      """
      EMAIL       | '' | ' ALICE_abc@gmail.com '               | alice_abc@gmail.com                  | 848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f
      PHONE       | '' | (+1)2133734253                        | +12133734253                         | 9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd
      PLAIN       | '' | user_123                              | user_123                             | 80fba0ae1c48e3978e43e4efc365e14e12ea0c830ba8ba5b9a2dafc7e3f2ab8b
      IDFA        | '' | EA7583CD-A667-48BC-B806-42ECB2B48606  | EA7583CD-A667-48BC-B806-42ECB2B48606 | 70574fa9c8f498a7b2e5c8712b1126de7b1406fd02fdc591821c5bd33092fd1c
      GAID        | '' | aaaaaa-2222-1111-8787-809e92233ba0    | aaaaaa-2222-1111-8787-809e92233ba0   | 0ebad966881e1eebffe69b3abf624631cf83ec9bf8cb3ce134c7c75c6d8ee7fc
      PERSON_NAME | '' | Jane                                  | jane                                 | 81f8f6dde88365f3928796ec7aa53f72820b06db8664f5fe76a7eb13e24546a2
      POSTAL_CODE | us | 95110-1234                            | 95110                                | 383f7fffd99f3b1c3066086bcf991eae7ad543589d12bd792ecb6dc8b5acebc1
      POSTAL_CODE | '' | 95110-1234                            | 95110                                | 383f7fffd99f3b1c3066086bcf991eae7ad543589d12bd792ecb6dc8b5acebc1
      POSTAL_CODE | ca | M5V 3L9                               | m5v3l9                               | 5c850751d57c5d887fe7807d3da801efe7e8faa1f105ea36cdcd913dd32a41c7
      POSTAL_CODE | '' | M5V 3L9                               | m5v3l9                               | 5c850751d57c5d887fe7807d3da801efe7e8faa1f105ea36cdcd913dd32a41c7
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = VECTORS)
  void writesAndHashesAsTheSpecificationDoes(
      TextForm form, String country, String raw, String normalised, String digest) {
    assertThat(form.normalizeOrDigest(raw, country)).isEqualTo(Normalized.of(normalised));
    assertThat(Sha256.hex(normalised)).isEqualTo(digest);
    assertThat(form.normalizeOrDigest(digest, country)).isEqualTo(Normalized.of(digest));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = VECTORS)
  void doesSoWhateverLanguageTheMachineSpeaks(
      TextForm form, String country, String raw, String normalised, String digest) {
    Locale before = Locale.getDefault();
    try {
      for (String language : new String[] {"tr-TR", "lt-LT", "az-AZ", "ar-EG-u-nu-arab", "th-TH"}) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(form.normalizeOrDigest(raw, country)).isEqualTo(Normalized.of(normalised));
        assertThat(Sha256.hex(normalised)).isEqualTo(digest);
        assertThat(form.normalizeOrDigest(digest.toUpperCase(Locale.ROOT), country))
            .isEqualTo(Normalized.of(digest));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesABlankTextForAnAbsentOne(TextForm form) {
    for (String blank : new String[] {"", " ", "\t\r\n", "\u00A0", "\u3000", "\u200B", "\uFEFF "}) {
      assertThat(form.normalize(blank, "").isAbsent()).as(form.name()).isTrue();
      assertThat(form.normalizeOrDigest(blank, "").isAbsent()).as(form.name()).isTrue();
      assertThat(TextForm.isBlank(blank)).isTrue();
    }
  }

  @Test
  void refusesTheDigestOfAnEmptyText() {
    String ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    assertThat(TextForm.EMAIL.normalizeOrDigest(ofNothing, "").problem())
        .contains("SHA-256 of an empty text");
    assertThat(TextForm.EMAIL.normalizeOrDigest(ofNothing.toUpperCase(Locale.ROOT), "").problem())
        .contains("SHA-256 of an empty text");
  }

  @Test
  void lowersTheDigestsThatPassThrough() {
    String digest = "848A771458438FC2EC420560D769FB9B9B86851EE338EC56517BAABD79D3BB4F";

    assertThat(TextForm.EMAIL.normalizeOrDigest(' ' + digest + '\n', "").text())
        .isEqualTo("848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4", // 63
        "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4ff", // 65
        "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4g",
        "８48a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f",
        "0cc175b9c0f1b6a831c399e269772661", // MD5
      })
  void takesNothingElseForADigest(String text) {
    assertThat(Sha256.isDigest(text)).isFalse();
    assertThat(TextForm.EMAIL.normalizeOrDigest(text, "").problem()).isNotNull();
  }
}
