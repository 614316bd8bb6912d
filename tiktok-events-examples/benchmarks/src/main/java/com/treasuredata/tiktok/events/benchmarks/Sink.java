package com.treasuredata.tiktok.events.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that costs as little as one can: a thread for each connection, which reads a body,
 * waits, and says that all is well. Where it is to fail, it also keeps the ids that it took.
 *
 * <pre>{@code
 * Sink 50 50 100    answers after 50 ms; each 50th request with 40100, each 100th with 502
 * }</pre>
 *
 * <p>Of the 502s one half comes after the events were taken. {@code GET /stats} answers with {@code
 * requests distinct deliveries} and begins anew.
 */
final class Sink {
  private static final byte[] ID = "\"event_id\":\"order-".getBytes(StandardCharsets.US_ASCII);

  private final int delayMillis;
  private final int throttleEvery;
  private final int failEvery;
  private final AtomicInteger requests = new AtomicInteger();
  private final BitSet taken = new BitSet();
  private long deliveries;

  private Sink(int delayMillis, int throttleEvery, int failEvery) {
    this.delayMillis = delayMillis;
    this.throttleEvery = throttleEvery;
    this.failEvery = failEvery;
  }

  /**
   * Says its address and serves.
   *
   * @param args delay in ms, which requests to throttle, which to fail; 0 for none
   */
  public static void main(String[] args) throws IOException {
    Sink sink =
        new Sink(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      System.out.println("http://127.0.0.1:" + server.getLocalPort() + "/");
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> sink.serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      byte[] body = new byte[0];
      while (true) {
        String request = line(in);
        if (request.isEmpty()) {
          return;
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring("content-length:".length()).strip());
          }
        }
        if (body.length < length) {
          body = new byte[length];
        }
        in.readNBytes(body, 0, length);
        out.write(request.startsWith("GET /stats") ? answer(200, stats()) : answer(body, length));
        out.flush();
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private byte[] answer(byte[] body, int length) {
    int request = requests.incrementAndGet();
    LockSupport.parkNanos(delayMillis * 1_000_000L);
    if (throttleEvery > 0 && request % throttleEvery == 0) {
      return answer(200, "{\"code\":40100,\"message\":\"Too many requests.\",\"data\":{}}");
    }
    boolean fails = failEvery > 0 && request % failEvery == failEvery / 2 + 1;
    if (throttleEvery > 0 && !(fails && request / failEvery % 2 == 0)) {
      take(body, length);
    }
    return fails
        ? answer(502, "<html>Bad Gateway</html>")
        : answer(200, "{\"code\":0,\"message\":\"OK\",\"request_id\":\"20260101\",\"data\":{}}");
  }

  private synchronized void take(byte[] body, int length) {
    for (int at = 0; at < length - ID.length; at++) {
      if (body[at] == ID[0] && isId(body, at)) {
        int number = 0;
        for (at += ID.length; body[at] != '"'; at++) {
          number = number * 10 + body[at] - '0';
        }
        taken.set(number);
        deliveries++;
      }
    }
  }

  private static boolean isId(byte[] body, int at) {
    for (int i = 1; i < ID.length; i++) {
      if (body[at + i] != ID[i]) {
        return false;
      }
    }
    return true;
  }

  private synchronized String stats() {
    String stats = requests.get() + " " + taken.cardinality() + " " + deliveries;
    requests.set(0);
    taken.clear();
    deliveries = 0;
    return stats;
  }

  private static byte[] answer(int status, String text) {
    return ("HTTP/1.1 "
            + status
            + " -\r\nContent-Type: application/json\r\nContent-Length: "
            + text.length()
            + "\r\n\r\n"
            + text)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
