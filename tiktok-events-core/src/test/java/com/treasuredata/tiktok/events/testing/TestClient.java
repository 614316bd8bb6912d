package com.treasuredata.tiktok.events.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A client that knows HTTP and nothing of the SDK. */
final class TestClient {
  static final String TRACK = "open_api/v1.3/event/track/";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String baseUrl;

  TestClient(FakeTikTok tiktok) {
    this.baseUrl = tiktok.baseUrl();
  }

  /** What came back. */
  record Reply(int status, String contentType, String body, HttpResponse<String> http) {
    Map<String, @Nullable Object> json() {
      try {
        return JsonTree.object(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    Object code() {
      return json().getOrDefault("code", "none");
    }

    String message() {
      return text("message");
    }

    String text(String name) {
      return String.valueOf(json().get(name));
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> data() {
      return (Map<String, @Nullable Object>) json().getOrDefault("data", Map.of());
    }

    /** The objects of an array in {@code data}. */
    @SuppressWarnings("unchecked")
    List<Map<String, @Nullable Object>> list(String name) {
      return (List<Map<String, @Nullable Object>>) data().getOrDefault(name, List.of());
    }
  }

  Reply track(String body) {
    return send(trackRequest().POST(BodyPublishers.ofString(body)).build());
  }

  /** Calls an endpoint by GET, its parameters given as names and values. */
  Reply get(String token, String endpoint, String... parameters) {
    StringJoiner query = new StringJoiner("&", "?", "");
    for (int i = 0; i < parameters.length; i += 2) {
      query.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    return send(
        request("open_api/v1.3" + endpoint + query).header("Access-Token", token).GET().build());
  }

  /** Calls an endpoint by POST. */
  Reply post(String token, String endpoint, String body) {
    return send(
        request("open_api/v1.3" + endpoint)
            .header("Access-Token", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpRequest.Builder trackRequest() {
    return request(TRACK)
        .header("Access-Token", "any-token")
        .header("Content-Type", "application/json");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path));
  }

  Reply send(HttpRequest request) {
    try {
      return trySend(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reply trySend(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> http = HTTP.send(request, BodyHandlers.ofString());
      String type = http.headers().firstValue("Content-Type").orElse("");
      return new Reply(http.statusCode(), type, http.body(), http);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A file of the test resources, whole. */
  static String file(String name) {
    try (InputStream in = TestClient.class.getResourceAsStream("/testing/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such file: " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A web request of these events. */
  static String web(String... events) {
    return request("web", "C4A1EXAMPLE0PIXEL7QG", events);
  }

  static String request(String source, String sourceId, String... events) {
    return "{\"event_source\":\"%s\",\"event_source_id\":\"%s\",\"data\":[%s]}"
        .formatted(source, sourceId, String.join(",", events));
  }

  /** A purchase with these further members, such as {@code "page":{}}. */
  static String purchase(String... members) {
    String more = members.length == 0 ? "" : "," + String.join(",", members);
    return "{\"event\":\"Purchase\",\"event_time\":1767225600" + more + "}";
  }

  static String purchase(int number) {
    return purchase("\"event_id\":\"order-" + number + "\"");
  }
}
