package com.treasuredata.tiktok.events.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonWriter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.treasuredata.tiktok.events.testing.Answer.Envelope;
import com.treasuredata.tiktok.events.testing.Answer.Page;
import java.io.IOException;
import java.io.OutputStream;
import okio.Buffer;

/** Puts an {@link Answer} on the wire. */
final class AnswerWriter {
  private static final int NO_BODY = -1;

  private final RequestIds requestIds;

  AnswerWriter(RequestIds requestIds) {
    this.requestIds = requestIds;
  }

  /** Writes the answer; the caller closes the exchange, which is all that some answers are. */
  void write(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer.headers().forEach(headers::set);
    if (answer.content() instanceof Envelope envelope) {
      String requestId = requestIds.next();
      headers.set("Content-Type", "application/json");
      headers.set("X-TT-LOGID", requestId); // seen live (auth-and-sources §4)
      byte[] body = json(envelope, requestId);
      send(exchange, answer.status(), body, envelope.cut() ? body.length / 2 : body.length);
    } else if (answer.content() instanceof Page page) {
      headers.set("Content-Type", page.contentType());
      byte[] body = page.text().getBytes(UTF_8);
      send(exchange, answer.status(), body, body.length);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body, int sent)
      throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, sent);
    out.flush();
  }

  private static byte[] json(Envelope envelope, String requestId) throws IOException {
    Buffer json = new Buffer();
    try (JsonWriter out = JsonWriter.of(json)) {
      out.beginObject();
      out.name("code").value(envelope.code());
      out.name("message").value(envelope.message());
      out.name("request_id").value(requestId);
      if (envelope.data() != null) {
        out.name("data").value(new Buffer().writeUtf8(envelope.data()));
      }
      out.endObject();
    }
    return json.readByteArray();
  }
}
