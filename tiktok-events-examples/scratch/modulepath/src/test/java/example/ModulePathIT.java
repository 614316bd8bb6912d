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

  /** {@code mockwebserver3} is a module; the older {@code mockwebserver} isn't. */
  @Test
  void runsBesideMockWebServer(@TempDir Path directory) throws Exception {
    Path module =
        Files.writeString(
            directory.resolve("module-info.java"),
            "module mock { requires mockwebserver3; requires com.treasuredata.tiktok.events; }");
    Path main =
        Files.writeString(
            directory.resolve("Main.java"),
            """
            package mock;

            import com.treasuredata.tiktok.events.EventsClient;
            import com.treasuredata.tiktok.events.event.*;
            import com.treasuredata.tiktok.events.http.TransportOptions;
            import mockwebserver3.*;

            class Main {
              public static void main(String[] args) throws Exception {
                try (MockWebServer server = new MockWebServer()) {
                  server.enqueue(new MockResponse.Builder().body(args[0]).build());
                  server.start();
                  String url = "http://127.0.0.1:" + server.getPort() + "/";
                  try (EventsClient client =
                      EventsClient.builder()
                          .accessToken("any-token")
                          .source(EventSource.web("C4A1EXAMPLE0PIXEL7QG"))
                          .transport(TransportOptions.builder().baseUrl(url).build())
                          .build()) {
                    client.send(
                        Event.builder(EventName.PURCHASE)
                            .eventId("order-1")
                            .occurredAt(java.time.Instant.now())
                            .pageUrl("https://shop.example/")
                            .user(UserData.builder().email("ada@example.com").build())
                            .build());
                  }
                  System.out.println(server.takeRequest().getTarget());
                }
              }
            }
            """);
    String path = "target/lib:target/mock";
    String classes = directory.resolve("classes").toString();
    int compiled =
        run(
            JAVA_HOME + "/bin/javac",
            "-p",
            path,
            "-d",
            classes,
            module.toString(),
            main.toString());
    assertEquals(0, compiled, "see " + LOG);

    int exitCode =
        run(
            JAVA_HOME + "/bin/java",
            "-p",
            path + ":" + classes,
            "-m",
            "mock/mock.Main",
            "{\"code\":0,\"message\":\"OK\",\"request_id\":\"R1\",\"data\":{}}");

    String said = Files.readString(LOG.toPath());
    assertEquals(0, exitCode, said);
    assertTrue(said.contains("/open_api/v1.3/event/track/"), said);
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
