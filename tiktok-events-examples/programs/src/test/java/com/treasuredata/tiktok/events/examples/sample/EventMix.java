package com.treasuredata.tiktok.events.examples.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How often each event happens. */
record EventMix(List<String> names) {
  /** Returns the mix written as {@code "Purchase 3, Search 1"}: three purchases to one search. */
  static EventMix of(String weights) {
    List<String> names = new ArrayList<>();
    for (String weight : weights.split(", ", -1)) {
      int space = weight.indexOf(' ');
      int times = Integer.parseInt(weight.substring(space + 1));
      names.addAll(Collections.nCopies(times, weight.substring(0, space)));
    }
    return new EventMix(List.copyOf(names));
  }

  String draw(Dice dice) {
    return dice.oneOf(names);
  }
}
