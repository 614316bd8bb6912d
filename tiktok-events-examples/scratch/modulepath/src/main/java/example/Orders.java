package example;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.SendReceipt;
import com.treasuredata.tiktok.events.auth.LongLivedTokenProvider;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.time.Instant;

/** Tells TikTok of an order. */
public final class Orders {
  private Orders() {}

  /** Sends an order; takes the URL of TikTok. The token is in TIKTOK_ACCESS_TOKEN. */
  public static void main(String[] args) {
    System.out.println(send(args[0], LongLivedTokenProvider.fromEnvironment()));
  }

  static SendReceipt send(String baseUrl, AccessTokenProvider tokens) {
    Event purchase =
        Event.builder(EventName.PURCHASE)
            .eventId("order-1001")
            .occurredAt(Instant.now())
            .user(UserData.builder().email("ada@example.com").build())
            .build();
    try (EventsClient client =
        EventsClient.builder()
            .tokenProvider(tokens)
            .source(EventSource.web("C4A1EXAMPLE0PIXEL7QG"))
            .transport(TransportOptions.builder().baseUrl(baseUrl).build())
            .build()) {
      return client.send(purchase);
    }
  }
}
