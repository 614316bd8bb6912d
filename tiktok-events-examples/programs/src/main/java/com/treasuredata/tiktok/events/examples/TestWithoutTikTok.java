package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import com.treasuredata.tiktok.events.testing.ReceivedEvent;

/** Sends an event to a TikTok on this machine, as a unit test does, and looks at what it got. */
public final class TestWithoutTikTok {
  private TestWithoutTikTok() {}

  /**
   * Prints the event that arrived.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println(sendAndLook());
  }

  static String sendAndLook() {
    // README: test without TikTok
    try (FakeTikTok tiktok = FakeTikTok.builder().accessToken("t0ken").keepEvents(10).start()) {
      TransportOptions transport = TransportOptions.builder().baseUrl(tiktok.baseUrl()).build();
      SendOneEvent.send("t0ken", transport); // Your code, which is given where to send.

      ReceivedEvent event = tiktok.events().get(0); // Of those that keepEvents keeps.
      return event.json(); // {"event":"Purchase","event_id":"order-1001",…}
    }
    // README ends
  }
}
