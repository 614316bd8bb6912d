package com.treasuredata.tiktok.events.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers and times that are written directly are what a close reading makes of them. */
class NumberWriterTest {
  private final Random random = new Random(3);

  @Test
  void writesAmountsAsACloseReadingDoes() {
    int written = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = text("0123456789.-", 12);
      JsonBytes out = new JsonBytes();
      if (NumberWriter.amount(text, 0, text.length(), out)) {
        written++;
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
            .as(text)
            .isEqualTo(String.valueOf(ValueReader.amount(text)));
      }
    }
    assertThat(written).isGreaterThan(1_000);
  }

  @Test
  void readsTimesAsACloseReadingDoes() {
    for (int i = 0; i < 50_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1_440) - 720));
      String text = instant.atOffset(offset).toString();
      String odd =
          text.replace((char) ('0' + random.nextInt(10)), (char) ('0' + random.nextInt(10)));
      for (String each : new String[] {text, odd, text.replace('T', ' '), "" + instant}) {
        long time = NumberWriter.time(each);
        if (time != NumberWriter.CLOSELY) {
          assertThat(time).as(each).isEqualTo(ValueReader.time(each, null));
        }
      }
    }
    assertThat(NumberWriter.time("2026-01-31T09:30:00+09:00")).isEqualTo(1_769_819_400L);
    assertThat(NumberWriter.time("2026-02-29T09:30:00Z")).isEqualTo(NumberWriter.CLOSELY);
  }

  private String text(String signs, int longest) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(longest);
    for (int i = 0; i < length; i++) {
      text.append(signs.charAt(random.nextInt(i == 0 ? signs.length() : 11)));
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
