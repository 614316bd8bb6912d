package com.treasuredata.tiktok.events.testing;

import com.treasuredata.tiktok.events.testing.Answer.Envelope;
import java.util.ArrayDeque;
import java.util.List;

/** A line for each of the latest requests, and how it was answered. */
final class RecentRequests {
  private static final int MOST = 20;

  private final ArrayDeque<String> lines = new ArrayDeque<>();

  void add(String method, String path, long bytes, Answer answer) {
    String line = method + ' ' + path + ", " + bytes + " bytes: " + words(answer);
    synchronized (lines) {
      if (lines.size() == MOST) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  private static String words(Answer answer) {
    if (answer.content() instanceof Envelope envelope) {
      return envelope.code() + " " + envelope.message() + (envelope.cut() ? " (cut off)" : "");
    }
    return answer.content() instanceof Answer.Nothing
        ? "closed without an answer"
        : "HTTP " + answer.status();
  }

  List<String> list() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
