package com.treasuredata.tiktok.events.examples.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Lines.
 *
 * @param styles how names are written, in turns
 */
record JsonRendering(List<JsonStyle> styles) implements Rendering {
  @Override
  public String render(List<SampleRecord> records) {
    StringBuilder lines = new StringBuilder();
    for (SampleRecord record : records) {
      String line = Json.text(row(record, styles.get(record.number() % styles.size())));
      boolean cut = record.damage() == Damage.CUT;
      lines.append(cut ? line.substring(0, line.length() / 2) : line).append('\n');
    }
    return lines.toString();
  }

  private static Map<String, Object> row(SampleRecord record, JsonStyle style) {
    Map<String, Object> row = new LinkedHashMap<>();
    Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
    record
        .values()
        .forEach(
            (path, value) -> {
              int dot = path.indexOf('.');
              String object = path.substring(0, Math.max(0, dot));
              if (dot < 0 || !style.nests(object)) {
                row.put(style.flat(path), value);
                return;
              }
              Map<String, Object> fields =
                  objects.computeIfAbsent(object, key -> new LinkedHashMap<>());
              fields.put(path.substring(dot + 1), value);
              row.put(object, fields);
            });
    return row;
  }
}
