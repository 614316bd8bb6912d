package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.ConnectorSetting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a write: the connector's settings, and what only this sink has.
 *
 * @param settings the connector's
 * @param credentials where tokens come from
 * @param executors how many executors export at once, if that was said
 * @param results the directory for what became of each row, if it was asked for
 */
record SinkOptions(
    ConnectorConfig settings,
    Credentials credentials,
    OptionalInt executors,
    Optional<String> results) {
  private static final String TOKEN_FILE = "access_token_file";
  private static final String EXECUTORS = "executors";
  private static final String RESULTS = "results";

  /** What Spark's catalog adds to the options of a table. */
  private static final Set<String> SPARKS =
      Set.of(
          "collation",
          "comment",
          "external",
          "is_managed_location",
          "location",
          "owner",
          "path",
          "provider",
          "serialization.format",
          "table_type");

  /** Takes options whose keys are in lower case. */
  static SinkOptions of(Map<String, String> options) {
    Map<String, Object> settings = new HashMap<>(options);
    settings.keySet().removeIf(key -> SPARKS.contains(key) || key.startsWith("option."));
    settings.put(ConnectorSetting.TYPE.key(), ConnectorConfig.TYPE); // It found this sink.
    ConnectorConfig config =
        ConnectorConfig.builder()
            .settings(settings)
            .ignoring(Set.of(TOKEN_FILE, EXECUTORS, RESULTS))
            .tokenFromElsewhere()
            .build();
    return new SinkOptions(
        config,
        Credentials.of(config.accessToken(), given(options.get(TOKEN_FILE))),
        executors(options.get(EXECUTORS)),
        given(options.get(RESULTS)));
  }

  private static Optional<String> given(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  private static OptionalInt executors(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return OptionalInt.empty();
    }
    if (!value.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "executors must be how many executors export at once, at least 1");
    }
    return OptionalInt.of(Integer.parseInt(value));
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
