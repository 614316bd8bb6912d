package com.treasuredata.tiktok.events.examples.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.auth.TikTokOAuth;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The page on this machine to which TikTok sends the browser after the user has answered. */
final class LoginPage implements AutoCloseable {
  private static final String PATH = "/callback";

  private final HttpServer server;
  private final CompletableFuture<String> code = new CompletableFuture<>();
  private volatile String state = "";

  private LoginPage(HttpServer server) {
    this.server = server;
  }

  /** Listens on a port of 127.0.0.1; 0 is any that is free. */
  static LoginPage listen(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      LoginPage page = new LoginPage(server);
      server.createContext("/", page::answer);
      server.start();
      return page;
    } catch (IOException e) {
      throw new UsageException(
          "can't listen on port " + port + " of 127.0.0.1: choose another with --port");
    }
  }

  /** Returns the address that the app must have registered. */
  String redirectUri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
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

  private void answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      reply(exchange, 404, "There is nothing here.");
      return;
    }
    try {
      code.complete(TikTokOAuth.authCode(exchange.getRequestURI().toString(), state));
      reply(exchange, 200, "Thank you. You can close this window and go back to the terminal.");
    } catch (CredentialsException e) {
      if (e.reason() == CredentialsException.Reason.DENIED) {
        code.completeExceptionally(e);
      }
      reply(
          exchange,
          400,
          "This is not the answer that was waited for. Start again in the terminal.");
    } catch (IllegalArgumentException e) {
      reply(exchange, 400, "Nobody waits for an answer yet.");
    }
  }

  private static void reply(HttpExchange exchange, int status, String sentence) throws IOException {
    byte[] page =
        ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>tiktok-events</title><p>"
                + sentence)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, page.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(page);
    }
  }

  @Override
  public void close() {
    server.stop(1);
  }
}
