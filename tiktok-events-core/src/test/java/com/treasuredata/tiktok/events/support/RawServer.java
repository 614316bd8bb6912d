package com.treasuredata.tiktok.events.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
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
              handler.handle(new Connection(socket));
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

  /** One connection. */
  public final class Connection {
    private final Socket socket;
    private final InputStream in;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Reads a request to its end; returns whether there was one. */
    public boolean readRequest() throws IOException {
      String head = readHead();
      if (head.isEmpty()) {
        return false;
      }
      String lower = head.toLowerCase(Locale.ROOT);
      int at = lower.indexOf("content-length: ");
      int length =
          at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)).strip());
      requests.add(head + new String(in.readNBytes(length), UTF_8));
      return true;
    }

    /** Reads the head of a request, and nothing of its body. */
    public String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
      }
      return head.toString(ISO_8859_1);
    }

    /** Sends this at once. */
    public void write(String text) throws IOException {
      writeBytes(text.getBytes(UTF_8));
    }

    /** Sends this at once. */
    public void writeBytes(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Reads whatever still comes, and forgets it. */
    public void drain() throws IOException {
      in.transferTo(OutputStream.nullOutputStream());
    }

    /** Breaks the connection off with a reset rather than an orderly end. */
    public void reset() throws SocketException, IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
