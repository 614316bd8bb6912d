package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was packaged, on the module path of a JVM, and of one that jlink made. */
class ModulePathIT {
  private static final String JAVA_HOME = System.getProperty("java.home");
  private static final File LOG = new File("target/orders.log");

  @Test
  void sendsAnOrder() throws Exception {
    sendsAnOrder(Path.of(JAVA_HOME));
  }

  /** The library's modules stay outside: jlink takes no automatic ones, as Okio and Moshi are. */
  @Test
  void sendsAnOrderOnARuntimeOfItsOwn(@TempDir Path directory) throws Exception {
    Path runtime = directory.resolve("runtime");
    int exitCode =
        run(
            JAVA_HOME + "/bin/jlink",
            "--add-modules",
            "java.base,java.logging,jdk.crypto.ec",
            "--output",
            runtime.toString());

    assertEquals(0, exitCode, "see " + LOG);
    sendsAnOrder(runtime);
  }

  @Test
  void isRefusedByJlinkForOkioAndMoshi() throws Exception {
    int exitCode =
        run(
            JAVA_HOME + "/bin/jlink",
            "-p",
            "target/lib:target/modulepath-1.jar",
            "--add-modules",
            "example",
            "--output",
            "target/image");

    assertEquals(1, exitCode);
    String said = Files.readString(LOG.toPath());
    assertTrue(said.contains("automatic module cannot be used with jlink"), said);
  }

  private static void sendsAnOrder(Path java) throws Exception {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      int exitCode =
          run(
              java.resolve("bin/java").toString(),
              "-p",
              "target/lib:target/modulepath-1.jar",
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
