package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import org.junit.jupiter.api.Test;

class HostTest {
  @Test
  void usesOneOkHttpTogetherWithTheLibrary() throws Exception {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      Orders.send(tiktok.baseUrl(), "any-token");

      assertEquals(1, tiktok.stats().eventsCounted());
      assertEquals(404, Host.at(tiktok.baseUrl()).anything().execute().code());
    }
    assertTrue(Orders.class.getModule().isNamed());
  }
}
