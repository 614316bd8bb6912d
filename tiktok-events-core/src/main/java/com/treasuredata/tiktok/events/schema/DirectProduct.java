package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.json.JsonScanner;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import java.nio.charset.StandardCharsets;

/**
 * Writes products of a JSON list that are plainly good: of texts and numbers, under the names of a
 * product's fields. Any other product is not written: {@link ProductsWriter} then reads it closely.
 * Not safe for use by several threads.
 */
final class DirectProduct {
  private static final int NOWHERE = -1;

  private final ObjectFields product;
  private final EventField[] fields;
  private final JsonBytes out;
  private final DirectWriter values;

  /** Which fields a product of this source has; bits by the order of names. */
  private final long ofSource;

  /** Where the value of each field is in the text. */
  private final int[] starts;

  private final int[] ends;

  /** The names as most JSON has them, in quotes and with a colon. */
  private final String[] names;

  /** The place of the field that each member was of, in the last product. */
  private final int[] order;

  /** Which fields the last product has. */
  private long given;

  DirectProduct(ObjectFields product, EventSourceType source, JsonBytes out, DirectWriter values) {
    this.product = product;
    this.fields = product.asSent();
    this.out = out;
    this.values = values;
    this.starts = new int[fields.length];
    this.ends = new int[fields.length];
    this.order = new int[fields.length];
    this.names = new String[fields.length];
    long bits = 0;
    for (int i = 0; i < fields.length; i++) {
      names[i] = quotedName(fields[i]);
      bits |= fields[i].presence(source) == Presence.NOT_APPLICABLE ? 0 : 1L << i;
    }
    this.ofSource = bits;
  }

  private static String quotedName(EventField field) {
    byte[] member = field.member();
    return new String(member, 1, member.length - 1, StandardCharsets.UTF_8); // without the comma
  }

  /**
   * Writes the product that comes next in a text.
   *
   * @return whether it was written; if not, {@code json} may be anywhere in the product
   */
  boolean write(String text, JsonScanner json) throws MalformedJsonException {
    if (!isFound(text, json)) {
      return false;
    }
    int mark = out.length();
    out.separate();
    out.raw('{');
    for (long left = given; left != 0; left &= left - 1) {
      int place = Long.numberOfTrailingZeros(left);
      if (!values.member(fields[place], text, starts[place], ends[place])) {
        out.truncate(mark);
        return false;
      }
    }
    out.raw('}');
    return true;
  }

  /** Returns whether the product that was written has a field. */
  boolean has(EventField field) {
    for (long left = given; left != 0; left &= left - 1) {
      if (fields[Long.numberOfTrailingZeros(left)] == field) {
        return true;
      }
    }
    return false;
  }

  /** Finds the values, and returns whether there are any, and all may be good. */
  private boolean isFound(String text, JsonScanner json) throws MalformedJsonException {
    given = 0;
    json.expect('{');
    for (int i = 0; json.hasNext(i == 0, '}'); i++) {
      int place = place(i, text, json);
      if (place == NOWHERE || (ofSource & ~given & 1L << place) == 0) {
        return false; // Unknown, not for the source, or there twice.
      }
      if (!isValue(fields[place], json)) {
        return false;
      }
      starts[place] = json.start();
      ends[place] = json.stop();
      given |= 1L << place;
    }
    return given != 0;
  }

  /** Goes behind the next member's name and colon, and returns the place of its field. */
  private int place(int i, String text, JsonScanner json) throws MalformedJsonException {
    if (i < order.length && json.skip(names[order[i]])) {
      return order[i]; // Where it was in the last product.
    }
    json.text();
    int place = json.hasEscapes() ? NOWHERE : product.place(text, json.start(), json.stop());
    json.expect(':');
    if (i < order.length && place != NOWHERE) {
      order[i] = place;
    }
    return place;
  }

  /** Reads a text, or a number where one is wanted: a number for a text may have lost digits. */
  private static boolean isValue(EventField field, JsonScanner json) throws MalformedJsonException {
    char first = json.peek();
    if (first == '"') {
      json.text();
      return !json.hasEscapes();
    }
    boolean isNumber = first == '-' || (first >= '0' && first <= '9');
    return isNumber && field.type() != FieldType.TEXT && json.number();
  }
}
