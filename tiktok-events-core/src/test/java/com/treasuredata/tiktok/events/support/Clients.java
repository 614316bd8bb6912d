package com.treasuredata.tiktok.events.support;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.time.Duration;
import java.time.Instant;

/** Clients and events of the usual kind, with delays that don't hold up a test. */
public final class Clients {
  /** The token that the clients send. */
  public static final String TOKEN = "t0ken-0123456789abcdef";

  /** Where the events go. */
  public static final EventSource SHOP = EventSource.web("C4A1EXAMPLE0PIXEL7QG");

  private Clients() {}

  /** Returns a client of the server at {@code baseUrl} that is quick to try again. */
  public static EventsClient quick(String baseUrl) {
    return builder(baseUrl).build();
  }

  /** Returns a builder of such a client. */
  public static EventsClient.Builder builder(String baseUrl) {
    return EventsClient.builder()
        .accessToken(TOKEN)
        .source(SHOP)
        .threads(10)
        .transport(transport(baseUrl).build())
        .retry(retries(5).build());
  }

  /** Returns a builder of options for the server at {@code baseUrl}. */
  public static TransportOptions.Builder transport(String baseUrl) {
    return TransportOptions.builder().baseUrl(baseUrl).requestTimeout(Duration.ofSeconds(10));
  }

  /** Returns a builder of so many attempts, milliseconds apart. */
  public static RetryOptions.Builder retries(int attempts) {
    return RetryOptions.builder()
        .maxAttempts(attempts)
        .delays(Duration.ofMillis(2), Duration.ofMillis(20))
        .maxDuration(Duration.ofSeconds(20))
        .maxThrottleTime(Duration.ofSeconds(20));
  }

  /** Returns the n-th of many different events, with which nothing is wrong. */
  public static Event event(long number) {
    return Event.builder(EventName.PURCHASE)
        .eventId("order-" + number)
        .occurredAt(Instant.now())
        .pageUrl("https://shop.example/thanks")
        .user(UserData.builder().email("ada@example.com").build())
        .build();
  }
}
