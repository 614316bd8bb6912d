package com.treasuredata.tiktok.events;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client's settings say of where its events go and of the ids that they get, by name: an
 * export that goes on with another's must have the same.
 */
record ClientSettings(Map<String, String> texts) {
  private static final String BASE_URL = "base_url";
  private static final String TEST_EVENT_CODE = "test_event_code";
  private static final String LIMITED_DATA_USE = "limited_data_use";
  private static final String STRICT = "strict";
  private static final String DERIVED_IDS = "derived_ids";

  /** All names. */
  static final Set<String> NAMES =
      Set.of(BASE_URL, TEST_EVENT_CODE, LIMITED_DATA_USE, STRICT, DERIVED_IDS);

  static ClientSettings of(
      String baseUrl,
      @Nullable String testEventCode,
      boolean limitedDataUse,
      boolean strict,
      boolean derivesIds) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(BASE_URL, baseUrl);
    texts.put(TEST_EVENT_CODE, testEventCode == null ? "" : testEventCode);
    texts.put(LIMITED_DATA_USE, Boolean.toString(limitedDataUse));
    texts.put(STRICT, Boolean.toString(strict));
    texts.put(DERIVED_IDS, derivesIds ? "te1" : "none");
    return new ClientSettings(texts);
  }
}
