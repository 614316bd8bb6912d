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
import java.util.concurrent.CountDownLatch;
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

  /** How long a browser waits to hear what its answer was worth. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  private static final BrowserPage STILL_AT_WORK =
      new BrowserPage(
          200,
          "TikTok's answer is here",
          "The login isn't done yet.",
          "The terminal says how it ends. You can close this window.");

  private static final BrowserPage ALREADY =
      new BrowserPage(
          200,
          "TikTok's answer is here",
          "It came before.",
          "The terminal says whether it was good. You can close this window.");

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
  private final CompletableFuture<BrowserPage> end = new CompletableFuture<>();
  private final CountDownLatch told = new CountDownLatch(1);
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
        reply(
            exchange,
            new BrowserPage(
                421,
                "Wrong address",
                "This address is another server's.",
                "Go back to the terminal."));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        reply(
            exchange,
            new BrowserPage(
                405,
                "Only to be opened",
                "This page can only be opened.",
                "Go back to the terminal."));
      } else if (!PATH.equals(exchange.getRequestURI().getPath())) {
        reply(
            exchange,
            new BrowserPage(
                404, "Nothing here", "There is no such page.", "Go back to the terminal."));
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
      if (code.complete(authCode)) {
        replyWithEnd(exchange);
      } else {
        reply(exchange, ALREADY);
      }
    } catch (CredentialsException e) {
      refuse(exchange, e);
    } catch (IllegalArgumentException e) {
      reply(
          exchange,
          new BrowserPage(
              400,
              "No login waits",
              "Nobody waits for an answer yet.",
              "Go back to the terminal."));
    }
  }

  /** The browser waits until the terminal knows what the answer was worth. */
  private void replyWithEnd(HttpExchange exchange) throws IOException {
    try {
      reply(exchange, end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      reply(exchange, STILL_AT_WORK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      told.countDown();
    }
  }

  /** Tells the browser that the grant is kept. */
  void succeeded() {
    end(
        new BrowserPage(
            200,
            "You are logged in",
            "TikTok gave the authorization, and it is kept in the grant file.",
            "You can close this window."));
  }

  /**
   * Tells the browser why there is no grant although the user said yes, such as a wrong secret.
   *
   * @param reason without a secret in it, as messages of this library are
   */
  void failed(String reason) {
    end(
        new BrowserPage(
            502,
            "The login failed",
            "You said yes, but TikTok's token couldn't be got or kept: " + reason,
            "Correct that, and start the login again in the terminal."));
  }

  private void end(BrowserPage page) {
    end.complete(page);
    boolean isInterrupted = false;
    try {
      told.await(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(HttpExchange exchange, CredentialsException reason) throws IOException {
    if (reason.reason() == Reason.DENIED) {
      try {
        reply(
            exchange,
            new BrowserPage(
                403,
                "TikTok gave no authorization",
                String.valueOf(reason.getMessage()),
                "To try again, start the login again in the terminal, which says the same."));
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
        new BrowserPage(
            400,
            "This is not the answer to the login that waits",
            "It may come from an older login or from another site. Nothing was done with it.",
            "Go on in the page that the login opened, or start again in the terminal, which says the"
                + " same."));
  }

  private static void reply(HttpExchange exchange, BrowserPage page) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    headers.set("Content-Security-Policy", BrowserPage.POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(page.status(), -1);
      return;
    }
    byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(page.status(), html.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(html);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
