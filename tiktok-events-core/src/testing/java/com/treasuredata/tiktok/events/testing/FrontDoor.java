package com.treasuredata.tiktok.events.testing;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.treasuredata.tiktok.events.testing.FakeTikTok.Stats;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Receives every request, finds its endpoint, and sends the endpoint's answer. */
final class FrontDoor implements HttpHandler {
  /** An endpoint and the only method it takes. */
  record Route(String method, Endpoint endpoint) {}

  private static final int READ_BYTES = 8192;

  private final Map<String, Route> routes;
  private final long maxBodyBytes;
  private final Tally tally;
  private final AnswerWriter writer;
  private final RecentRequests recent = new RecentRequests();
  private final Map<String, LongAdder> calls = new HashMap<>();

  FrontDoor(Map<String, Route> routes, long maxBodyBytes, Tally tally, AnswerWriter writer) {
    this.routes = Map.copyOf(routes);
    this.maxBodyBytes = maxBodyBytes;
    this.tally = tally;
    this.writer = writer;
    routes.keySet().forEach(path -> calls.put(path, new LongAdder()));
  }

  /** How often this address was called. */
  long calls(String path) {
    LongAdder count = calls.get(path);
    if (count == null) {
      throw new IllegalArgumentException("no such address: " + path);
    }
    return count.sum();
  }

  RecentRequests recent() {
    return recent;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      pause(answer.delay());
      writer.write(exchange, answer);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Buffer body = read(exchange.getRequestBody());
    long bytes = body == null ? maxBodyBytes + 1 : body.size();
    Answer answer = answer(exchange, path, method, body);
    recent.add(method, path, bytes, answer);
    return answer;
  }

  private Answer answer(HttpExchange exchange, String path, String method, @Nullable Buffer body) {
    Route route = routes.get(path);
    if (route == null) {
      return refused(Answer.body(404, "text/plain", "404 page not found")); // §4, no slash
    }
    if (!route.method.equals(method)) {
      return refused(
          Answer.body(405, "text/plain", "405 method not allowed")
              .withHeader("Allow", route.method));
    }
    if (body == null) {
      return refused(Answer.html(413));
    }
    requireNonNull(calls.get(path)).increment();
    String query = exchange.getRequestURI().getRawQuery();
    return route.endpoint.answer(new Call(method, path, query, exchange.getRequestHeaders(), body));
  }

  private Answer refused(Answer answer) {
    tally.add(null, Stats.refused(0));
    return answer;
  }

  /** The whole body, or null if it is too large; it is read to the end all the same. */
  private @Nullable Buffer read(InputStream in) throws IOException {
    Buffer body = new Buffer();
    Source source = Okio.source(in);
    while (source.read(body, READ_BYTES) != -1) {
      if (body.size() > maxBodyBytes) {
        body.clear();
        in.transferTo(OutputStream.nullOutputStream());
        return null;
      }
    }
    return body;
  }

  private static void pause(Duration delay) throws IOException {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("closed while waiting to answer");
    }
  }
}
