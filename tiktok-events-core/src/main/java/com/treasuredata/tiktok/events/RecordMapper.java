package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.Event;

/**
 * Maps a record of the caller's to an event.
 *
 * <p>Give values as they are; validation reports what is wrong with them. A mapper that can't make
 * an event of a record throws {@link
 * com.treasuredata.tiktok.events.schema.InvalidEventException#unreadable}; any other exception
 * stops the export. A session calls its mapper from one thread.
 *
 * @param <R> the type of records
 */
@FunctionalInterface
public interface RecordMapper<R> {
  /** Returns the event of {@code record}. */
  Event map(R record);
}
