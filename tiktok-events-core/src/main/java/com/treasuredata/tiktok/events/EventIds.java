package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
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
    Buffer spliced = new Buffer();
    spliced.write(json, 0, json.length - 1).writeUtf8(",\"event_id\":\"" + id + "\"}");
    return spliced.readByteArray();
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
    Buffer content = new Buffer().write(salt).write(canonical);
    if (!deduplicationKey.isEmpty()) {
      content.writeByte('\n').writeUtf8(deduplicationKey);
    }
    return PREFIX + Sha256.hex(content.readByteArray()).substring(0, DIGITS);
  }
}
