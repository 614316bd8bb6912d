package com.treasuredata.tiktok.events;

import java.time.Duration;

/**
 * An export into which records are pushed.
 *
 * <pre>{@code
 * try (ExportSession<Order> session = export.open()) {
 *   for (List<Order> page : pages) {
 *     page.forEach(session::add);
 *   }
 *   return session.finish();
 * }
 * }</pre>
 *
 * <p>For use by one thread, except {@link #stop}, {@link #report} and the two methods that close
 * it, which any thread may call. A session that is closed without {@link #finish} logs its account.
 *
 * @param <R> the type of records
 */
public interface ExportSession<R> extends AutoCloseable {
  /**
   * Adds a record. Waits while all sender threads are busy: until one of their requests is answered
   * or fails after its last attempt, and until a pause is over that TikTok asked for. {@link #stop}
   * ends the wait.
   *
   * @throws ExportStoppedException if the export has stopped, as {@link Export#run(Iterable)} says
   * @throws IllegalStateException if the session is finished or closed, or in use by another thread
   * @throws NullPointerException if the record is {@code null}; the message says which one it is,
   *     and the session goes on
   */
  void add(R record);

  /**
   * Sends what was added so far, also in a batch that isn't full, and waits until all of it is
   * settled and the listener was called for it. The session goes on. Call it where a framework
   * commits, and not for a few records, since each call may send a batch that isn't full.
   *
   * @return the account; nothing is pending in it
   * @throws ExportStoppedException if the export has stopped
   * @throws IllegalStateException if the session is finished or closed, or in use by another thread
   */
  ExportReport flush();

  /**
   * Sends what is left, waits for all answers, and returns the account.
   *
   * @throws ExportStoppedException if not all records could be sent
   * @throws IllegalStateException if the session is closed, finished, or in use by another thread
   */
  ExportReport finish();

  /** Returns the account so far. */
  ExportReport report();

  /**
   * Stops the export, from any thread, and returns at once: no further batch is sent, and answers
   * to requests in flight are awaited. The thread that adds records gets an {@link
   * ExportStoppedException} with the account. Does nothing if the export is over.
   */
  void stop();

  /**
   * Abandons the records that aren't sent, unless {@link #finish} was called. Waits for answers to
   * requests in flight, but not for pauses or retries. Called again, by a listener, or while
   * another thread is in a method of this session, it stops the export and returns at once.
   */
  @Override
  void close();

  /**
   * Closes the session as {@link #close} does, and cancels what is still in flight after {@code
   * patience}. Those records are unknown. Returns about two seconds after that time at the latest,
   * unless a listener that is called by this thread takes longer. While another thread is in a
   * method of this session, it waits for that thread as long; called by a listener, it returns at
   * once, and cancels only if {@code patience} is zero.
   *
   * @param patience how long to wait for answers; zero cancels at once
   * @return the account; records are pending in it only if the listener wasn't called for them by
   *     then
   * @throws IllegalArgumentException if it is negative
   */
  ExportReport close(Duration patience);
}
