package com.treasuredata.tiktok.events.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.SendReceipt;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.support.Traces;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * HTTP answers, of TikTok and of what stands before it: any of them is taken, or ends in one of our
 * exceptions, which quotes nothing of it.
 */
public final class AnswerFuzz {
  private static final Pattern ANSWER =
      Pattern.compile("(?:HTTP/1.1 ([0-9]{3}).*\\R)?((?:.+\\R)*)\\R?((?s).*)");

  private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+): *(.*)");
  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder().followRedirects(false).followSslRedirects(false).build();

  private static final Event EVENT = Clients.event(1);

  private AnswerFuzz() {}

  /** Called by Jazzer with one input after the other. */
  public static void fuzzerTestOneInput(byte[] input) {
    isTaken(input);
  }

  /** Returns whether TikTok took the event. */
  static boolean isTaken(byte[] input) {
    TransportOptions transport = answering(Planted.in(new String(input, ISO_8859_1)));
    for (EventSourceType type : EventSourceType.values()) {
      look(type, transport);
    }
    try (EventsClient client =
        EventsClient.builder()
            .accessToken(Planted.TOKEN)
            .source(Clients.SHOP)
            .transport(transport)
            .retry(RetryOptions.NONE)
            .build()) {
      SendReceipt receipt = client.send(EVENT);
      Planted.assertNotIn(withoutId(receipt.toString(), receipt.requestId()));
      return true;
    } catch (EventsException e) {
      String trace = Traces.of(e);
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        trace =
            cause instanceof ApiException refusal ? withoutId(trace, refusal.requestId()) : trace;
      }
      Planted.assertNotIn(trace);
      return false;
    }
  }

  /** An id of TikTok's may be shown whatever it is. */
  private static String withoutId(String text, Optional<String> requestId) {
    return requestId.filter(Planted::isIn).map(id -> text.replace(id, "")).orElse(text);
  }

  /** Looks for a source; what is found may be shown, since names of sources are nobody's. */
  private static void look(EventSourceType type, TransportOptions transport) {
    try (EventSourceResolver sources =
        EventSourceResolver.builder()
            .tokenProvider(AccessTokenProvider.of(AccessToken.of(Planted.TOKEN)))
            .advertiserId("7000000000000000001")
            .transport(transport)
            .retry(RetryOptions.NONE)
            .build()) {
      sources.list(type);
      sources.resolve(type, "Main store");
    } catch (EventsException e) {
      // As it should be.
    }
  }

  /** Returns the way to a server that gives this answer, whatever it is asked. */
  private static TransportOptions answering(String answer) {
    Matcher parts = ANSWER.matcher(answer);
    if (!parts.matches()) {
      throw new AssertionError("anything matches: it may all be body");
    }
    Headers.Builder headers = new Headers.Builder();
    parts
        .group(2)
        .lines()
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .forEach(header -> headers.addUnsafeNonAscii(header.group(1), header.group(2)));
    Response.Builder response =
        new Response.Builder()
            .protocol(Protocol.HTTP_1_1)
            .code(parts.group(1) == null ? 200 : Integer.parseInt(parts.group(1)))
            .message("")
            .headers(headers.build());
    byte[] body = parts.group(3).getBytes(ISO_8859_1);
    return TransportOptions.builder()
        .callFactory(
            HTTP.newBuilder()
                .addInterceptor(
                    chain ->
                        response
                            .request(chain.request())
                            .body(ResponseBody.create(body, null))
                            .build())
                .build())
        .build();
  }
}
