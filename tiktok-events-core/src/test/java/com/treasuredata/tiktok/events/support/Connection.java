package com.treasuredata.tiktok.events.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** One connection of a {@link RawServer}, or to a server, byte by byte; it sends at once. */
public final class Connection {
  private final Socket socket;
  private final Consumer<String> requests;
  private InputStream in;
  private OutputStream out;

  /**
   * Creates one.
   *
   * @param requests hears of each request that was read to the end
   */
  Connection(Socket socket, Consumer<String> requests) throws IOException {
    socket.setTcpNoDelay(true);
    this.socket = socket;
    this.requests = requests;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Speaks TLS from here on, as the server does. */
  void startTls(SSLContext context) throws IOException {
    Socket tls = context.getSocketFactory().createSocket(socket, null, false);
    in = new BufferedInputStream(tls.getInputStream());
    out = tls.getOutputStream();
  }

  /** Reads a request to its end; returns whether there was one. */
  public boolean readRequest() throws IOException {
    Message request = readMessage();
    if (request.head().isEmpty()) {
      return false;
    }
    requests.accept(new String(request.bytes(), UTF_8));
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

  /** Reads so many bytes of a body, or fewer if no more come. */
  String readBody(int length) throws IOException {
    return new String(in.readNBytes(length), ISO_8859_1);
  }

  /** Reads a request or an answer, or what comes of it. */
  Message readMessage() throws IOException {
    String head = readHead();
    return new Message(head, readBody(Message.bodyLength(head)));
  }

  /** Sends this at once. */
  public void write(String text) throws IOException {
    writeBytes(text.getBytes(UTF_8));
  }

  /** Sends this at once. */
  public void writeBytes(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Reads whatever still comes, and forgets it. */
  public void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Breaks the connection off with a reset rather than an orderly end. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
