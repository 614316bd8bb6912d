package com.treasuredata.tiktok.events.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What judging has read of a request to event/track so far; complete if nothing was refused. */
final class Batch {
  @Nullable String source;
  @Nullable String sourceId;
  @Nullable String testEventCode;
  boolean deduplicates;

  /** The events as JSON text, if they are to be kept. */
  final List<String> texts = new ArrayList<>();

  /** How many events there are of each name. */
  final Map<String, Integer> names = new HashMap<>();

  private long[] prints = new long[16];
  private int identified;
  private int size;

  /** Counts an event that passed. */
  void add(EventNotes notes) {
    size++;
    names.merge(String.valueOf(notes.event), 1, Integer::sum);
    String id = notes.eventId;
    if (id == null) {
      return;
    }
    if (identified == prints.length) {
      prints = Arrays.copyOf(prints, prints.length * 2);
    }
    long event = Fingerprint.append(Fingerprint.START, notes.event);
    prints[identified++] = Fingerprint.append(event, id);
  }

  int size() {
    return size;
  }

  boolean isTest() {
    return testEventCode != null && !testEventCode.isEmpty();
  }

  /** Tells how many of the events came before; those without an id never did (§6). */
  int duplicates(Deduplication known, long epochSecond) {
    if (!deduplicates || sourceId == null) {
      return 0;
    }
    int duplicates = 0;
    for (int i = 0; i < identified; i++) {
      if (!known.isFirst(Fingerprint.append(prints[i], sourceId), epochSecond)) {
        duplicates++;
      }
    }
    return duplicates;
  }
}
