package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.http.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events of a batch that are sent in one request, and what is known of them. For one thread. */
final class BatchPart {
  final Batch batch;

  /** The other part of the same refused batch, which is still to be sent. */
  private final @Nullable BatchPart sibling;

  private boolean isKnownBad;
  private @Nullable Failed failure;

  BatchPart(Batch batch, @Nullable BatchPart sibling) {
    this.batch = batch;
    this.sibling = sibling;
  }

  /** Returns whether it holds an offender, because the part that it was cut from was refused. */
  boolean isKnownBad() {
    return isKnownBad;
  }

  /** Takes note that it was accepted: if a part was cut in two, the offender is in the other. */
  void accepted() {
    if (sibling != null) {
      sibling.isKnownBad = true;
    }
  }

  /** Takes note of why it was not accepted. */
  void failed(Failed reason) {
    failure = reason;
  }

  /** Returns why it was not accepted when it was sent. */
  Failed failure() {
    return Objects.requireNonNull(failure, "not refused");
  }

  /** Returns pieces of it that have so many events at most; nothing is known of them. */
  List<BatchPart> pieces(int size) {
    List<BatchPart> pieces = new ArrayList<>();
    for (int from = 0; from < batch.size(); from += size) {
      pieces.add(new BatchPart(batch.part(from, Math.min(batch.size(), from + size)), null));
    }
    return pieces;
  }

  /** Returns its two halves, one of which holds an offender, at least. */
  List<BatchPart> halves() {
    return inTwo(batch.part(0, batch.size() / 2), batch.part(batch.size() / 2, batch.size()));
  }

  /** Returns the event at a place alone, and all others; one of the two holds an offender. */
  List<BatchPart> without(int place) {
    return inTwo(batch.part(place, place + 1), batch.without(place));
  }

  private static List<BatchPart> inTwo(Batch first, Batch second) {
    BatchPart other = new BatchPart(second, null);
    return List.of(new BatchPart(first, other), other);
  }
}
