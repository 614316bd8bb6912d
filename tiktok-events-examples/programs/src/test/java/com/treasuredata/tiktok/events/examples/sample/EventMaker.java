package com.treasuredata.tiktok.events.examples.sample;

/** Makes the right events of one source; what goes wrong with them is a {@link Mistake}'s. */
interface EventMaker {
  /**
   * Makes an event.
   *
   * @param number what tells it from the others of its source
   * @param time when it happened, in Unix seconds
   */
  SampleRecord make(Dice dice, Person person, int number, long time);
}
