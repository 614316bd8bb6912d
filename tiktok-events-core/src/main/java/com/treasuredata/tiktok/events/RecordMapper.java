package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.Event;

/**
 * Makes an event of a record of yours.
 *
 * <p>Give values as they are; what is wrong with them is for the check to say. A mapper that can't
 * make an event of a record throws {@link
 * com.treasuredata.tiktok.events.schema.InvalidEventException#unreadable}; any other exception
 * stops the export. A session calls its mapper from one thread.
 *
 * @param <R> the type of records
 */
@FunctionalInterface
public interface RecordMapper<R> {
  /** Returns the event that {@code record} tells of. */
  Event map(R record);
}
