package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a check is in its event: in a field, an item of a list, a member of a custom object. Its
 * path is made only when something is reported there. Not safe for use by several threads.
 */
final class Place {
  static final int NONE = -1;

  private static final String CONTENTS = "properties.contents";

  /** The place of each field when an event is walked in the order of the schema's table. */
  private static final int[] ORDER = new int[FieldTable.fields().size()];

  /** The same for what the schema doesn't know in an object, which comes behind its fields. */
  private static final int[] ORDER_OF_CUSTOM = new int[EventSchema.objectsOfEvents().size()];

  static {
    number(EventSchema.objectsOfEvents().get(0), 0);
  }

  private ObjectFields object = EventSchema.objectsOfEvents().get(0);
  private @Nullable EventField field;
  private int product = NONE;
  private int item = NONE;
  private boolean isBefore;
  private final List<Object> custom = new ArrayList<>();

  private static int number(ObjectFields object, int first) {
    int next = first;
    for (EventField field : object.byName().values()) {
      ORDER[field.index()] = next++;
      if (ValueReader.isOfObjects(field)) {
        next = number(EventSchema.object(field.path()), next);
      }
    }
    ORDER_OF_CUSTOM[object.number()] = next;
    return next + 1;
  }

  /** Begins anew. */
  void clear() {
    in(EventSchema.objectsOfEvents().get(0));
    product = NONE;
  }

  /** Goes to an object as a whole, or to what the schema doesn't know in it. */
  void in(ObjectFields object) {
    this.object = object;
    this.field = null;
    this.isBefore = false;
    this.item = NONE;
    custom.clear();
  }

  /**
   * Goes to something that the schema doesn't know, and that is told before the object's fields.
   */
  void before(ObjectFields object, String name) {
    in(object);
    custom.add(name);
    isBefore = true;
  }

  /** Goes to a field of an object. */
  void at(EventField field) {
    this.field = field;
    this.isBefore = false;
    this.item = NONE;
  }

  /** Goes to a product, or, with {@link #NONE}, away from it. */
  void product(int index) {
    product = index;
  }

  /** Goes to an item of the field's list, or, with {@link #NONE}, away from it. */
  void item(int index) {
    item = index;
  }

  /** Goes to a member, or item, of something that the schema doesn't know. */
  void enter(Object nameOrIndex) {
    custom.add(nameOrIndex);
  }

  /** Goes back to where the check was before. */
  void leave() {
    custom.remove(custom.size() - 1);
  }

  /** Returns the path, as in {@code properties.contents[2].price}. */
  String path() {
    EventField field = this.field;
    StringBuilder path = new StringBuilder(field == null ? object.path() : field.path());
    if (product != NONE && path.indexOf(CONTENTS) == 0) {
      path.insert(CONTENTS.length(), "[" + product + ']');
    }
    if (item != NONE) {
      path.append('[').append(item).append(']');
    }
    for (Object step : custom) {
      if (step instanceof Integer index) {
        path.append('[').append((int) index).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(ShownName.of((String) step));
      }
    }
    return path.toString();
  }

  /** Returns a number that is larger for what stands later in the order of the schema's table. */
  long order() {
    EventField field = this.field;
    EventField ofObject = object.field();
    if (isBefore && ofObject != null) {
      return order(ORDER[ofObject.index()], 0, 0);
    }
    int here = field == null ? ORDER_OF_CUSTOM[object.number()] : ORDER[field.index()];
    boolean isOfProduct =
        field == null ? object.path().equals(CONTENTS) : field.parent().equals(CONTENTS);
    if (!isOfProduct) {
      return order(here, product == NONE ? 0 : product + 1, 0);
    }
    return order(ORDER[listOfProducts().index()], product + 1, here);
  }

  /** Returns the order of what is said of all products, once each of them was read. */
  static long orderBehindProducts() {
    return order(ORDER[listOfProducts().index()], Limits.MAX_LIST_ITEMS + 1, 0);
  }

  private static long order(int field, int product, int ofProduct) {
    return ((long) field << 40) | ((long) product << 16) | ofProduct;
  }

  @SuppressWarnings("NullAway") // It is the value of a field.
  private static EventField listOfProducts() {
    return EventSchema.object(CONTENTS).field();
  }
}
