package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.json.JsonScanner;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks and writes the products of an event, which come as a list of objects, as one object, or as
 * JSON. Not safe for use by several threads.
 */
final class ProductsWriter {
  private final EventField field;
  private final ObjectFields product;
  private final EventField id;
  private final Findings findings;
  private final Unreadable unreadable;
  private final JsonBytes out;
  private final Slots slots;
  private final ObjectWriter objects;
  private final DirectProduct direct;
  private final JsonScanner json = new JsonScanner();

  /** How many products were read, and which of them was the first without an id. */
  private int products;

  private int firstWithoutId;

  /** How many values the schema doesn't know in the event outside of its products. */
  private int ofEvent;

  /** Writes an object whose values are in their slots. */
  interface ObjectWriter {
    /** Writes the object, with what the schema doesn't know from one on. */
    void write(ObjectFields object, int firstCustom);
  }

  ProductsWriter(
      EventField field,
      Findings findings,
      Unreadable unreadable,
      JsonBytes out,
      Slots slots,
      DirectWriter values,
      EventSourceType source,
      ObjectWriter objects) {
    this.field = field;
    this.product = EventSchema.object(field.path());
    this.id = product.byName().values().iterator().next();
    this.findings = findings;
    this.unreadable = unreadable;
    this.out = out;
    this.slots = slots;
    this.objects = objects;
    this.direct = new DirectProduct(product, source, out, values);
  }

  /**
   * Writes the products.
   *
   * @return whether any was written; what was written before, if not, is of no use
   */
  boolean write(Object raw) {
    ofEvent = slots.customs().size();
    products = 0;
    firstWithoutId = Place.NONE;
    int before = out.length();
    out.raw('[');
    boolean isJson = raw instanceof String text && mayBeList(text);
    if (!(isJson ? ofJson((String) raw) : ofTree(raw))) {
      return false;
    }
    if (firstWithoutId != Place.NONE) {
      findings.reportAt(
          Place.orderBehindProducts(),
          field.path() + '[' + firstWithoutId + ']',
          Rule.CONTENT_ID_MISSING,
          "this product, and perhaps others behind it, has no content_id, by which TikTok finds it in"
              + " the catalog");
    }
    boolean isAny = out.length() > before + 1;
    out.raw(']');
    return isAny;
  }

  private static boolean mayBeList(String text) {
    return !text.isEmpty() && text.charAt(0) == '[';
  }

  private boolean ofTree(Object raw) {
    Map<?, ?> single = ValueReader.object(raw);
    Collection<?> given = single != null ? List.of(single) : ValueReader.list(raw);
    if (given == null) {
      unreadable.report(field, raw);
      return false;
    }
    if (given.size() > Limits.MAX_LIST_ITEMS) {
      reportTooMany();
      return false;
    }
    for (Object item : given) {
      item(item, raw);
    }
    leave();
    return true;
  }

  private void reportTooMany() {
    findings.place().at(field);
    findings.leaveOut(
        Rule.MALFORMED, false, "expected at most " + Limits.MAX_LIST_ITEMS + " items");
  }

  private void leave() {
    findings.place().product(Place.NONE);
    findings.place().at(field);
  }

  private void item(@Nullable Object item, Object raw) {
    findings.place().product(products);
    findings.place().at(field);
    if (item != null && !ValueReader.isAbsent(item)) {
      Map<?, ?> members = ValueReader.object(item);
      if (members == null) {
        unreadable.report(field, raw);
      } else {
        int firstCustom = slots.customs().size();
        slots.take(product, members);
        write(firstCustom);
      }
    }
    products++;
  }

  /** Writes the product whose values are in their slots, which are free then. */
  private void write(int firstCustom) {
    slots.sortCustoms(firstCustom);
    int mark = out.length();
    out.separate();
    int start = out.length();
    objects.write(product, firstCustom);
    boolean isEmpty = out.length() == start + 2;
    boolean hasId = slots.isSent(id);
    if (isEmpty) {
      out.truncate(mark);
    }
    if (!hasId && firstWithoutId == Place.NONE) {
      firstWithoutId = products;
    }
    slots.clear(product, firstCustom);
  }

  private boolean ofJson(String text) {
    int mark = out.length();
    int found = findings.count();
    json.of(text);
    try {
      json.expect('[');
      for (boolean isFirst = true; json.hasNext(isFirst, ']'); isFirst = false) {
        if (products == Limits.MAX_LIST_ITEMS) {
          takeBack(mark, found);
          reportTooMany();
          return false;
        }
        itemOfJson(text);
      }
      json.end();
      leave();
      return true;
    } catch (MalformedJsonException e) {
      takeBack(mark, found);
      unreadable.report(field, text);
      return false;
    } finally {
      json.clear();
    }
  }

  private void takeBack(int length, int found) {
    abandon();
    findings.place().at(field);
    out.truncate(length);
    findings.truncate(found);
  }

  /** Forgets the product that is being read. */
  void abandon() {
    findings.place().product(Place.NONE);
    slots.clear(product, Math.min(ofEvent, slots.customs().size()));
  }

  private void itemOfJson(String text) throws MalformedJsonException {
    int start = json.position();
    if (json.peek() == '{' && direct.write(text, json)) {
      if (firstWithoutId == Place.NONE && !direct.has(id)) {
        firstWithoutId = products;
      }
      products++;
      return;
    }
    json.goTo(start);
    Object item = json.value(1);
    if (item != null) {
      item(item, text);
    }
  }
}
