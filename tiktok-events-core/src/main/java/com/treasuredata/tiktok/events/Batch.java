package com.treasuredata.tiktok.events;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The events of one request, with the length of its body. Filled by one thread, then sent by
 * another; a part of it is a batch, too.
 */
final class Batch {
  private final int envelopeBytes;
  private final List<EncodedEvent> events;
  private long bytes;
  private boolean idempotent = true;

  Batch(int envelopeBytes) {
    this.envelopeBytes = envelopeBytes;
    this.events = new ArrayList<>();
    this.bytes = envelopeBytes;
  }

  /** Returns whether {@code event} may be added within these limits of one request. */
  boolean hasRoomFor(EncodedEvent event, int maxEvents, long maxBytes) {
    return events.size() < maxEvents && bytes + comma() + event.length() <= maxBytes;
  }

  /** Adds {@code event}. */
  void add(EncodedEvent event) {
    bytes += comma() + event.length();
    idempotent &= event.isIdempotent();
    events.add(event);
  }

  private int comma() {
    return events.isEmpty() ? 0 : 1;
  }

  /** Returns the events in it. */
  List<EncodedEvent> events() {
    return events;
  }

  /** Returns how many events are in it. */
  int size() {
    return events.size();
  }

  /** Returns how many of its events are such. */
  long count(Predicate<? super EncodedEvent> such) {
    return events.stream().filter(such).count();
  }

  /** Returns whether nothing is in it. */
  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Returns how many bytes the body of its request has. */
  long bytes() {
    return bytes;
  }

  /** Returns whether TikTok counts each event once however often it is sent. */
  boolean isIdempotent() {
    return idempotent;
  }

  /** Returns a batch of the events from place {@code from}, up to and without {@code to}. */
  Batch part(int from, int to) {
    return of(events.subList(from, to));
  }

  /** Returns a batch of all events but the one at {@code place}. */
  Batch without(int place) {
    List<EncodedEvent> others = new ArrayList<>(events);
    others.remove(place);
    return of(others);
  }

  private Batch of(List<EncodedEvent> some) {
    Batch part = new Batch(envelopeBytes);
    some.forEach(part::add);
    return part;
  }
}
