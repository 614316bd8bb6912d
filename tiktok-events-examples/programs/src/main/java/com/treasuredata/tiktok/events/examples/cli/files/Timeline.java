package com.treasuredata.tiktok.events.examples.cli.files;

import com.treasuredata.tiktok.events.ExportReport;
import java.util.ArrayList;
import java.util.List;

/**
 * How many records were accepted, and requests repeated, in each stretch of an export. However long
 * that takes, there are at most 200 stretches, of equal length. For one thread at a time.
 */
final class Timeline {
  private static final int MAX_STRETCHES = 200;
  private static final long FIRST_LENGTH = 250;

  /** What happened in one stretch. */
  record Stretch(long accepted, long retries) {
    private Stretch plus(Stretch other) {
      return new Stretch(accepted + other.accepted, retries + other.retries);
    }
  }

  private static final Stretch NOTHING = new Stretch(0, 0);

  private List<Stretch> stretches = new ArrayList<>();
  private long length = FIRST_LENGTH;
  private long accepted;
  private long retries;

  void add(ExportReport soFar) {
    long time = Math.max(0, soFar.elapsed().toMillis());
    while (time / length >= MAX_STRETCHES) {
      halve();
    }
    int place = (int) (time / length);
    while (stretches.size() <= place) {
      stretches.add(NOTHING);
    }
    stretches.set(
        place,
        stretches
            .get(place)
            .plus(new Stretch(soFar.accepted() - accepted, soFar.retries() - retries)));
    accepted = soFar.accepted();
    retries = soFar.retries();
  }

  private void halve() {
    List<Stretch> halved = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i += 2) {
      Stretch second = i + 1 < stretches.size() ? stretches.get(i + 1) : NOTHING;
      halved.add(stretches.get(i).plus(second));
    }
    stretches = halved;
    length *= 2;
  }

  List<Stretch> stretches() {
    return List.copyOf(stretches);
  }

  /** Returns the length of a stretch in milliseconds. */
  long length() {
    return length;
  }
}
