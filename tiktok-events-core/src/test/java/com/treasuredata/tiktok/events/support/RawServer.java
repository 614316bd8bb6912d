package com.treasuredata.tiktok.events.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that does with each connection what a test says, byte by byte; for all that
 * a well-bred HTTP server won't do.
 *
 * <p>The n-th connection is handled by the n-th handler, all later ones by the last.
 */
public final class RawServer implements AutoCloseable {
  /** An answer by which TikTok takes a request. */
  public static final String OK =
      http(200, "{\"code\":0,\"message\":\"OK\",\"request_id\":\"R1\"}");

  /** What to do with a connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Handler {
    /** Reads and writes as the test wants. */
    void handle(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Handler> handlers;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Starts listening. */
  public RawServer(Handler... handlers) {
    this.handlers = List.of(handlers);
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Returns a whole HTTP answer with this JSON. */
  public static String http(int status, String json) {
    return "HTTP/1.1 %d Status\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, json.getBytes(UTF_8).length, json);
  }

  /** Returns a handler that answers each request of its connection with this. */
  public static Handler answering(String answer) {
    return connection -> {
      while (connection.readRequest()) {
        connection.write(answer);
      }
    };
  }

  /** Returns the address for a client. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** Returns the port. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns all requests that were read to the end, to the byte. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Returns how many connections were made. */
  public int connections() {
    return sockets.size();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = server.accept();
      sockets.add(socket);
      Handler handler = handlers.get(Math.min(sockets.size(), handlers.size()) - 1);
      start(
          () -> {
            try (socket) {
              handler.handle(new Connection(socket, requests::add));
            }
          });
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt(); // The test is over, or the client has left.
              }
            },
            "raw-server");
    thread.setDaemon(true);
    thread.start();
  }
}
