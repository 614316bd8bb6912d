package com.treasuredata.tiktok.events.examples.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event in the making: its values by the API's paths, such as {@code user.email}. */
final class SampleRecord {
  private final Person person;
  private final int number;
  private final Map<String, Object> values;
  private Damage damage = Damage.NONE;
  private @Nullable Mistake mistake;

  SampleRecord(Person person, int number) {
    this(person, number, new LinkedHashMap<>());
  }

  private SampleRecord(Person person, int number, Map<String, Object> values) {
    this.person = person;
    this.number = number;
    this.values = values;
  }

  /** Returns whose event it is. */
  Person person() {
    return person;
  }

  /** Returns what tells the event from the others of its source; duplicates have the same. */
  int number() {
    return number;
  }

  SampleRecord set(String path, Object value) {
    values.put(path, value);
    return this;
  }

  SampleRecord remove(String path) {
    values.remove(path);
    return this;
  }

  /** Removes {@code object} with all that is in it. */
  SampleRecord removeAllOf(String object) {
    values.keySet().removeIf(path -> path.startsWith(object + "."));
    return this;
  }

  /** Tells whether there is a value at {@code path}, or below it. */
  boolean has(String path) {
    return values.containsKey(path)
        || values.keySet().stream().anyMatch(each -> each.startsWith(path + "."));
  }

  @Nullable Object get(String path) {
    return values.get(path);
  }

  /** Returns when it happened, in Unix seconds. */
  long time() {
    return (Long) values.getOrDefault("event_time", 0L);
  }

  Map<String, Object> values() {
    return values;
  }

  /** Lets {@code damage} happen when the record is written. */
  void suffer(Damage damage) {
    this.damage = damage;
  }

  Damage damage() {
    return damage;
  }

  /** Returns what was made wrong on purpose, or null if nothing was. */
  @Nullable Mistake mistake() {
    return mistake;
  }

  /** Makes {@code mistake} in this record. */
  void spoil(Mistake mistake, Dice dice) {
    mistake.change().in(this, mistake.path(), dice);
    this.mistake = mistake;
  }

  /** Returns the same event once more. */
  SampleRecord duplicate() {
    SampleRecord duplicate = new SampleRecord(person, number, new LinkedHashMap<>(values));
    duplicate.mistake = Mistake.DUPLICATE;
    return duplicate;
  }
}
