package com.treasuredata.tiktok.events.export;

import java.util.HashMap;
import java.util.Map;

/**
 * The sender threads that only wait, for a pause to end or for the time of the next attempt, and
 * may be interrupted. Those that are on the wire may not: an answer left unread is a record
 * unknown. They can be cut off at the very end. Safe for use by several threads.
 */
final class Waits {
  private enum End {
    NONE,
    /** For those whose events TikTok can't have, so that nothing is lost by not sending them. */
    OF_THE_UNSENT,
    OF_ALL
  }

  /** Whether TikTok may have the events of each thread that waits. */
  private final Map<Thread, Boolean> waiting = new HashMap<>();

  /** How to cut off what each thread that doesn't wait has on the wire. */
  private final Map<Thread, Runnable> sending = new HashMap<>();

  private End end = End.NONE;
  private boolean cutOff;

  /**
   * Tells that the calling thread may be interrupted from now on.
   *
   * @param inDoubt whether TikTok may have its events
   */
  synchronized void begin(boolean inDoubt) {
    sending.remove(Thread.currentThread());
    waiting.put(Thread.currentThread(), inDoubt);
    if (isOver(inDoubt)) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells that the calling thread may not be interrupted any more.
   *
   * @throws InterruptedException if it is to go no further
   */
  synchronized void end(boolean inDoubt) throws InterruptedException {
    forget();
    if (isOver(inDoubt)) {
      throw new InterruptedException();
    }
  }

  /** Forgets the calling thread, and that it was interrupted. */
  synchronized void forget() {
    waiting.remove(Thread.currentThread());
    Thread.interrupted();
  }

  /** Tells how to cut off what the calling thread now sends. */
  synchronized void onTheWire(Runnable call) {
    sending.put(Thread.currentThread(), call);
    if (cutOff) {
      call.run();
    }
  }

  /** Ends what is on the wire, too. */
  synchronized void cutOff() {
    stopAll();
    cutOff = true;
    sending.values().forEach(Runnable::run);
  }

  /** Ends the waits, present and future, of those whose events TikTok can't have. */
  synchronized void stopUnsent() {
    stop(End.OF_THE_UNSENT);
  }

  /** Ends all waits, present and future. */
  synchronized void stopAll() {
    stop(End.OF_ALL);
  }

  private void stop(End which) {
    end = end.compareTo(which) < 0 ? which : end;
    waiting.forEach(
        (thread, inDoubt) -> {
          if (isOver(inDoubt)) {
            thread.interrupt();
          }
        });
  }

  private boolean isOver(boolean inDoubt) {
    return end == End.OF_ALL || (end == End.OF_THE_UNSENT && !inDoubt);
  }
}
