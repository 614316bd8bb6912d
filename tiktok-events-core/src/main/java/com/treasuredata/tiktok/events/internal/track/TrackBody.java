package com.treasuredata.tiktok.events.internal.track;

import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** The body of an {@code event/track/} request: the envelope around the bytes of the events. */
final class TrackBody extends RequestBody {
  private final TrackEnvelope envelope;
  private final List<EncodedEvent> events;

  TrackBody(TrackEnvelope envelope, List<EncodedEvent> events) {
    this.envelope = envelope;
    this.events = events;
  }

  @Override
  public MediaType contentType() {
    return ApiRequest.JSON;
  }

  @Override
  public long contentLength() {
    long length = envelope.length() + events.size() - 1L;
    for (EncodedEvent event : events) {
      length += event.length();
    }
    return length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(envelope.head());
    boolean first = true;
    for (EncodedEvent event : events) {
      if (!first) {
        sink.writeByte(',');
      }
      first = false;
      sink.write(event.json());
    }
    sink.write(envelope.tail());
  }
}
