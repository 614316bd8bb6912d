package com.treasuredata.tiktok.events.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Stands between a client, to which it speaks TLS, and a server on loopback; passes on what they
 * say to the byte, and does at random moments what no HTTP server does.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int CONNECTIONS_PER_FAULT = 4;
  private static final int REQUESTS_PER_FAULT = 12;

  /** The alert of TLS 1.2 and 1.3 by which a server refuses a client's hello. */
  private static final byte[] HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40};

  /** What the client gets to see of an answer to a request that the server never saw. */
  private static final Message NEVER_GIVEN = Message.of(RawServer.OK);

  /**
   * What befalls a connection or a request; {@code BEFORE} the request is passed on, so that the
   * server never sees it, or {@code AFTER} it, so that only its answer is lost.
   */
  public enum Fault {
    /** Nothing; whatever the server answers is passed on. */
    NONE(true),
    /** The TLS handshake fails. */
    FAILED_HANDSHAKE(false),
    /** The connection is reset in the middle of the request's body. */
    RESET_IN_BODY(false),
    /** The connection is closed without a word. */
    CLOSED_BEFORE(false),
    /** The same, and the server has the request. */
    CLOSED_AFTER(true),
    /** The answer breaks off in the middle of its body. */
    CUT_BEFORE(false),
    /** The same, and the server has the request. */
    CUT_AFTER(true),
    /** The answer isn't HTTP. */
    GARBAGE_BEFORE(false),
    /** The same, and the server has the request. */
    GARBAGE_AFTER(true),
    /** The answer comes byte by byte, and is whole in a fraction of a second. */
    SLOW(true),
    /** The answer comes byte by byte, and isn't whole for seconds. */
    TOO_SLOW_BEFORE(false),
    /** The same, and the server has the request. */
    TOO_SLOW_AFTER(true);

    private static final Set<Fault> OF_REQUESTS = EnumSet.range(RESET_IN_BODY, TOO_SLOW_AFTER);
    private static final Set<Fault> QUICK = EnumSet.range(RESET_IN_BODY, GARBAGE_AFTER);

    private final boolean afterServer;

    Fault(boolean afterServer) {
      this.afterServer = afterServer;
    }

    private boolean isHarmless() {
      return this == NONE || this == SLOW;
    }
  }

  private final SSLContext tls = SelfSigned.context();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final Deque<Fault> coming = new ArrayDeque<>();
  private final int port;
  private final Random random;
  private final RawServer clients;

  /**
   * Starts one.
   *
   * @param port where the server listens, without TLS
   * @param seed says what happens when, up to the order in which requests come
   */
  public FaultProxy(int port, long seed) {
    this.port = port;
    this.random = new Random(seed);
    deal(Fault.OF_REQUESTS);
    this.clients = new RawServer(this::serve);
  }

  /** Returns the address for the client. */
  public String baseUrl() {
    return "https://127.0.0.1:" + clients.port() + "/";
  }

  /** Returns how often each thing happened. */
  public synchronized Map<Fault, Integer> counts() {
    return new EnumMap<>(counts);
  }

  /** Returns how many requests were made, counting those that found no connection. */
  public int requests() {
    return count(counts().entrySet().stream());
  }

  /** Returns how many of them failed here. */
  public int failed() {
    return count(counts().entrySet().stream().filter(entry -> !entry.getKey().isHarmless()));
  }

  private static int count(Stream<Map.Entry<Fault, Integer>> counts) {
    return counts.mapToInt(Map.Entry::getValue).sum();
  }

  @Override
  public void close() {
    clients.close();
  }

  private void serve(Connection client) throws IOException, InterruptedException {
    if (failsHandshake()) {
      befall(Fault.FAILED_HANDSHAKE, client, NEVER_GIVEN);
      return;
    }
    client.startTls(tls);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Connection server = new Connection(socket, request -> {});
      boolean open = true;
      while (open) {
        open = pass(client, server);
      }
    }
  }

  /** Passes on one request and its answer, or not; returns whether the connection is still good. */
  private boolean pass(Connection client, Connection server)
      throws IOException, InterruptedException {
    String head = client.readHead();
    if (head.isEmpty()) {
      return false;
    }
    Fault fault = next();
    int length = Message.bodyLength(head);
    String body = client.readBody(fault == Fault.RESET_IN_BODY ? length / 2 : length);
    if (!fault.afterServer) {
      befall(fault, client, NEVER_GIVEN);
      return false;
    }
    server.writeBytes(new Message(head, body).bytes());
    Message answer = server.readMessage();
    if (!answer.isWhole()) {
      befall(Fault.NONE, client, answer);
      return false;
    }
    befall(fault, client, answer);
    return fault.isHarmless();
  }

  private void befall(Fault fault, Connection client, Message answer)
      throws IOException, InterruptedException {
    synchronized (this) {
      counts.merge(fault, 1, Integer::sum);
      coming.remove(fault);
    }
    switch (fault) {
      case NONE -> client.writeBytes(answer.bytes());
      case FAILED_HANDSHAKE -> {
        client.writeBytes(HANDSHAKE_FAILURE);
        client.drain();
      }
      case RESET_IN_BODY -> client.reset();
      case CLOSED_BEFORE, CLOSED_AFTER -> {} // As every connection is in the end.
      case CUT_BEFORE, CUT_AFTER -> client.writeBytes(answer.half().bytes());
      case GARBAGE_BEFORE, GARBAGE_AFTER -> client.write("SSH-2.0-OpenSSH_9.2\r\n");
      case SLOW -> dribble(client, answer, 1);
      case TOO_SLOW_BEFORE, TOO_SLOW_AFTER -> dribble(client, answer, 20);
    }
  }

  private static void dribble(Connection client, Message answer, int milliseconds)
      throws IOException, InterruptedException {
    for (byte next : answer.bytes()) {
      client.writeBytes(new byte[] {next});
      Thread.sleep(milliseconds);
    }
  }

  private synchronized boolean failsHandshake() {
    return random.nextInt(CONNECTIONS_PER_FAULT) == 0;
  }

  /**
   * Every fault comes until it could happen, and then not again before all others; those that take
   * long don't come again.
   */
  private synchronized Fault next() {
    if (random.nextInt(REQUESTS_PER_FAULT) > 0) {
      return Fault.NONE;
    }
    if (coming.isEmpty()) {
      deal(Fault.QUICK);
    }
    return coming.element();
  }

  private void deal(Set<Fault> faults) {
    List<Fault> shuffled = new ArrayList<>(faults);
    Collections.shuffle(shuffled, random);
    coming.addAll(shuffled);
  }
}
