package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.schema.Violation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as the bytes that are sent, encoded once and for all, with what is told of its record.
 *
 * @param id what names the record that it was made of
 * @param record the record itself, if it is kept for whoever wants it back
 * @param json the bytes
 * @param eventId its id, given or derived; {@code null} if it has none
 * @param eventTime when it happened
 * @param warnings the rules that it breaks although it can be sent
 * @param isIdempotent whether TikTok counts it once however often it is sent (events-api.md §6)
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record EncodedEvent(
    RecordId id,
    @Nullable Object record,
    byte[] json,
    @Nullable String eventId,
    Instant eventTime,
    List<Violation> warnings,
    boolean isIdempotent) {
  /** Returns the number of the record, from 1. */
  long number() {
    return id.number();
  }

  /** Returns whether a value of the record was left out of it. */
  boolean lacksValues() {
    return warnings.stream().anyMatch(warning -> warning.rule().leavesOutValue());
  }

  /** Returns how many bytes it takes. */
  int length() {
    return json.length;
  }
}
