package com.treasuredata.tiktok.events.testing;

import com.sun.net.httpserver.HttpServer;

/** t. */
public final class FakeTikTok {
  HttpServer server() throws java.io.IOException {
    return HttpServer.create();
  }
}
