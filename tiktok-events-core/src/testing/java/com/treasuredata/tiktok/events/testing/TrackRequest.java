package com.treasuredata.tiktok.events.testing;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import okio.ByteString;

/** A request to event/track as {@link FakeTikTok#answerWith} sees it, before it is answered. */
public final class TrackRequest {
  private final long number;
  private final Headers headers;
  private final ByteString body;
  private final Batch batch;

  TrackRequest(long number, Headers headers, ByteString body, Batch batch) {
    this.number = number;
    this.headers = headers;
    this.body = body;
    this.batch = batch;
  }

  /** Counts the requests to event/track from 1. */
  public long number() {
    return number;
  }

  /** The value of a header, its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** The whole body. */
  public String body() {
    return body.utf8();
  }

  /** The event source, unless the request was refused before it was read. */
  public Optional<String> eventSource() {
    return Optional.ofNullable(batch.source);
  }

  /** The event source's id, unless the request was refused before it was read. */
  public Optional<String> eventSourceId() {
    return Optional.ofNullable(batch.sourceId);
  }

  /** The code that makes this a request of test events. */
  public Optional<String> testEventCode() {
    return batch.isTest() ? Optional.ofNullable(batch.testEventCode) : Optional.empty();
  }

  /** How many of the events break no rule, counted up to the first that does. */
  public int validEvents() {
    return batch.size();
  }
}
