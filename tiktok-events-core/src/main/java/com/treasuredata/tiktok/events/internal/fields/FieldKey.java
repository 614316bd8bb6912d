package com.treasuredata.tiktok.events.internal.fields;

/**
 * Names the field of an event that a value is for.
 *
 * @param parent the object that the field is in, such as {@code user}; empty for the event itself
 * @param name its name there, such as {@code email}
 * @param index its place among the schema's fields, or {@link #CUSTOM}
 */
public record FieldKey(String parent, String name, int index) {
  /** The index of a field that the schema doesn't know. */
  public static final int CUSTOM = -1;

  /** Returns the path of the field. */
  public String path() {
    return parent.isEmpty() ? name : parent + '.' + name;
  }

  /** Returns whether the schema doesn't know the field. */
  public boolean isCustom() {
    return index == CUSTOM;
  }
}
