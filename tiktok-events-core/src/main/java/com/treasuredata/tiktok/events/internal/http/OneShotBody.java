package com.treasuredata.tiktok.events.internal.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that OkHttp sends once and not again by itself, and that knows whether it went
 * out.
 */
final class OneShotBody extends RequestBody {
  private final RequestBody body;
  private volatile boolean started;

  OneShotBody(RequestBody body) {
    this.body = body;
  }

  /** Returns whether anything of the body may have left. */
  boolean isStarted() {
    return started;
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() throws IOException {
    return body.contentLength();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    started = true;
    body.writeTo(sink);
  }
}
