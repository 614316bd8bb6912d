package com.treasuredata.tiktok.events;

import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The threads of a client that send batches, shared by all of its exports. Threads are made when
 * they are needed, and end when nothing was to send for some seconds. Safe for use by several
 * threads.
 */
final class SenderPool {
  private static final int SECONDS_IDLE = 10;

  private final int size;
  private final ThreadPoolExecutor threads;

  /** Fair, so that a session that waits longest comes next. */
  private final Semaphore idle;

  SenderPool(int size, ThreadFactory factory) {
    this.size = size;
    this.idle = new Semaphore(size, true);
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            SECONDS_IDLE,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                Objects.requireNonNull(
                    factory.newThread(task), "the thread factory returned null"));
    threads.allowCoreThreadTimeOut(true);
  }

  /** Returns daemon threads of the default kind, which don't keep a process from ending. */
  static Thread daemon(Runnable task) {
    Thread thread = Executors.defaultThreadFactory().newThread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** Returns how many threads there are at most. */
  int size() {
    return size;
  }

  /** Waits so long for an idle thread, and returns whether it is reserved now. */
  boolean tryAcquire(long milliseconds) throws InterruptedException {
    return idle.tryAcquire(milliseconds, TimeUnit.MILLISECONDS);
  }

  /**
   * Runs {@code task} on the thread that was reserved.
   *
   * @param name how the thread is called meanwhile
   */
  void run(String name, Runnable task) {
    AtomicBoolean isTaken = new AtomicBoolean();
    try {
      threads.execute(
          () -> {
            if (isTaken.compareAndSet(false, true)) {
              Thread.currentThread().setName(name);
              try {
                task.run();
              } finally {
                idle.release();
              }
            }
          });
    } catch (Throwable e) { // No thread could be made.
      if (isTaken.compareAndSet(false, true)) {
        idle.release();
        throw e;
      }
    }
  }

  /** Lets threads end that have nothing to send. */
  void close() {
    threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
  }
}
