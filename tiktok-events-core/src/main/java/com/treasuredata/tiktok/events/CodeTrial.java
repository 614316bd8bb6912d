package com.treasuredata.tiktok.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides for a batch whether a return code that this library doesn't know is about single records
 * or about every request: the records that it refused are held back until another part of the batch
 * is accepted, or the trial is lost. For one thread.
 */
final class CodeTrial {
  /** So many requests decide. */
  private static final int MAX_REQUESTS = 16;

  private final Deque<BatchPart> heldBack = new ArrayDeque<>();
  private int code;
  private int requests;

  /** Takes note that a request was refused with a code. */
  void refused(int unknownCode) {
    code = unknownCode;
    requests++;
  }

  /** Returns whether nothing was decided by so many requests that nothing will be. */
  boolean isLost() {
    return requests >= MAX_REQUESTS;
  }

  /** Holds back a single record that was refused with the code. */
  void holdBack(BatchPart part) {
    heldBack.add(part);
  }

  /** Takes note that a part was accepted: the code on trial, if there is one, is about records. */
  void accepted(Set<Integer> codesOfRecords) {
    if (code != 0) {
      codesOfRecords.add(code);
    }
  }

  /** Ends the trial with a verdict on what was held back. */
  void end(Consumer<BatchPart> verdict) {
    code = 0;
    while (!heldBack.isEmpty()) {
      verdict.accept(heldBack.poll());
    }
  }
}
