package com.treasuredata.tiktok.events.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written directly is what {@link TextForm} makes of the same text when it reads closely.
 */
class DirectTextTest {
  private static final List<String> SIGNS =
      List.of(
          "a",
          "B",
          "z",
          "0",
          "5",
          "9",
          " ",
          "-",
          "_",
          ".",
          "@",
          "+",
          "(",
          ")",
          "/",
          ":",
          "=",
          "&",
          "?",
          "#",
          "%",
          "%40",
          "ttclid=",
          "https://",
          "example",
          ".com",
          "é",
          "Ñ",
          "ß",
          "×",
          "山",
          "ー",
          "・",
          "が",
          "\u3099",
          "！",
          "＠",
          "\u00A0",
          "\u200B",
          "\u2028",
          "😀",
          "\uD800",
          "\"",
          "\\",
          "\t",
          "\n",
          "'",
          "us",
          "jp",
          "USD",
          "EA7583CD-A667-48BC-B806-42ECB2B48606",
          "203.0.113.25",
          "10.0.0.1",
          "en-US",
          "+81 90-1234-5678",
          "95110-1234",
          "Ada",
          "__X__",
          "\u007F");

  private final DirectText direct = new DirectText();
  private final Random random = new Random(17);

  @ParameterizedTest
  @EnumSource(TextForm.class)
  void writesWhatACloseReadingGives(TextForm form) {
    int written = 0;
    for (int i = 0; i < 60_000; i++) {
      String text = text();
      String country = List.of("", "us", "jp", TextForm.UNCLEAR_COUNTRY).get(i % 4);
      JsonBytes out = new JsonBytes();
      out.raw('[');
      if (start(text) < end(text)
          && direct.write(form, text, start(text), end(text), country, out)) {
        written++;
        assertThat(sent(out)).as(text).isEqualTo(quoted(form.normalize(text, country).text()));
        assertThat(PersonalData.in(text) == null || form == TextForm.URL).as(text).isTrue();
      }
    }
    if (form == TextForm.PLAIN || form == TextForm.URL || form == TextForm.CITY) {
      assertThat(written).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TextForm.class,
      names = {"EMAIL", "PHONE", "PLAIN", "PERSON_NAME", "POSTAL_CODE"})
  void hashesWhatACloseReadingGives(TextForm form) {
    int written = 0;
    for (int i = 0; i < 60_000; i++) {
      String text = form == TextForm.EMAIL ? text() + "@example.com" : text();
      String country = List.of("", "us", "jp", TextForm.UNCLEAR_COUNTRY).get(i % 4);
      JsonBytes out = new JsonBytes();
      if (start(text) < end(text)
          && direct.writeDigest(form, text, start(text), end(text), country, out)) {
        written++;
        Normalized closely = form.normalizeOrDigest(text, country);
        assertThat(closely.problem()).as(text).isNull();
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
            .as(text)
            .isEqualTo(quoted(Sha256.hex(closely.text())));
      }
    }
    assertThat(written).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = TextForm.class,
      names = {"URL"})
  void writesNoUrlWithSomethingPersonalInIt(TextForm form) {
    for (String url :
        List.of(
            "https://shop.example/?email=ada%40example.com",
            "https://shop.example/?phone=3108207129",
            "https://shop.example/?first_name=Ada",
            "https://ada:secret@shop.example/",
            "https://shop.example/?e=ada%2540example.com")) {
      assertThat(direct.write(form, url, 0, url.length(), "", new JsonBytes())).as(url).isFalse();
    }
  }

  private static int start(String text) {
    return DirectText.start(text, 0, text.length());
  }

  private static int end(String text) {
    return DirectText.end(text, start(text), text.length());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append(SIGNS.get(random.nextInt(SIGNS.size())));
    }
    return text.toString();
  }

  private static String sent(JsonBytes out) {
    return new String(out.toByteArray(), StandardCharsets.UTF_8).substring(1);
  }

  private static String quoted(String text) {
    JsonBytes bytes = new JsonBytes();
    bytes.text(text);
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
