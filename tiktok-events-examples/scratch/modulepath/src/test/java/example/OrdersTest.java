package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import org.junit.jupiter.api.Test;

class OrdersTest {
  @Test
  void sendsAnOrderFromAModule() {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      Orders.send(tiktok.baseUrl(), () -> AccessToken.of("any-token"));

      assertEquals(1, tiktok.stats().eventsCounted());
    }
    assertTrue(Orders.class.getModule().isNamed());
    assertEquals("com.treasuredata.tiktok.events", EventsClient.class.getModule().getName());
  }
}
