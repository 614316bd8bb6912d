package com.treasuredata.tiktok.events.benchmarks;

import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.util.concurrent.CountDownLatch;

/** The fake TikTok, which parses and judges all that it gets, in a process of its own. */
final class FakeServer {
  private FakeServer() {}

  /** Says its address and serves. */
  public static void main(String[] args) throws InterruptedException {
    try (FakeTikTok tiktok = FakeTikTok.start()) {
      System.out.println(tiktok.baseUrl());
      new CountDownLatch(1).await();
    }
  }
}
