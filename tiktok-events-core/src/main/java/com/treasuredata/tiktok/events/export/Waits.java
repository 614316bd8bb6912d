package com.treasuredata.tiktok.events.export;

import java.util.HashSet;
import java.util.Set;

/**
 * The sender threads that only wait, for a pause to end or for the time of the next attempt, and
 * may be interrupted. Those that are on the wire may not: an answer left unread is a record
 * unknown. Safe for use by several threads.
 */
final class Waits {
  private final Set<Thread> waiting = new HashSet<>();
  private boolean over;

  /** Tells that the calling thread may be interrupted from now on. */
  synchronized void begin() {
    waiting.add(Thread.currentThread());
    if (over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that the calling thread may not be interrupted any more, and forgets that it was. */
  synchronized void end() {
    waiting.remove(Thread.currentThread());
    Thread.interrupted();
  }

  /** Ends all waits, present and future. */
  synchronized void cutShort() {
    over = true;
    waiting.forEach(Thread::interrupt);
  }
}
