package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import org.junit.jupiter.api.Test;

class OrdersTest {
  @Test
  void sendsAnOrder() {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      Orders.send(tiktok.baseUrl(), "any-token");

      assertEquals(1, tiktok.stats().eventsCounted());
    }
  }
}
