package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Measures an export against a floor: the same number of bytes in the same number of requests,
 * posted by the same HTTP client without mapping, checking, hashing or encoding anything. Both go
 * to a fake TikTok in a process of its own, in turns; the figure to quote is the ratio.
 *
 * <p>{@code java -cp tiktok-events.jar com.treasuredata.tiktok.events.examples.ExportBenchmark
 * [events]}
 */
public final class ExportBenchmark {
  private static final int ROUNDS = 5;
  private static final int THREADS = 5;
  private static final int EVENTS_PER_REQUEST = 1_000;
  private static final String ANSWER = "{\"code\":0,\"message\":\"OK\",\"data\":{}}";

  private final int events;
  private final TransportOptions transport;
  private final long now = Instant.now().getEpochSecond();

  private ExportBenchmark(int events, String baseUrl) {
    this.events = events;
    this.transport = TransportOptions.builder().baseUrl(baseUrl).build();
  }

  /**
   * Runs it and prints a table.
   *
   * @param args how many events a round exports; by default 200,000
   * @throws IOException if the fake TikTok can't be started
   */
  public static void main(String[] args) throws IOException {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    Process sink =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.treasuredata.tiktok.events.examples.cli.command.Main",
                "fake-server",
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(sink.getInputStream(), StandardCharsets.UTF_8))) {
      String baseUrl = lines.readLine().replaceAll(".*(http://\\S+/).*", "$1");
      new ExportBenchmark(events, baseUrl).run();
    } finally {
      sink.destroy();
    }
  }

  private void run() {
    byte[] body = sampleBody();
    double[] ratios = new double[ROUNDS];
    System.out.printf(
        Locale.ROOT,
        "%,d events a round, %,d bytes a request, %d threads%n",
        events,
        body.length,
        THREADS);
    System.out.println("round  floor events/s  export events/s  ratio");
    for (int round = -1; round < ROUNDS; round++) {
      double floor = events / floorSeconds(body);
      double export = events / exportSeconds();
      if (round >= 0) { // The first one warms up.
        ratios[round] = export / floor;
        System.out.printf(
            Locale.ROOT, "%5d  %,14.0f  %,15.0f  %.2f%n", round + 1, floor, export, ratios[round]);
      }
    }
    Arrays.sort(ratios);
    System.out.printf(Locale.ROOT, "median ratio %.2f%n", ratios[ROUNDS / 2]);
  }

  private double exportSeconds() {
    try (EventsClient client = client(transport)) {
      long start = System.nanoTime();
      ExportReport report =
          client.export(ColumnMapper.forRows(client.source().type())).run(rows(events));
      if (report.accepted() != events) {
        throw new IllegalStateException("not all events were accepted: " + report);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private double floorSeconds(byte[] body) {
    OkHttpClient client = new OkHttpClient.Builder().socketFactory(new NoDelaySockets()).build();
    Request request =
        new Request.Builder()
            .url(transport.baseUrl().resolve("/open_api/v1.3/event/track/").toString())
            .header("Access-Token", "benchmark")
            .post(RequestBody.create(body, MediaType.get("application/json")))
            .build();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long start = System.nanoTime();
    try {
      List<Future<Void>> requests = new ArrayList<>();
      for (int i = 0; i < events / EVENTS_PER_REQUEST; i++) {
        requests.add(threads.submit(() -> post(client, request)));
      }
      for (Future<Void> answer : requests) {
        answer.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdown();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static @Nullable Void post(OkHttpClient client, Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
      return null;
    }
  }

  /** Returns the body that the export makes of its first thousand rows. */
  private byte[] sampleBody() {
    Buffer body = new Buffer();
    Interceptor catcher =
        chain -> {
          Objects.requireNonNull(chain.request().body()).writeTo(body);
          return new Response.Builder()
              .request(chain.request())
              .protocol(Protocol.HTTP_1_1)
              .code(200)
              .message("OK")
              .body(ResponseBody.create(ANSWER, MediaType.get("application/json")))
              .build();
        };
    TransportOptions caught =
        TransportOptions.builder()
            .callFactory(new OkHttpClient.Builder().addInterceptor(catcher).build())
            .build();
    try (EventsClient client = client(caught)) {
      client.export(ColumnMapper.forRows(client.source().type())).run(rows(EVENTS_PER_REQUEST));
    }
    return body.readByteArray();
  }

  private static EventsClient client(TransportOptions transport) {
    return EventsClient.builder()
        .accessToken("benchmark")
        .source(EventSource.web("C4A1EXAMPLE0PIXEL7QG"))
        .transport(transport)
        .build();
  }

  private Iterator<Map<String, ?>> rows(int count) {
    return IntStream.range(0, count).<Map<String, ?>>mapToObj(this::row).iterator();
  }

  /** A row as a query gives it: all text, two identifiers to hash. */
  private Map<String, ?> row(int i) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("event", "Purchase");
    row.put("event_time", Long.toString(now - i % 86_400));
    row.put("event_id", "order-" + i);
    row.put("user.email", " Person" + i + "@Example.com ");
    row.put("user.phone", "+81 90-" + (10_000_000 + i % 80_000_000));
    row.put("user.ttclid", "E.C.P." + i);
    row.put("user.ip", "203.0.113." + i % 250);
    row.put("user.user_agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36");
    row.put("properties.value", i % 1_000 + ".90");
    row.put("properties.currency", "USD");
    row.put("page.url", "https://shop.example/p/" + i + "?utm_source=tiktok");
    return row;
  }

  /**
   * What the library's own client has too; without, the floor would wait 40 ms for every request.
   */
  private static final class NoDelaySockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }
  }
}
