package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.SendReceipt;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.time.Instant;

/** Sends one purchase to a web site's pixel. */
public final class SendOneEvent {
  private SendOneEvent() {}

  /**
   * Sends it to TikTok and prints the request id.
   *
   * @param args the access token
   */
  public static void main(String[] args) {
    SendReceipt receipt = send(args[0], TransportOptions.DEFAULT);
    System.out.println("TikTok request " + receipt.requestId().orElse("without id"));
  }

  // README: send one event
  static SendReceipt send(String accessToken, TransportOptions transport) {
    Event purchase =
        Event.builder(EventName.PURCHASE)
            .eventId("order-1001")
            .occurredAt(Instant.now())
            .pageUrl("https://shop.example/thanks")
            .user(UserData.builder().email(" Ada@Example.com ").phone("+81 90-1234-5678").build())
            .properties(EventProperties.builder().value("59.90", "USD").build())
            .build();

    try (EventsClient client =
        EventsClient.builder()
            .accessToken(accessToken)
            .source(EventSource.web("C4A1EXAMPLE0PIXEL7QG"))
            .transport(transport) // TransportOptions.DEFAULT is TikTok; a fake one has its own URL.
            .build()) {
      return client.send(purchase); // Its request id is what TikTok's support asks for.
    }
  }
  // README ends
}
