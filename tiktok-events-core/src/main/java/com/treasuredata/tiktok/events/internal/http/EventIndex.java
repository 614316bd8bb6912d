package com.treasuredata.tiktok.events.internal.http;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the event that TikTok's text names by its place in the request, as in {@code
 * data.3.user.email}, {@code data[3].event} or {@code Batch.0.properties.contents} (events-api.md
 * §5.3). The form isn't documented, so what is found is a hint.
 */
final class EventIndex {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\b(?:data|batch)(?:\\.|\\[)([0-9]{1,3})(?![0-9])", Pattern.CASE_INSENSITIVE);

  private EventIndex() {}

  static OptionalInt in(String message) {
    Matcher place = PLACE.matcher(message);
    return place.find() ? OptionalInt.of(Integer.parseInt(place.group(1))) : OptionalInt.empty();
  }
}
