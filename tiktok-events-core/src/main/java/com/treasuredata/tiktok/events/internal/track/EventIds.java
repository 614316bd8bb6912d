package com.treasuredata.tiktok.events.internal.track;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.normalize.Sha256;
import java.nio.charset.StandardCharsets;
import okio.Buffer;

/**
 * Derives ids for events that have none, so that an event sent twice counts once (events-api.md
 * §6).
 *
 * <p>The id is {@code te1-} and the first 32 hexadecimal digits of the SHA-256 of the UTF-8 text
 * {@code tiktok-events/1}, the source's wire name, the source's id and the event's JSON as it is
 * sent without an id, each after the other with a line feed between. The same content gives the
 * same id on every machine, in every locale, on every day; two events that are equal in every field
 * are one event. The digit in {@code te1} changes with the format.
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

  /** Returns the id of an event whose JSON is {@code json}. */
  String of(byte[] json) {
    byte[] content = new Buffer().write(salt).write(json).readByteArray();
    return PREFIX + Sha256.hex(content).substring(0, DIGITS);
  }

  /** Returns {@code json}, an object with at least one member, with the id as its last member. */
  byte[] append(byte[] json) {
    byte[] member = (",\"event_id\":\"" + of(json) + "\"}").getBytes(StandardCharsets.UTF_8);
    Buffer spliced = new Buffer();
    spliced.write(json, 0, json.length - 1).write(member);
    return spliced.readByteArray();
  }
}
