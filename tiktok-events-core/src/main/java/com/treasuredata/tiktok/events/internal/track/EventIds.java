package com.treasuredata.tiktok.events.internal.track;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.normalize.Sha256;
import java.nio.charset.StandardCharsets;
import okio.Buffer;

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

  EventIds(EventSource source) {
    this.salt =
        ("tiktok-events/1\n" + source.type().wireName() + '\n' + source.id() + '\n')
            .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns {@code json}, an object with at least one member, with the id as its last member.
   *
   * @param canonical the event as {@link
   *     com.treasuredata.tiktok.events.schema.PreparedEvent#canonical} has it
   * @param distinction tells the record apart from others that give the same event; empty if
   *     nothing does
   */
  byte[] append(byte[] json, byte[] canonical, String distinction) {
    String id = of(canonical, distinction);
    Buffer spliced = new Buffer();
    spliced.write(json, 0, json.length - 1).writeUtf8(",\"event_id\":\"" + id + "\"}");
    return spliced.readByteArray();
  }

  private String of(byte[] canonical, String distinction) {
    Buffer content = new Buffer().write(salt).write(canonical);
    if (!distinction.isEmpty()) {
      content.writeByte('\n').writeUtf8(distinction);
    }
    return PREFIX + Sha256.hex(content.readByteArray()).substring(0, DIGITS);
  }
}
