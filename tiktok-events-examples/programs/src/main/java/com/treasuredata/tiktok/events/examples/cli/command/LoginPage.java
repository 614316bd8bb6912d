package com.treasuredata.tiktok.events.examples.cli.command;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.auth.TikTokOAuth;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The page on this machine to which TikTok sends the browser after the user has answered.
 *
 * <p>Any page in the browser and any process of this machine can send requests here too: only an
 * answer with the state that is waited for ends the wait.
 */
final class LoginPage implements AutoCloseable {
  private static final String PATH = "/callback";

  /** A connection that sends no whole request holds one of them. */
  private static final int THREADS = 8;

  /**
   * The JDK's server logs each request line, which holds code and state, if somebody lowers this
   * level. Held here, because a logger that nobody holds loses its level.
   */
  private static final Logger SERVER_LOG = Logger.getLogger("com.sun.net.httpserver");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Consumer<String> notices;
  private final Set<String> noticed = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<String> code = new CompletableFuture<>();
  private volatile String state = "";

  private LoginPage(HttpServer server, Consumer<String> notices) {
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "login-page");
              thread.setDaemon(true);
              return thread;
            });
    this.notices = notices;
  }

  /**
   * Listens on a port of 127.0.0.1; 0 is any that is free.
   *
   * @param notices gets a sentence for each kind of foreign answer that came
   */
  static LoginPage listen(int port, Consumer<String> notices) {
    Ports.check(port);
    SERVER_LOG.setLevel(Level.INFO);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      LoginPage page = new LoginPage(server, notices);
      server.createContext("/", page::handle);
      server.setExecutor(page.threads);
      server.start();
      return page;
    } catch (IOException e) {
      throw Ports.taken(port);
    }
  }

  /** Returns the address that the app must have registered. */
  String redirectUri() {
    return "http://127.0.0.1:" + port() + PATH;
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /**
   * Waits for the answer to the request with this state.
   *
   * @return the authorization code; empty if none came in time
   * @throws CredentialsException if the user said no
   */
  Optional<String> await(String expectedState, Duration timeout) throws InterruptedException {
    state = expectedState;
    try {
      return Optional.of(code.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CredentialsException refusal
          ? refusal
          : new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isForThisPage(exchange.getRequestHeaders())) {
        reply(exchange, 421, "This address is another server's.");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        reply(exchange, 405, "This page can only be opened.");
      } else if (!PATH.equals(exchange.getRequestURI().getPath())) {
        reply(exchange, 404, "There is nothing here. Go back to the terminal.");
      } else {
        answer(exchange);
      }
    }
  }

  /** A page of another site can make its own name lead here, and read what a browser gets. */
  private boolean isForThisPage(Headers headers) {
    String host = headers.getFirst("Host");
    return ("127.0.0.1:" + port()).equals(host) || ("localhost:" + port()).equals(host);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      String authCode = TikTokOAuth.authCode(exchange.getRequestURI().toString(), state);
      try {
        reply(
            exchange,
            200,
            "TikTok's answer is here. You can close this window; the terminal says whether the"
                + " answer was good.");
      } finally {
        code.complete(authCode); // Not before: whoever waits for it closes the server.
      }
    } catch (CredentialsException e) {
      refuse(exchange, e);
    } catch (IllegalArgumentException e) {
      reply(exchange, 400, "Nobody waits for an answer yet. Go back to the terminal.");
    }
  }

  private void refuse(HttpExchange exchange, CredentialsException reason) throws IOException {
    if (reason.reason() == Reason.DENIED) {
      try {
        reply(
            exchange,
            403,
            "TikTok gave no authorization. The terminal says why; start again there.");
      } finally {
        code.completeExceptionally(reason);
      }
      return;
    }
    if (noticed.add(String.valueOf(reason.getMessage()))) {
      notices.accept("an answer was not taken: " + reason.getMessage());
    }
    reply(
        exchange,
        400,
        "This is not the answer to the login that waits in the terminal: it may come from an older"
            + " login or from another site. Nothing was done with it. Go on in the page that the"
            + " login opened, or start again in the terminal.");
  }

  private static void reply(HttpExchange exchange, int status, String sentence) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    headers.set("Content-Security-Policy", "default-src 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    byte[] page =
        ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>tiktok-events</title><p>"
                + sentence)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, page.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(page);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
