package com.treasuredata.tiktok.events.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * A request or an answer; each character stands for a byte.
 *
 * @param head all up to the empty line; empty if nothing came
 * @param body what came of the rest
 */
record Message(String head, String body) {
  /** Returns the message that {@link RawServer#http} writes. */
  static Message of(String text) {
    int end = text.indexOf("\r\n\r\n") + 4;
    return new Message(text.substring(0, end), text.substring(end));
  }

  /** Returns how many bytes will follow this head. */
  static int bodyLength(String head) {
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)).strip());
  }

  /** Returns whether all came that the head promises. */
  boolean isWhole() {
    return !head.isEmpty() && body.length() == bodyLength(head);
  }

  /** Returns the same head with half of its body. */
  Message half() {
    return new Message(head, body.substring(0, body.length() / 2));
  }

  /** Returns what goes over the wire. */
  byte[] bytes() {
    return (head + body).getBytes(ISO_8859_1);
  }
}
