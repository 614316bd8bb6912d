package com.treasuredata.tiktok.events.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.schema.Samples.Sample;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What TikTok documents as right is right, and is sent as it is. */
class SamplesTest {
  static List<Sample> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsNothingWrong(Sample sample) {
    assertThat(validate(sample, false).violations()).isEmpty();
    assertThat(validate(sample, true).violations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sendsThemAsTheyAreWithIdentifiersInLists(Sample sample) throws MalformedJsonException {
    byte[] sent = validate(sample, false).orThrow().encode();

    assertThat(JsonTree.parse(new String(sent, StandardCharsets.UTF_8)))
        .isEqualTo(JsonTree.parse(JsonTree.toJson(listed(sample.fields()))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void doesSoWhateverLanguageTheMachineSpeaks(Sample sample) {
    byte[] sent = validate(sample, false).orThrow().encode();
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(validate(sample, true).orThrow().encode()).isEqualTo(sent);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static ValidationResult validate(Sample sample, boolean strict) {
    Event.Builder event = Event.builder();
    sample.fields().forEach(event::field);
    return EventValidator.builder(sample.type())
        .strict(strict)
        .clock(Samples.CLOCK)
        .build()
        .validate(event.build());
  }

  private static Map<String, Object> listed(Map<String, Object> event) {
    Map<String, Object> all = new LinkedHashMap<>(event);
    Map<String, Object> user = new LinkedHashMap<>();
    if (event.get("user") instanceof Map<?, ?> given) {
      user.putAll(Samples.object(given));
      for (String name : List.of("email", "phone", "external_id")) {
        user.computeIfPresent(name, (key, value) -> value instanceof List ? value : List.of(value));
      }
      all.put("user", user);
    }
    return all;
  }
}
