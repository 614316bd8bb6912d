package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.connector.ConnectorSetting.BASE_URL;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.PROXY;
import static com.treasuredata.tiktok.events.connector.ConnectorSetting.REQUEST_TIMEOUT;

import com.treasuredata.tiktok.events.http.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the settings that say which server requests go to, and how. */
final class TransportSettings {
  private static final Pattern TIME = Pattern.compile("(?i)([0-9]{1,9}) ?(ms|s|m|h)");

  private TransportSettings() {}

  static TransportOptions read(SettingsReader in) {
    TransportOptions.Builder options = TransportOptions.builder();
    in.text(BASE_URL, options::baseUrl);
    in.text(REQUEST_TIMEOUT, time -> options.requestTimeout(duration(time)));
    in.text(PROXY, options::proxy);
    try {
      TransportOptions transport = options.build();
      if (!transport.isTikTok()) {
        in.warn(elsewhere(transport));
      }
      return transport;
    } catch (IllegalArgumentException e) {
      in.problem(BASE_URL.key() + ": " + e.getMessage());
      return TransportOptions.DEFAULT;
    }
  }

  /** Returns the warning of a server that isn't TikTok's. */
  static String elsewhere(TransportOptions transport) {
    return "base_url is set: events go to %s, not to TikTok".formatted(transport.baseUrl());
  }

  private static Duration duration(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("it must be a time such as 500ms, 30s, 2m or 1h");
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  static void write(TransportOptions transport, Map<String, Object> settings) {
    BASE_URL.put(settings, transport.isTikTok() ? null : transport.baseUrl().toString());
    REQUEST_TIMEOUT.put(settings, transport.requestTimeout().toMillis() + "ms");
    PROXY.put(settings, transport.proxy().map(URI::toString).orElse(null));
  }
}
