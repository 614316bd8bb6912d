package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** The body of an {@code event/track/} request: the envelope around the bytes of the events. */
final class TrackBody extends RequestBody {
  private final TrackEnvelope envelope;
  private final Batch batch;

  TrackBody(TrackEnvelope envelope, Batch batch) {
    this.envelope = envelope;
    this.batch = batch;
  }

  @Override
  public MediaType contentType() {
    return ApiRequest.JSON;
  }

  @Override
  public long contentLength() {
    return batch.bytes();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(envelope.head());
    boolean first = true;
    for (EncodedEvent event : batch.events()) {
      if (!first) {
        sink.writeByte(',');
      }
      first = false;
      sink.write(event.json());
    }
    sink.write(envelope.tail());
  }
}
