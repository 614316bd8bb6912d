package com.treasuredata.tiktok.events.examples.sample;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CSV with a header that has every field of the records, those of an object together.
 *
 * @param joint what joins an object's name to a field's: a dot, or an underscore where dots are
 *     forbidden
 */
record CsvRendering(char joint) implements Rendering {
  @Override
  public String render(List<SampleRecord> records) {
    List<String> paths = paths(records);
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(paths.stream().map(path -> path.replace('.', joint)).toList());
      for (SampleRecord record : records) {
        csv.writeRecord(fields(record, paths));
      }
    } catch (IOException e) {
      throw new AssertionError("no I/O writing to a string", e);
    }
    return text.toString();
  }

  private static List<String> paths(List<SampleRecord> records) {
    Map<String, Set<String>> byObject = new LinkedHashMap<>();
    for (SampleRecord record : records) {
      for (String path : record.values().keySet()) {
        String object = path.substring(0, Math.max(0, path.indexOf('.')));
        byObject.computeIfAbsent(object, key -> new LinkedHashSet<>()).add(path);
      }
    }
    return byObject.values().stream().flatMap(Set::stream).toList();
  }

  private static List<String> fields(SampleRecord record, List<String> paths) {
    List<String> fields = new ArrayList<>();
    paths.forEach(path -> fields.add(field(record.get(path))));
    if (record.damage() == Damage.TOO_SHORT) {
      return fields.subList(0, fields.size() - 3);
    }
    if (record.damage() == Damage.TOO_LONG) {
      fields.add("");
    }
    return fields;
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    boolean structured = value instanceof List || value instanceof Map;
    return structured ? Json.text(value) : value.toString();
  }
}
