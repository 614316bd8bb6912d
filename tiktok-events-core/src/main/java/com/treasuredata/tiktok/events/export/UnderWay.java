package com.treasuredata.tiktok.events.export;

import com.treasuredata.tiktok.events.internal.track.EncodedEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The records under way, kept for whoever wants those back that are not delivered; nothing is kept
 * if nobody does. Safe for use by several threads.
 *
 * @param <R> the type of records
 */
final class UnderWay<R> {
  private final @Nullable BiConsumer<? super R, ? super RecordFailure> taker;
  private final Map<Long, R> records = new ConcurrentHashMap<>();

  UnderWay(@Nullable BiConsumer<? super R, ? super RecordFailure> taker) {
    this.taker = taker;
  }

  void begin(long number, R record) {
    if (taker != null) {
      records.put(number, record);
    }
  }

  void delivered(List<EncodedEvent> events) {
    if (taker != null) {
      events.forEach(event -> records.remove(event.record()));
    }
  }

  void failed(RecordFailure failure) {
    if (taker != null) {
      taker.accept(Objects.requireNonNull(records.remove(failure.record())), failure);
    }
  }
}
