package com.treasuredata.tiktok.events.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.support.Traces;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of a connector: any text is settings, or says what is wrong, and shows no token. */
public final class SettingsFuzz {
  private SettingsFuzz() {}

  /** Called by Jazzer with one input after the other. */
  public static void fuzzerTestOneInput(byte[] input) {
    isTaken(input);
  }

  /** Returns whether the text is settings. */
  static boolean isTaken(byte[] input) {
    String json = planted(new String(input, UTF_8));
    try {
      ConnectorConfig config = ConnectorConfig.parse(json);
      try (Connector connector = Connector.of(config)) {
        Planted.assertNotIn(connector + " " + config.warnings());
      }
      return true;
    } catch (InvalidSetupException e) {
      Planted.assertNotIn(Traces.of(e));
      return false;
    }
  }

  /** Returns the settings with the token of {@code access_token} in all marked places. */
  private static String planted(String text) {
    try {
      if (JsonTree.parse(text) instanceof Map<?, ?> settings) {
        String token =
            settings.get("access_token") instanceof String given
                    && given.contains(Planted.TOKEN_MARK)
                ? Planted.in(given)
                : "";
        Map<String, Object> result = new LinkedHashMap<>();
        settings.forEach(
            (key, value) ->
                result.put(
                    planted(String.valueOf(key), token.strip()),
                    key.equals("access_token") && value instanceof String
                        ? token
                        : planted(value, token.strip())));
        return JsonTree.toJson(result);
      }
    } catch (MalformedJsonException e) {
      // No JSON: nothing of it may be shown.
    }
    return Planted.in(text);
  }

  private static Object planted(Object value, String token) {
    if (value instanceof String text) {
      return planted(text, token);
    }
    return Planted.isIn(value.toString()) ? BigDecimal.ONE : value;
  }

  private static String planted(String text, String token) {
    return token.isEmpty() || Planted.isIn(text)
        ? Planted.removed(text)
        : text.replace(Planted.TOKEN_MARK, token);
  }
}
