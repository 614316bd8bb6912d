package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.examples.cli.EscapingStream;
import com.treasuredata.tiktok.events.examples.cli.rows.RowMapper;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows what would become of single records: each column, the field that it fills, what is sent in
 * it, and what is left out and why. Values are masked, all but the names of standard events: digits
 * are shown as 9 and letters as x. For one thread.
 */
public final class RecordPreview {
  private static final int MAX_MASK = 32;
  private static final int HASH_LENGTH = 64;

  private final EscapingStream out;
  private final ColumnMapper columns;
  private final EventValidator validator;
  private final RowMapper mapper;
  private final Set<String> standardNames;

  /**
   * Creates one.
   *
   * @param columns maps as {@code mapper} does, one column alone
   */
  public RecordPreview(
      EscapingStream out, EventValidator validator, RowMapper mapper, ColumnMapper columns) {
    this.out = out;
    this.columns = columns;
    this.validator = validator;
    this.mapper = mapper;
    this.standardNames =
        EventName.standardFor(validator.schema().type()).stream()
            .map(EventName::value)
            .collect(Collectors.toSet());
  }

  /** Prints one record. */
  public void print(Row row) {
    try {
      ValidationResult result = validator.validate(mapper.map(row));
      print(row, result.prepared().map(PreparedEvent::fields), result.violations());
    } catch (InvalidEventException e) {
      print(row, Optional.empty(), e.violations());
    }
  }

  private void print(Row row, Optional<Map<String, Object>> event, List<Violation> violations) {
    out.printLine(
        "record " + row.number() + (event.isPresent() ? " would be sent" : " can't be sent"));
    if (row.problem() != null) {
      printViolations(violations, Set.of());
      return;
    }
    Map<String, Object> sent = new TreeMap<>();
    event.ifPresent(fields -> flatten("", fields, sent));
    Set<String> told = new LinkedHashSet<>();
    row.values()
        .forEach(
            (column, value) -> {
              Set<String> paths = pathsOf(column, value);
              String field = paths.isEmpty() ? "no field" : String.join(", ", paths);
              out.printLine(
                  "  %-24s %s".formatted(ShownName.of(column) + " ->", field)
                      + ": "
                      + fate(paths, value, sent, violations, event.isPresent()));
              told.addAll(paths);
            });
    sent.forEach(
        (path, value) -> {
          if (told.stream()
              .noneMatch(known -> path.equals(known) || path.startsWith(known + '.'))) {
            out.printLine("  %-24s %s: sent as %s".formatted("(added)", path, shown(path, value)));
          }
        });
    printViolations(violations, told);
  }

  private String fate(
      Set<String> paths,
      Object value,
      Map<String, Object> sent,
      List<Violation> violations,
      boolean isSent) {
    if (value.toString().isBlank()) {
      return "empty";
    }
    if (paths.isEmpty()) {
      return "not sent";
    }
    String was = mask(value.toString());
    StringBuilder fate = new StringBuilder();
    for (String path : paths) {
      fate.append(fate.isEmpty() ? "" : "; ");
      Map<String, Object> under = new LinkedHashMap<>();
      sent.forEach(
          (sentPath, sentValue) -> {
            if (sentPath.equals(path) || sentPath.startsWith(path + '.')) {
              under.put(sentPath, sentValue);
            }
          });
      String why =
          violations.stream()
              .filter(violation -> isAt(violation.path(), path))
              .map(violation -> violation.rule() + ": " + violation.message())
              .reduce((first, second) -> first + "; " + second)
              .orElse("");
      if (!under.isEmpty()) {
        fate.append("sent as ");
        fate.append(
            String.join(
                ", ",
                under.entrySet().stream().map(e -> shown(e.getKey(), e.getValue())).toList()));
        fate.append(why.isEmpty() ? "" : " (" + why + ")");
      } else if (!why.isEmpty()) {
        fate.append(isSent ? "left out, was " : "was ").append(was).append(" (").append(why);
        fate.append(')');
      } else {
        fate.append(isSent ? "left out" : "not sent, since the record isn't");
      }
    }
    return fate.toString();
  }

  private static boolean isAt(String violation, String path) {
    return violation.equals(path)
        || violation.startsWith(path + '[')
        || violation.startsWith(path + '.');
  }

  /** Tells what is said of no column: of fields that are missing, or of the whole record. */
  private void printViolations(List<Violation> violations, Set<String> told) {
    for (Violation violation : violations) {
      if (told.stream().noneMatch(path -> isAt(violation.path(), path))) {
        out.printLine(
            "  %s %s %s: %s"
                .formatted(
                    violation.severity() == Severity.ERROR ? "error:" : "warning:",
                    violation.path().isEmpty() ? "record" : violation.path(),
                    violation.rule(),
                    violation.message()));
      }
    }
  }

  /** Returns the fields that a column fills by itself. */
  private Set<String> pathsOf(String column, Object value) {
    try {
      Map<String, Object> fields = new LinkedHashMap<>();
      flatten("", columns.map(Map.of(column, value)).fields(), fields);
      Map<String, Object> constants = new LinkedHashMap<>();
      flatten("", columns.map(Map.of()).fields(), constants);
      fields.keySet().removeAll(constants.keySet());
      return fields.keySet();
    } catch (InvalidEventException e) {
      return Set.of();
    }
  }

  private static void flatten(String path, Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> object && !object.isEmpty()) {
      object.forEach(
          (name, member) -> {
            if (member != null) {
              flatten(path.isEmpty() ? name.toString() : path + '.' + name, member, into);
            }
          });
    } else if (!path.isEmpty()) {
      into.put(path, value);
    }
  }

  private String shown(String path, Object value) {
    if (value instanceof List<?> list) {
      return list.size() == 1
          ? shown(path, list.get(0))
          : list.size() + " values, the first " + (list.isEmpty() ? "" : shown(path, list.get(0)));
    }
    String text = value.toString();
    if (path.equals("event") && standardNames.contains(text)) {
      return text;
    }
    boolean isHash = text.length() == HASH_LENGTH && text.matches("[0-9a-f]+");
    return isHash ? "a SHA-256 hash" : value instanceof Map ? "an object" : mask(text);
  }

  /** Returns {@code 99.99 xxx} for {@code 59.90 USD}: what a value looks like, not the value. */
  static String mask(String value) {
    StringBuilder mask = new StringBuilder();
    value
        .codePoints()
        .limit(MAX_MASK)
        .map(
            c ->
                Character.isDigit(c)
                    ? '9'
                    : Character.isLetter(c) ? 'x' : c < ' ' || c > '~' ? '?' : c)
        .forEach(mask::appendCodePoint);
    int length = value.codePointCount(0, value.length());
    return length > MAX_MASK ? mask + "… (" + length + " characters)" : mask.toString();
  }
}
