package com.treasuredata.tiktok.events.examples.cli.progress;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.examples.cli.EscapingStream;
import com.treasuredata.tiktok.events.examples.cli.rows.RowMapper;
import com.treasuredata.tiktok.events.examples.input.Row;
import com.treasuredata.tiktok.events.internal.text.ShownName;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import com.treasuredata.tiktok.events.schema.Severity;
import com.treasuredata.tiktok.events.schema.ValidationResult;
import com.treasuredata.tiktok.events.schema.Violation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows what would become of single records: each column, the field that it fills, what is sent in
 * it, and what is left out and why. Values are masked, all but the names of standard events and
 * currencies: digits are shown as 9 and letters as x. For one thread.
 */
public final class RecordPreview {
  private static final int MAX_MASK = 32;
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int HASH_LENGTH = 64;
  private static final String LEFT_OUT = "left out: ";

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
      List<Violation> violations = result.violations();
      Optional<Correction> event =
          result.isValid()
              ? result.prepared().map(known -> new Correction(known.fields(), Set.of()))
              : corrected(row, violations);
      print(row, result.isValid(), event, violations);
    } catch (InvalidEventException e) {
      print(row, false, Optional.empty(), e.violations());
    }
  }

  /** What a record would be if it could be sent, and in which fields it isn't the record's own. */
  private record Correction(Map<String, Object> fields, Set<String> replaced) {}

  /**
   * Returns what the record would be with good values in place of those that it can't be sent with,
   * so that all of its columns can be mended at once; empty if that takes more.
   */
  private Optional<Correction> corrected(Row row, List<Violation> violations) {
    Map<String, Object> values = new LinkedHashMap<>(row.values());
    Set<String> replaced = new LinkedHashSet<>();
    for (Violation error : violations) {
      if (error.severity() == Severity.ERROR) {
        String path = error.path().equals("user") ? "user.email" : error.path();
        values.entrySet().removeIf(column -> fills(column, path));
        Object good = goodValue(path);
        if (good != null) {
          values.put(path, good);
        }
        replaced.add(path);
      }
    }
    try {
      return validator
          .validate(columns.map(values))
          .prepared()
          .map(event -> new Correction(event.fields(), replaced));
    } catch (InvalidEventException e) {
      return Optional.empty(); // A constant is wrong.
    }
  }

  private boolean fills(Map.Entry<String, Object> column, String path) {
    return pathsOf(column.getKey(), column.getValue()).stream().anyMatch(own -> isAt(path, own));
  }

  /** Returns a value for a field that a record can't be sent without; {@code null} for others. */
  private static @Nullable Object goodValue(String path) {
    return switch (path) {
      case "event" -> EventName.PURCHASE.value();
      case "event_time" -> Instant.now().getEpochSecond();
      case "user.email" -> "nobody@example.com";
      case "user.ip" -> "203.0.113.7";
      case "app.app_id" -> "1";
      case "lead.lead_id" -> "7311111111111111111";
      default -> null;
    };
  }

  private void print(
      Row row, boolean isSent, Optional<Correction> event, List<Violation> violations) {
    out.printLine(
        "record "
            + row.number()
            + (row.line() == row.number() ? "" : ", line " + row.line() + ',')
            + (isSent ? " would be sent" : " can't be sent"));
    if (row.problem() != null) {
      printViolations(violations, Set.of());
      return;
    }
    Map<String, Object> sent = new TreeMap<>();
    event.ifPresent(
        known -> {
          flatten("", known.fields(), sent);
          sent.keySet().removeAll(known.replaced());
        });
    Set<String> told = new LinkedHashSet<>();
    row.values()
        .forEach(
            (column, value) -> {
              Set<String> paths = pathsOf(column, value);
              String field =
                  paths.isEmpty()
                      ? noField(column)
                      : paths.stream().map(RecordPreview::name).collect(Collectors.joining(", "));
              out.printLine(
                  "  %-24s %s".formatted(name(row, column) + " ->", field)
                      + ": "
                      + fate(
                          paths,
                          value,
                          sent,
                          violations,
                          isSent ? "" : event.isPresent() ? "would be " : null));
              told.addAll(paths);
            });
    sent.forEach(
        (path, value) -> {
          if (isSent
              && told.stream()
                  .noneMatch(known -> path.equals(known) || path.startsWith(known + '.'))) {
            out.printLine(
                "  %-24s %s: sent as %s".formatted("(added)", name(path), shown(path, value)));
          }
        });
    printViolations(violations, told);
  }

  private String noField(String column) {
    return columns
        .likelyField(column)
        .map(field -> "no field (did you mean " + field + "?)")
        .orElse("no field");
  }

  /** Returns a field as it is shown: that of a custom property is the row's own word. */
  private static String name(String path) {
    return ShownName.mayBeName(path) ? path : path.substring(0, path.indexOf('.') + 1) + "[…]";
  }

  /** A name that may be a value is told by its place. */
  private static String name(Row row, String column) {
    return ShownName.mayBeName(column)
        ? ShownName.of(column)
        : "column " + (row.values().columns().indexOf(column) + 1);
  }

  /**
   * Returns what becomes of a column's value.
   *
   * @param would what goes before "sent" and "left out"; {@code null} if that can't be told
   */
  private String fate(
      Set<String> paths,
      Object value,
      Map<String, Object> sent,
      List<Violation> violations,
      @Nullable String would) {
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
              .map(violation -> violation.rule() + ": " + reason(violation))
              .reduce((first, second) -> first + "; " + second)
              .orElse("");
      boolean isWrong =
          violations.stream()
              .anyMatch(
                  violation ->
                      violation.severity() == Severity.ERROR && isAt(violation.path(), path));
      if (!under.isEmpty() && !isWrong) {
        fate.append(would == null ? "" : would).append("sent as ");
        fate.append(
            String.join(
                ", ",
                under.entrySet().stream().map(e -> shown(e.getKey(), e.getValue())).toList()));
        fate.append(why.isEmpty() ? "" : " (" + why + ")");
      } else if (!why.isEmpty()) {
        fate.append(isWrong || would == null ? "was " : would + "left out, was ");
        fate.append(was).append(" (").append(why).append(')');
      } else {
        fate.append(would == null ? "not sent, since the record isn't" : would + "left out");
      }
    }
    return fate.toString();
  }

  /** Returns why, without what becomes of the value: that is said before. */
  private static String reason(Violation violation) {
    String message = violation.message();
    return message.startsWith(LEFT_OUT) ? message.substring(LEFT_OUT.length()) : message;
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
    if ((path.equals("event") && standardNames.contains(text))
        || (path.equals("properties.currency") && CURRENCY.matcher(text).matches())) {
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
