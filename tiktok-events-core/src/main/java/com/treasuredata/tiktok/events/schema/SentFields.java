package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields of an event are sent, of those that are asked for often: one bit each. */
final class SentFields {
  static final int EMAIL = 1;
  static final int PHONE = 1 << 1;
  static final int EXTERNAL_ID = 1 << 2;
  static final int TTCLID = 1 << 3;
  static final int TTP = 1 << 4;
  static final int IP = 1 << 5;
  static final int USER_AGENT = 1 << 6;
  static final int DEVICE_ID = 1 << 7;
  static final int LEAD_ID = 1 << 8;
  static final int VALUE = 1 << 9;
  static final int CURRENCY = 1 << 10;

  private static final int IDENTIFYING = VALUE - 1;

  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("user.email", EMAIL),
          Map.entry("user.phone", PHONE),
          Map.entry("user.external_id", EXTERNAL_ID),
          Map.entry("user.ttclid", TTCLID),
          Map.entry("user.ttp", TTP),
          Map.entry("user.ip", IP),
          Map.entry("user.user_agent", USER_AGENT),
          Map.entry("user.idfa", DEVICE_ID),
          Map.entry("user.idfv", DEVICE_ID),
          Map.entry("user.gaid", DEVICE_ID),
          Map.entry("lead.lead_id", LEAD_ID),
          Map.entry("properties.value", VALUE),
          Map.entry("properties.currency", CURRENCY));

  /** The bit of each field, by its index. */
  private static final int[] BIT_OF = new int[FieldTable.fields().size()];

  /** The identifiers that each set of bits makes. */
  private static final List<Set<Identifier>> IDENTIFIERS = new ArrayList<>();

  static {
    BITS.forEach((path, bit) -> BIT_OF[FieldTable.field(path).index()] = bit);
    for (int bits = 0; bits <= IDENTIFYING; bits++) {
      IDENTIFIERS.add(Collections.unmodifiableSet(made(bits)));
    }
  }

  private SentFields() {}

  /** Returns the bit of a field; 0 if nobody asks for it often. */
  static int bit(EventField field) {
    return BIT_OF[field.index()];
  }

  /** Returns what TikTok can match an event by; the same object for the same fields. */
  static Set<Identifier> identifiers(int bits) {
    return IDENTIFIERS.get(bits & IDENTIFYING);
  }

  /** Returns whether one of the identifiers matches a source's events by itself (§3). */
  static boolean canBeMatched(EventSourceType source, int bits) {
    int needsHelp = source == EventSourceType.APP ? IP | USER_AGENT : 0;
    return !identifiers(bits & ~needsHelp).isEmpty();
  }

  private static Set<Identifier> made(int bits) {
    Set<Identifier> found = EnumSet.noneOf(Identifier.class);
    add(found, bits, EMAIL, Identifier.EMAIL);
    add(found, bits, PHONE, Identifier.PHONE);
    add(found, bits, EXTERNAL_ID, Identifier.EXTERNAL_ID);
    add(found, bits, TTCLID, Identifier.TTCLID);
    add(found, bits, TTP, Identifier.TTP);
    add(found, bits, IP | USER_AGENT, Identifier.IP_AND_USER_AGENT);
    add(found, bits, DEVICE_ID, Identifier.DEVICE_ID);
    add(found, bits, LEAD_ID, Identifier.LEAD_ID);
    return found;
  }

  private static void add(Set<Identifier> found, int bits, int needed, Identifier identifier) {
    if ((bits & needed) == needed) {
      found.add(identifier);
    }
  }
}
