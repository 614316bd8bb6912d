package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What was packaged, on the module path of a JVM. */
class ModulePathIT {
  private static final String JAVA_HOME = System.getProperty("java.home");
  private static final File LOG = new File("target/orders.log");

  @Test
  void sendsAnOrder() throws Exception {
    sendsAnOrder(Path.of(JAVA_HOME));
  }

  private static void sendsAnOrder(Path java) throws Exception {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      int exitCode =
          run(
              java.resolve("bin/java").toString(),
              "-p",
              "target/lib:target/host-okhttp4-1.jar",
              "-m",
              "example/example.Orders",
              tiktok.baseUrl());

      assertEquals(0, exitCode, "see " + LOG);
      assertEquals(1, tiktok.stats().eventsCounted());
    }
  }

  private static int run(String... command) throws Exception {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("TIKTOK_ACCESS_TOKEN", "any-token");
    return process.redirectErrorStream(true).redirectOutput(LOG).start().waitFor();
  }
}
