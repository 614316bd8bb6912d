package com.treasuredata.tiktok.events.examples.input;

/** Says what keeps a line from being read as one JSON object; it never leaves this package. */
final class UnreadableJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  UnreadableJsonException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  /** Returns what is wrong, to follow the words {@code line 17}. */
  String problem() {
    return problem;
  }
}
