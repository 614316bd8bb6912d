package com.treasuredata.tiktok.events.examples.cli.rows;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells the columns of personal data by the fields that they fill, or seem to be meant for. */
public final class PersonalColumn {
  private static final String USER = "user";

  /** An embedder's own ids and TikTok's, by which nobody else knows a person. */
  private static final Set<String> IDS = Set.of("external_id", "ttclid", "ttp");

  private PersonalColumn() {}

  /** Returns the field of personal data that a column is for, such as {@code user.email}. */
  public static Optional<String> field(ColumnMapper mapper, String column) {
    return filled(mapper, column)
        .or(() -> mapper.likelyField(column).filter(PersonalColumn::isPersonal));
  }

  private static Optional<String> filled(ColumnMapper mapper, String column) {
    try {
      Object user = mapper.map(Map.of(column, "x")).fields().get(USER);
      Object always = mapper.map(Map.of()).fields().get(USER);
      return user instanceof Map<?, ?> fields
          ? fields.keySet().stream()
              .filter(name -> !(always instanceof Map<?, ?> known && known.containsKey(name)))
              .map(name -> USER + '.' + name)
              .filter(PersonalColumn::isPersonal)
              .findFirst()
          : Optional.empty();
    } catch (InvalidEventException e) {
      return Optional.empty(); // It gives what a constant gives.
    }
  }

  private static boolean isPersonal(String field) {
    return field.startsWith(USER + '.') && !IDS.contains(field.substring(USER.length() + 1));
  }
}
