package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Derives ids for events that have none, so that an event sent twice counts once (events-api.md
 * §6).
 *
 * <p>What an id is made of is a promise, written down at {@link
 * com.treasuredata.tiktok.events.EventsClient.Builder#deriveEventIds}.
 */
final class EventIds {
  private static final String PREFIX = "te1-";
  private static final int DIGITS = 32;

  private final byte[] salt;

  /**
   * Creates one.
   *
   * @param testEventCode marks events as tests, which get other ids than real ones: TikTok might
   *     drop the real event for the test's sake; {@code null} if they are real
   */
  EventIds(EventSource source, @Nullable String testEventCode) {
    String test = testEventCode == null ? "" : "test " + testEventCode + '\n';
    this.salt =
        ("tiktok-events/1\n" + source.type().wireName() + '\n' + source.id() + '\n' + test)
            .getBytes(StandardCharsets.UTF_8);
  }

  /** Returns {@code json}, an object with at least one member, with the id as its last member. */
  static byte[] append(byte[] json, String id) {
    byte[] member = (",\"event_id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] spliced = Arrays.copyOf(json, json.length - 1 + member.length);
    System.arraycopy(member, 0, spliced, json.length - 1, member.length);
    return spliced;
  }

  /**
   * Returns the id of an event that has none.
   *
   * @param canonical the event as {@link
   *     com.treasuredata.tiktok.events.schema.PreparedEvent#canonical} has it
   * @param deduplicationKey tells the record apart from others that give the same event; empty if
   *     nothing does
   */
  String of(byte[] canonical, String deduplicationKey) {
    String key = deduplicationKey.isEmpty() ? "" : '\n' + deduplicationKey;
    String digest = Sha256.hex(salt, canonical, key.getBytes(StandardCharsets.UTF_8));
    return PREFIX + digest.substring(0, DIGITS);
  }
}
