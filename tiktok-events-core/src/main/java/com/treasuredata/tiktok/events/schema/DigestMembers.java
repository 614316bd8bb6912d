package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members of {@code user} whose names say that they hold digests: {@code email_sha256} goes to
 * {@code email}, if it holds digests and nothing else.
 */
final class DigestMembers {
  private static final String SUFFIX = "_sha256";

  private final Findings findings;

  DigestMembers(Findings findings) {
    this.findings = findings;
  }

  void addTo(Slots slots, ObjectFields user) {
    List<Slots.Custom> customs = slots.customs();
    int i = 0;
    while (i < customs.size()) {
      Slots.Custom custom = customs.get(i);
      EventField field = custom.object() == user ? hashed(user, custom.name()) : null;
      if (field == null) {
        i++;
      } else {
        customs.remove(i);
        add(custom, field, slots);
      }
    }
  }

  private static @Nullable EventField hashed(ObjectFields user, String name) {
    EventField field =
        name.endsWith(SUFFIX)
            ? user.named(name.substring(0, name.length() - SUFFIX.length()))
            : null;
    return field != null && field.hashing() == Hashing.ALWAYS ? field : null;
  }

  private void add(Slots.Custom custom, EventField field, Slots slots) {
    List<Object> digests = digests(custom.value());
    Object present = slots.value(field);
    if (digests == null) {
      findings.place().before(custom.object(), custom.name());
      findings.leaveOut(
          Rule.MALFORMED,
          false,
          "expected SHA-256 as 64 hexadecimal digits; values that aren't hashed go in "
              + field.path());
      findings.place().leave();
    } else if (present == null && !digests.isEmpty()) {
      slots.set(field, digests.size() == 1 ? digests.get(0) : digests);
    } else if (present != null && field.type() == FieldType.STRING_LIST) {
      Collection<?> others = ValueReader.list(present);
      digests.addAll(others == null ? List.of(present) : others);
      slots.set(field, digests);
    }
  }

  private static @Nullable List<Object> digests(Object raw) {
    Collection<?> given = ValueReader.list(raw);
    List<Object> digests = new ArrayList<>();
    for (Object item : given == null ? List.of(raw) : given) {
      if (item != null && !ValueReader.isAbsent(item)) {
        boolean isDigest =
            item instanceof String text
                && Sha256.isDigest(TextForm.PLAIN.normalizeOrDigest(text, "").text());
        if (!isDigest) {
          return null;
        }
        digests.add(item);
      }
    }
    return digests;
  }
}
