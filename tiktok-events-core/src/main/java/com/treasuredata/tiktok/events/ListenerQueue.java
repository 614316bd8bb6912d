package com.treasuredata.tiktok.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listener: one call at a time, in the order in which they were queued, and under no
 * lock. The thread that finds the queue idle runs what is in it; others go on meanwhile. Safe for
 * use by several threads.
 */
final class ListenerQueue {
  /** How many calls may wait; a thread that adds more waits until the listener has caught up. */
  private static final int MAX_QUEUED = 1_000;

  private final Queue<Runnable> calls = new ArrayDeque<>();

  /** The thread that runs what is queued; none if nothing is. Changed under the lock only. */
  private volatile @Nullable Thread runner;

  /** Queues {@code call}, which throws nothing, and runs it if no other thread does. */
  void run(Runnable call) {
    synchronized (this) {
      calls.add(call);
      if (runner != null) {
        return;
      }
      runner = Thread.currentThread();
    }
    boolean isDone = false;
    try {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
      isDone = true;
    } finally {
      if (!isDone) { // An error of the machine: others go on with what is queued.
        idle();
      }
    }
  }

  private synchronized void idle() {
    runner = null;
    notifyAll();
  }

  /** Waits so long at most until nothing is queued and no call is running. */
  synchronized void awaitIdle(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    while (runner != null) {
      long left = patience.toMillis() - (System.nanoTime() - start) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable next = calls.poll();
    if (next == null) {
      runner = null;
    }
    notifyAll();
    return next;
  }

  /**
   * Runs {@code call} after all that is queued, and waits for its end. Not for a listener's use.
   */
  void runAndWait(Runnable call) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    run(
        () -> {
          call.run();
          done.countDown();
        });
    done.await();
  }

  /** Returns whether the calling thread is the one that calls the listener just now. */
  boolean isCallingThread() {
    return runner == Thread.currentThread();
  }

  /** Waits until the listener has caught up. */
  void awaitRoom() throws InterruptedException {
    if (runner != null) {
      awaitFewCalls();
    }
  }

  private synchronized void awaitFewCalls() throws InterruptedException {
    while (calls.size() >= MAX_QUEUED) {
      wait();
    }
  }
}
