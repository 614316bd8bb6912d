package com.treasuredata.tiktok.events.connector;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/** Takes requests in TikTok's place: hands on what they say, and answers that all is well. */
final class DryRun implements Interceptor {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String TAKEN =
      "{\"code\":0,\"message\":\"OK\",\"request_id\":\"dry-run\",\"data\":{}}";

  private final Consumer<? super String> bodies;

  private DryRun(Consumer<? super String> bodies) {
    this.bodies = bodies;
  }

  /** Returns an HTTP client that opens no connection. */
  static OkHttpClient client(Consumer<? super String> bodies) {
    return new OkHttpClient.Builder().addInterceptor(new DryRun(bodies)).build();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Buffer body = new Buffer();
    RequestBody request = chain.request().body();
    if (request != null) {
      request.writeTo(body);
    }
    synchronized (this) {
      bodies.accept(body.readUtf8());
    }
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(TAKEN, JSON))
        .build();
  }
}
