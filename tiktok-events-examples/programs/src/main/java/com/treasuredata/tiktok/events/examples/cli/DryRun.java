package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.http.TransportOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * An HTTP client that sends nothing: it prints each request's body as a line, and answers as TikTok
 * would.
 */
final class DryRun implements Interceptor {
  private static final String ANSWER =
      "{\"code\":0,\"message\":\"OK\",\"request_id\":\"dry-run\",\"data\":{}}";

  private final PrintStream out;

  private DryRun(PrintStream out) {
    this.out = out;
  }

  static TransportOptions transport(PrintStream out) {
    return TransportOptions.builder()
        .callFactory(new OkHttpClient.Builder().addInterceptor(new DryRun(out)).build())
        .build();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Buffer body = new Buffer();
    Objects.requireNonNull(request.body()).writeTo(body);
    out.write(body.writeByte('\n').readByteArray());
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(ANSWER, MediaType.get("application/json")))
        .build();
  }
}
