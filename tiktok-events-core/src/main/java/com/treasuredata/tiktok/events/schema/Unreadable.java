package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldType;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports values that aren't of their field's type, with what was expected instead. */
final class Unreadable {
  private final Findings findings;
  private final EventSourceType source;
  private final @Nullable ZoneId timeZone;

  Unreadable(Findings findings, EventSourceType source, @Nullable ZoneId timeZone) {
    this.findings = findings;
    this.source = source;
    this.timeZone = timeZone;
  }

  /** Reports a value of a field. */
  void report(EventField field, Object raw) {
    findings.leaveOut(
        Rule.UNREADABLE,
        field.isEssential(source),
        "expected " + expected(field) + hint(field, raw));
  }

  private String expected(EventField field) {
    return field.type() == FieldType.TIME && timeZone != null
        ? "Unix seconds, or ISO 8601 such as 2026-01-31T09:30:00; no other order of day, month and year"
        : field.type().expected();
  }

  /** Reports a value of a field that can't even be looked at. */
  void report(EventField field) {
    report(field, "");
  }

  private String hint(EventField field, Object raw) {
    if (field.type() == FieldType.TIME && TimeReader.lacksZone(raw)) {
      return timeZone == null
          ? "; a date and time without a zone may be hours off: add one, or set time_zone"
          : "; a date alone is no time";
    }
    if (raw instanceof Map<?, ?>) {
      return ", not an object";
    }
    if (!ValueReader.isKnownType(raw)) {
      return ", not a value of " + raw.getClass().getName();
    }
    if (ValueReader.isOfObjects(field) && raw instanceof String json && json.indexOf('\'') >= 0) {
      return "; JSON has double quotes, not single ones";
    }
    if (field.type() == FieldType.STRING_LIST && ValueReader.isCutList(raw)) {
      return "; a list is a JSON array such as [\"a\",\"b\"], in Presto json_format(cast(x as json))";
    }
    return field.path().equals("properties.value")
        ? "; once it is sent, an event can't be corrected"
        : "";
  }
}
