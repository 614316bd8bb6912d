package com.treasuredata.tiktok.events.examples.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.examples.input.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleGeneratorTest {
  private static final List<String> FILES =
      List.of("web.csv", "offline.csv", "app.jsonl", "crm.jsonl", "expected.csv");

  @Test
  void writesTheBundledFilesByteForByte(@TempDir Path directory) throws IOException {
    SampleGenerator.main(new String[] {directory.toString()});

    for (String file : FILES) {
      assertThat(Files.readAllBytes(directory.resolve(file))).as(file).isEqualTo(bundled(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist"})
  void writesTheSameBytesWhereverItRuns(String language) {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

      assertThat(SampleGenerator.files()).containsOnlyKeys(FILES);
      SampleGenerator.files()
          .forEach((file, bytes) -> assertThat(bytes).as(file).isEqualTo(bundled(file)));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAsManyRecordsAsItSays(SampleSource source) {
    assertThat(SampleFile.rows(source.file())).hasSize(source.size());
  }

  @Test
  void plantsEveryMistakeAsOftenAsPlanned() {
    Map<String, Long> planned = new TreeMap<>();
    Stream.concat(Mistakes.ALL.stream(), Stream.of(Mistake.DUPLICATE))
        .forEach(
            mistake -> {
              for (SampleSource source : SampleSource.values()) {
                if (mistake.times().in(source) > 0) {
                  planned.put(source + " " + mistake.kind(), (long) mistake.times().in(source));
                }
              }
            });

    Map<String, Long> planted =
        Expectation.all()
            .collect(
                Collectors.groupingBy(
                    each -> each.source() + " " + each.kind(),
                    TreeMap::new,
                    Collectors.counting()));

    assertThat(planted).isEqualTo(planned);
  }

  @Test
  void isWrongInFourOrFiveRecordsOutOfAHundred() {
    assertThat(Expectation.all().count()).isBetween(200L, 250L);
  }

  @ParameterizedTest
  @EnumSource
  void happensInTheFourteenDaysBeforeTheBaseUnlessItIsWrong(SampleSource source) {
    long base = SampleGenerator.BASE.getEpochSecond();
    Set<Long> wrong = records(source, each -> true);

    assertThat(SampleFile.rows(source.file()))
        .filteredOn(row -> !wrong.contains(row.number()))
        .allSatisfy(
            row ->
                assertThat(Long.parseLong(text(row, "event_time")))
                    .isBetween(base - Duration.ofDays(14).toSeconds(), base));
  }

  @ParameterizedTest
  @EnumSource
  void cannotBeReadWhereItIsMeantNotTo(SampleSource source) {
    Set<Long> unreadable = records(source, each -> each.path().isEmpty());

    assertThat(SampleFile.rows(source.file()))
        .filteredOn(row -> row.problem() != null)
        .extracting(Row::number)
        .containsExactlyInAnyOrderElementsOf(unreadable);
  }

  @ParameterizedTest
  @EnumSource
  void repeatsEventsWordForWord(SampleSource source) {
    List<Row> rows = SampleFile.rows(source.file());
    Set<Long> duplicates = records(source, each -> each.effect().equals("duplicate"));
    Set<Map<String, Object>> seen = new HashSet<>();

    for (Row row : rows) {
      boolean repeated = row.problem() == null && !seen.add(row.values());
      assertThat(repeated).as(row.toString()).isEqualTo(duplicates.contains(row.number()));
    }
  }

  @Test
  void putsTheMistakeWhereItSays() {
    Map<String, Predicate<@Nullable Object>> signs =
        Map.ofEntries(
            Map.entry("event_missing", value -> value == null),
            Map.entry("event_time_in_milliseconds", value -> number(value) > 100_000_000_000L),
            Map.entry("event_time_without_zone", value -> value.toString().matches("[-0-9:T]+")),
            Map.entry("event_time_negative", value -> number(value) < 0),
            Map.entry("event_too_old", value -> daysFromBase(value) < -28),
            Map.entry("event_in_future", value -> daysFromBase(value) > 1),
            Map.entry("app_id_missing", value -> value == null),
            Map.entry("lead_id_missing", value -> value == null),
            Map.entry("email_malformed", value -> !value.toString().matches("[^@ ]+@[^@ ]+")),
            Map.entry("email_hash_cut", value -> value.toString().length() == 63),
            Map.entry("phone_without_country", value -> value.toString().startsWith("0")),
            Map.entry("ip_malformed", value -> "203.0.113.300".equals(value)),
            Map.entry("limited_data_use_without_ip", value -> value == null),
            Map.entry("value_with_comma", value -> "12,50".equals(value)),
            Map.entry("currency_unknown", value -> "BTC".equals(value)),
            Map.entry("quantity_negative", value -> value.toString().contains("\"quantity\":-1")),
            Map.entry("contents_not_json", value -> !value.toString().startsWith("[")));

    for (SampleSource source : SampleSource.values()) {
      List<Row> rows = SampleFile.rows(source.file());
      Expectation.of(source)
          .filter(each -> signs.containsKey(each.kind()))
          .forEach(
              each -> {
                Row row = rows.get((int) each.record() - 1);
                assertThat(SampleFile.value(row, each.path()))
                    .as(each.toString())
                    .matches(signs.get(each.kind()));
              });
    }
  }

  @Test
  void writesToNobody() {
    Pattern domain = Pattern.compile("@([\\p{L}\\p{N}.-]+)");
    Pattern reserved = Pattern.compile("(.*\\.)?(example(\\.com|\\.org|\\.net)?|test)");

    for (String file : FILES) {
      assertThat(domain.matcher(new String(bundled(file), UTF_8)).results())
          .as(file)
          .extracting(match -> match.group(1).toLowerCase(Locale.ROOT))
          .allMatch(reserved.asMatchPredicate());
    }
  }

  @Test
  void namesPeopleInManyScripts() {
    String web = new String(bundled("web.csv"), UTF_8);

    assertThat(web).contains("Jürgen", "さくら", "서연", "فاطمة", "Пётр", "प्रिया", "Nguyễn");
  }

  private static Set<Long> records(SampleSource source, Predicate<Expectation> which) {
    return Expectation.of(source)
        .filter(which)
        .map(Expectation::record)
        .collect(Collectors.toSet());
  }

  private static long daysFromBase(@Nullable Object unixSeconds) {
    return (number(unixSeconds) - SampleGenerator.BASE.getEpochSecond())
        / Duration.ofDays(1).toSeconds();
  }

  private static long number(@Nullable Object value) {
    return Long.parseLong(String.valueOf(value));
  }

  private static String text(Row row, String path) {
    return String.valueOf(SampleFile.value(row, path));
  }

  private static byte[] bundled(String file) {
    return SampleFile.bytes(file);
  }
}
