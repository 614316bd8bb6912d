package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.http.TransportOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a driver's builder says beside the settings, and all its tasks go by. Immutable.
 *
 * @param transport the server, and how it is reached
 * @param strict whether most warnings are errors
 * @param deriveEventIds whether events without an id get one
 * @param processes how many processes share the threads
 */
record PlannedOptions(
    TransportOptions transport, boolean strict, boolean deriveEventIds, int processes) {

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IllegalArgumentException if something is missing, or wrong
   */
  static PlannedOptions read(Map<?, ?> plan) {
    BigDecimal processes = member(plan, "processes", BigDecimal.class);
    try {
      int count = processes.intValueExact();
      if (count < 1) {
        throw new IllegalArgumentException("this is no export plan: it is for no process");
      }
      return new PlannedOptions(
          transport(member(plan, "transport", Map.class)),
          member(plan, "strict", Boolean.class),
          member(plan, "derive_event_ids", Boolean.class),
          count);
    } catch (ArithmeticException | DateTimeParseException e) {
      throw new IllegalArgumentException("this is no export plan: " + e.getMessage(), e);
    }
  }

  private static TransportOptions transport(Map<?, ?> tree) {
    TransportOptions.Builder options =
        TransportOptions.builder()
            .baseUrl(member(tree, "base_url", String.class))
            .apiVersion(member(tree, "api_version", String.class))
            .allowClearText(member(tree, "allow_clear_text", Boolean.class))
            .connectTimeout(Duration.parse(member(tree, "connect_timeout", String.class)))
            .requestTimeout(Duration.parse(member(tree, "request_timeout", String.class)));
    if (tree.containsKey("proxy")) {
      options.proxy(member(tree, "proxy", String.class));
    }
    return options.build();
  }

  /**
   * Returns a member of a plan's JSON.
   *
   * @throws IllegalArgumentException if there is none of that type
   */
  static <T> T member(Map<?, ?> plan, String name, Class<T> type) {
    Object value = plan.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("this is no export plan: it has no " + name);
    }
    return type.cast(value);
  }

  void writeTo(Map<String, Object> plan) {
    plan.put("strict", strict);
    plan.put("derive_event_ids", deriveEventIds);
    plan.put("processes", processes);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("base_url", transport.baseUrl().toString());
    tree.put("api_version", transport.apiVersion());
    tree.put("allow_clear_text", transport.allowsClearText());
    tree.put("connect_timeout", transport.connectTimeout().toString());
    tree.put("request_timeout", transport.requestTimeout().toString());
    transport.proxy().ifPresent(proxy -> tree.put("proxy", proxy.toString()));
    plan.put("transport", tree);
  }
}
