package com.treasuredata.tiktok.events.examples.sample;

import static com.treasuredata.tiktok.events.examples.sample.Mistake.DUPLICATE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The records of one source: mostly right, in the order of their times, with mistakes among them.
 */
record Sample(SampleSource source, List<SampleRecord> records) {
  private static final int SECONDS_COVERED = 14 * 24 * 60 * 60;
  private static final int MOST_ROWS_TO_A_DUPLICATE = 40;

  /** Returns the records of {@code source} as {@code people} cause them. */
  static Sample of(SampleSource source, List<Person> people) {
    Dice dice = new Dice(source.seed());
    List<SampleRecord> records = right(source, people, dice);
    for (Mistake mistake : Mistakes.ALL) {
      for (int i = 0; i < mistake.times().in(source); i++) {
        intact(records, mistake, dice).spoil(mistake, dice);
      }
    }
    for (int i = 0; i < DUPLICATE.times().in(source); i++) {
      repeatOne(records, dice);
    }
    return new Sample(source, List.copyOf(records));
  }

  private static List<SampleRecord> right(SampleSource source, List<Person> people, Dice dice) {
    int count = source.size() - DUPLICATE.times().in(source);
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long time = SampleGenerator.BASE.getEpochSecond() - dice.between(60, SECONDS_COVERED);
      records.add(source.maker().make(dice, dice.oneOf(people), i, time));
    }
    records.sort(Comparator.comparingLong(SampleRecord::time));
    return records;
  }

  private static void repeatOne(List<SampleRecord> records, Dice dice) {
    SampleRecord record = intact(records, DUPLICATE, dice);
    int later = records.indexOf(record) + dice.between(1, MOST_ROWS_TO_A_DUPLICATE);
    records.add(Math.min(later, records.size()), record.duplicate());
  }

  private static SampleRecord intact(List<SampleRecord> records, Mistake mistake, Dice dice) {
    while (true) {
      SampleRecord record = dice.oneOf(records);
      if (record.mistake() == null && mistake.fits(record)) {
        return record;
      }
    }
  }

  /** Returns the file's text. */
  String text() {
    return source.rendering().render(records);
  }

  /** Returns a line for every wrong record: source, record, path, kind and effect. */
  List<List<String>> expectations() {
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Mistake mistake = records.get(i).mistake();
      if (mistake != null) {
        String number = String.valueOf(i + 1);
        String effect = mistake.effect().toString();
        lines.add(List.of(source.toString(), number, mistake.path(), mistake.kind(), effect));
      }
    }
    return lines;
  }
}
