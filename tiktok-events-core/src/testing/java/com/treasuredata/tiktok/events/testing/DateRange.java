package com.treasuredata.tiktok.events.testing;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The days that a query asks for, both included: {@code date_range} (§3.1). */
record DateRange(LocalDate start, LocalDate end) {
  private static final DateRange ALWAYS = new DateRange(LocalDate.MIN, LocalDate.MAX);

  /**
   * Reads it; without one, every day.
   *
   * @throws Refusal if it isn't JSON text of an object with both days
   */
  static DateRange of(Query query) {
    String text = query.text("date_range");
    if (text == null) {
      return ALWAYS;
    }
    LocalDate start = null;
    LocalDate end = null;
    try (JsonReader in = JsonReader.of(new Buffer().writeUtf8(text))) {
      in.beginObject();
      while (in.hasNext()) {
        switch (in.nextName()) {
          case "start_date" -> start = LocalDate.parse(in.nextString());
          case "end_date" -> end = LocalDate.parse(in.nextString());
          default -> in.skipValue();
        }
      }
      in.endObject();
    } catch (IOException | JsonDataException | DateTimeException e) {
      throw wrong();
    }
    return checked(start, end);
  }

  private static DateRange checked(@Nullable LocalDate start, @Nullable LocalDate end) {
    if (start == null || end == null || end.isBefore(start)) {
      throw wrong();
    }
    return new DateRange(start, end);
  }

  private static Refusal wrong() {
    return Refusal.invalid(
            "not JSON text such as {\"start_date\":\"2026-11-01\",\"end_date\":\"2026-11-07\"}.")
        .under("date_range");
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(start) && !day.isAfter(end);
  }
}
