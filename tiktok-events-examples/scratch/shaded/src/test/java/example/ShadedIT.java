package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShadedIT {
  @Test
  void sendsAnOrderBehindAHostsOldOkHttp() throws Exception {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      ProcessBuilder orders =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              "target/host/*:target/shaded.jar",
              "example.Orders",
              tiktok.baseUrl());
      orders.environment().put("TIKTOK_ACCESS_TOKEN", "any-token");

      orders.redirectErrorStream(true).redirectOutput(new File("target/orders.log"));
      assertEquals(0, orders.start().waitFor(), "see target/orders.log");
      assertEquals(1, tiktok.stats().eventsCounted());
    }
  }
}
