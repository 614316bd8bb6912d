package com.treasuredata.tiktok.events.testing;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rule for one JSON object: its known fields, in the order a missing one is reported. */
final class Shape implements Check {
  private record Field(String name, Check check, boolean required) {}

  private final JsonReader.Options names;
  private final Field[] fields;
  private final boolean mayBeEmpty;

  private Shape(List<Field> fields, boolean mayBeEmpty) {
    if (fields.size() > Long.SIZE) {
      throw new IllegalArgumentException("more fields than bits: " + fields.size());
    }
    this.fields = fields.toArray(Field[]::new);
    this.mayBeEmpty = mayBeEmpty;
    this.names = JsonReader.Options.of(fields.stream().map(Field::name).toArray(String[]::new));
  }

  static Builder builder() {
    return new Builder();
  }

  @Override
  public void judge(JsonReader in, EventNotes notes) throws IOException {
    if (in.peek() != Token.BEGIN_OBJECT) {
      throw Refusal.invalid("not a valid object.");
    }
    in.beginObject();
    if (mayBeEmpty && !in.hasNext()) {
      in.endObject();
      return;
    }
    long seen = 0;
    while (in.hasNext()) {
      int index = in.selectName(names);
      if (index < 0) {
        Checks.tolerate(in);
        continue;
      }
      try {
        if ((seen & (1L << index)) != 0) {
          throw Refusal.invalid("given twice.");
        }
        seen |= 1L << index;
        fields[index].check.judge(in, notes);
      } catch (Refusal refusal) {
        throw refusal.under(fields[index].name);
      }
    }
    in.endObject();
    requireAll(seen);
  }

  private void requireAll(long seen) {
    for (int i = 0; i < fields.length; i++) {
      if (fields[i].required && (seen & (1L << i)) == 0) {
        throw Refusal.invalid("missing, but required.").under(fields[i].name);
      }
    }
  }

  /** Lists the fields. */
  static final class Builder {
    private final List<Field> fields = new ArrayList<>();
    private boolean mayBeEmpty;

    Builder required(String name, Check check) {
      fields.add(new Field(name, check, true));
      return this;
    }

    Builder optional(String name, Check check) {
      fields.add(new Field(name, check, false));
      return this;
    }

    Builder field(String name, Check check, boolean required) {
      fields.add(new Field(name, check, required));
      return this;
    }

    /** A field that is known to be a mistake; unknown fields are tolerated (§1.2). */
    Builder mistaken(String name, String advice) {
      return optional(name, Checks.mistaken(advice));
    }

    /** Requires the required fields only of an object that has any field at all. */
    Builder mayBeEmpty() {
      mayBeEmpty = true;
      return this;
    }

    Shape build() {
      return new Shape(fields, mayBeEmpty);
    }
  }
}
