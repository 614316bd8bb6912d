package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a journal's file says of an export, besides its job.
 *
 * @param creating the name of an event source that may have been created; empty if none
 * @param source where events went; {@code null} if none were sent
 * @param isRouted whether some may have gone to other sources, each by its record
 * @param note the caller's
 * @param digests of {@link SettledRecords}
 * @param settled of {@link SettledRecords}
 * @param written when nothing was open last
 * @param isComplete whether the export has ended, and everything is delivered
 */
record JournalEntry(
    String creating,
    @Nullable EventSource source,
    boolean isRouted,
    String note,
    String digests,
    String settled,
    Checkpoint checkpoint,
    Instant written,
    boolean isComplete) {
  /** A file without it is no journal's. */
  static final String CHECKPOINT = "checkpoint";

  private static final String ROUTED = "routed";
  private static final String CREATING = "creating";
  private static final String NOTE = "note";
  private static final String DIGESTS = "rows";
  private static final String SETTLED = "settled_rows";
  private static final String WRITTEN = "written_at";
  private static final String COMPLETE = "complete";

  /** All names of texts that say nothing of the job. */
  static final Set<String> NAMES =
      Set.of(
          CHECKPOINT,
          CREATING,
          JournalJob.SOURCE_TYPE,
          JournalJob.SOURCE_ID,
          ROUTED,
          NOTE,
          DIGESTS,
          SETTLED,
          WRITTEN,
          COMPLETE);

  /**
   * Returns what a file says that is there.
   *
   * @throws IllegalArgumentException if it isn't what {@link #addTo} has written
   */
  static JournalEntry parse(Properties found) {
    try {
      return new JournalEntry(
          found.getProperty(CREATING, ""),
          source(found),
          found.containsKey(ROUTED),
          found.getProperty(NOTE, ""),
          found.getProperty(DIGESTS, ""),
          found.getProperty(SETTLED, ""),
          Checkpoint.parse(found.getProperty(CHECKPOINT, "")),
          Instant.parse(found.getProperty(WRITTEN, "")),
          found.containsKey(COMPLETE));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time", e);
    }
  }

  private static @Nullable EventSource source(Properties found) {
    String id = found.getProperty(JournalJob.SOURCE_ID, "");
    for (EventSourceType type : EventSourceType.values()) {
      if (!id.isBlank() && type.wireName().equals(found.getProperty(JournalJob.SOURCE_TYPE))) {
        return new EventSource(type, id);
      }
    }
    return null;
  }

  /** Returns what is written before a first record is read. */
  static JournalEntry none() {
    return new JournalEntry("", null, false, "", "", "", Checkpoint.NONE, Instant.now(), false);
  }

  JournalEntry withCreating(String name) {
    return new JournalEntry(
        name, source, isRouted, note, digests, settled, checkpoint, written, isComplete);
  }

  JournalEntry withNote(String text) {
    return new JournalEntry(
        creating, source, isRouted, text, digests, settled, checkpoint, written, isComplete);
  }

  /** Returns what is written when an export begins. */
  JournalEntry withTarget(EventSource target, boolean isRoutedNow) {
    return new JournalEntry(
        creating, target, isRoutedNow, note, digests, settled, checkpoint, written, false);
  }

  JournalEntry withCheckpoint(Checkpoint next, Instant time) {
    return new JournalEntry(
        creating, source, isRouted, note, digests, settled, next, time, isComplete);
  }

  JournalEntry withRecords(SettledRecords records) {
    return new JournalEntry(
        creating,
        source,
        isRouted,
        note,
        records.digests(),
        records.settled(),
        checkpoint,
        written,
        isComplete);
  }

  /** Returns what is written when an export has ended, and everything is delivered. */
  JournalEntry completed() {
    return new JournalEntry(
        creating, source, isRouted, note, digests, settled, checkpoint, written, true);
  }

  /** Adds it to the texts of a file. */
  void addTo(Map<String, String> texts) {
    texts.put(CREATING, creating);
    if (source != null) {
      texts.put(JournalJob.SOURCE_TYPE, source.type().wireName());
      texts.put(JournalJob.SOURCE_ID, source.id());
    }
    if (isRouted) {
      texts.put(ROUTED, "true");
    }
    texts.put(NOTE, note);
    texts.put(DIGESTS, digests);
    texts.put(SETTLED, settled);
    texts.put(CHECKPOINT, checkpoint.toString());
    texts.put(WRITTEN, written.toString());
    if (isComplete) {
      texts.put(COMPLETE, "true");
    }
  }
}
