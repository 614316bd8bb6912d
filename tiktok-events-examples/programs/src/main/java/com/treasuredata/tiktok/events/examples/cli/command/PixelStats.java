package com.treasuredata.tiktok.events.examples.cli.command;

import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.spi.BusinessApi;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks TikTok what it counted for a pixel (auth-and-sources.md §3.1). */
final class PixelStats implements AutoCloseable {
  private final BusinessApi api;
  private final String advertiserId;

  PixelStats(TransportOptions options, AccessTokenProvider tokens, String advertiserId) {
    this.api = BusinessApi.of(options, RetryOptions.DEFAULT, tokens);
    this.advertiserId = advertiserId;
  }

  /** Returns a pixel's number, which this endpoint takes in place of its code. */
  Optional<String> numberOf(String code) {
    Map<?, ?> data =
        api.get("pixel/list/", Map.of("advertiser_id", advertiserId, "code", code)).data();
    if (data.get("pixels") instanceof List<?> pixels) {
      for (Object pixel : pixels) {
        if (pixel instanceof Map<?, ?> fields
            && code.equals(fields.get("pixel_code"))
            && fields.get("pixel_id") != null) {
          return Optional.of(String.valueOf(fields.get("pixel_id")));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the answer as it comes: its form isn't published. */
  Map<?, ?> of(String number, LocalDate start, LocalDate end) {
    return api.get(
            "pixel/event/stats/",
            Map.of(
                "advertiser_id",
                advertiserId,
                "pixel_ids",
                JsonTree.toJson(List.of(number)),
                "date_range",
                JsonTree.toJson(
                    Map.of("start_date", start.toString(), "end_date", end.toString()))))
        .data();
  }

  @Override
  public void close() {
    api.close();
  }
}
