package com.treasuredata.tiktok.events.testing;

import com.sun.net.httpserver.Headers;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** One request as it came, its body read completely. */
record Call(String method, String path, @Nullable String query, Headers headers, Buffer body) {
  @Nullable String header(String name) {
    return headers.getFirst(name);
  }
}
