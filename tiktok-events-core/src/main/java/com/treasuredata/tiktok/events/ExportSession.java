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
 * <p>For use by one thread, but for {@link #stop}, {@link #report} and the two that close it, which
 * any thread may call. A session that is closed without {@link #finish} logs its account.
 *
 * @param <R> the type of records
 */
public interface ExportSession<R> extends AutoCloseable {
  /**
   * Adds a record. Waits while all senders are busy: until one of their requests is answered or
   * given up, which takes as long as its time-out and all of its attempts at most, and until a
   * pause is over that TikTok asked for. A {@linkplain #stop stop} ends the wait.
   *
   * @throws ExportStoppedException if the export has stopped, as {@link Export#run(Iterable)} says
   * @throws IllegalStateException if the session is finished or closed, or in use by another thread
   */
  void add(R record);

  /**
   * Sends what was added so far, also in a batch that isn't full, and waits until all of it is
   * settled and the listener has heard of it. The session goes on. To be called where a framework
   * commits: at a checkpoint, or at the end of a page of some size, since each call costs a request
   * that isn't full.
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
   * Stops the export, from any thread, and returns at once: no further batch is sent, and what is
   * in flight is answered. The thread that adds records gets an {@link ExportStoppedException} with
   * the account. Does nothing if the export is over.
   */
  void stop();

  /**
   * Gives up what isn't sent, unless {@link #finish} was called. Waits for the answers to requests
   * in flight, but not for pauses, nor for further attempts. Called again, by a listener, or while
   * another thread is in a method of this session, it stops the export and returns at once.
   */
  @Override
  void close();

  /**
   * Closes the session as {@link #close} does, and cancels what is still in flight after {@code
   * patience}. Those records are unknown. Returns about two seconds after that time at the latest,
   * unless a listener that is called by this thread takes longer. While another thread is in a
   * method of this session, it waits for that as long; called by a listener, it returns at once,
   * and cancels if {@code patience} is zero.
   *
   * @param patience how long to wait for answers; zero cancels at once
   * @return the account; records are pending in it only if a listener hasn't heard of them by then
   * @throws IllegalArgumentException if it is negative
   */
  ExportReport close(Duration patience);
}
