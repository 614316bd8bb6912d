package com.treasuredata.tiktok.events.benchmarks;

import static com.treasuredata.tiktok.events.benchmarks.RowKind.DIFFERENT;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.RowReader;
import com.treasuredata.tiktok.events.event.Content;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.PageContext;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.schema.EventValidator;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Who makes JSON of the rows of a kind, by name. */
final class Encoders {
  private Encoders() {}

  /** What an encoder is called, and how one is made. */
  record Named(String name, Encoder encoder) {}

  /** Returns the row that all contenders get, {@code DIFFERENT} of them in turns. */
  static List<Map<String, Object>> rows(RowKind kind) {
    return IntStream.range(0, DIFFERENT).mapToObj(kind::row).toList();
  }

  /** Returns all that can encode rows of a kind; the first is what the others are compared with. */
  static List<Named> of(RowKind kind) {
    List<Named> all = new ArrayList<>();
    if (kind == RowKind.LEFT_OUT) {
      all.add(new Named("ours, clean rows", ours(RowKind.TEXT)));
      all.add(new Named("ours", ours(kind)));
      return all;
    }
    all.add(new Named("floor", floor(kind)));
    all.add(new Named("ours", kind == RowKind.TYPED ? typed() : ours(kind)));
    if (kind.isColumns()) {
      all.add(new Named("ours, by position", byPosition(kind)));
      all.addAll(others(kind));
    }
    if (kind == RowKind.TEXT) {
      all.add(new Named("Meta's SDK", new MetaEncoder(rows(kind))));
    }
    return all;
  }

  /** Returns whoever else stands on the class path, for a kind of text columns. */
  static List<Named> others(RowKind kind) {
    List<Named> others = new ArrayList<>();
    for (Contender contender : ServiceLoader.load(Contender.class)) {
      others.add(new Named(contender.name(), perRow(rows(kind), contender::encode)));
    }
    return others;
  }

  static Encoder floor(RowKind kind) {
    Floor floor = new Floor();
    return perRow(rows(kind), kind == RowKind.NESTED ? floor::nested : floor::columns);
  }

  private static <R> Encoder perRow(List<R> rows, Function<? super R, byte[]> encoder) {
    return number -> encoder.apply(rows.get(number % DIFFERENT));
  }

  static Encoder ours(RowKind kind) {
    List<Map<String, Object>> rows = rows(kind);
    ColumnMapper mapper = ColumnMapper.forColumns(kind.type(), List.copyOf(rows.get(0).keySet()));
    EventValidator validator = EventValidator.of(kind.type());
    return perRow(rows, row -> validator.validate(mapper.map(row)).orThrow().encode());
  }

  private static Encoder byPosition(RowKind kind) {
    List<Map<String, Object>> rows = rows(kind);
    var mapper =
        ColumnMapper.forColumns(kind.type(), List.copyOf(rows.get(0).keySet())).byPosition();
    EventValidator validator = EventValidator.of(kind.type());
    List<RowReader> readers =
        rows.stream().map(row -> row.values().toArray()).map(Encoders::reader).toList();
    return perRow(readers, row -> validator.validate(mapper.map(row)).orThrow().encode());
  }

  private static RowReader reader(Object[] values) {
    return column -> values[column];
  }

  private static Encoder typed() {
    EventValidator validator = EventValidator.of(RowKind.TYPED.type());
    return perRow(rows(RowKind.TYPED), row -> validator.validate(typed(row)).orThrow().encode());
  }

  /**
   * As a program writes it that has an order, and not a row; the two products are new each time.
   */
  private static Event typed(Map<String, Object> row) {
    return Event.builder(EventName.PURCHASE)
        .eventId(text(row, "event_id"))
        .occurredAt(Instant.ofEpochSecond(Long.parseLong(text(row, "event_time"))))
        .user(
            UserData.builder()
                .email(text(row, "email"))
                .phone(text(row, "phone"))
                .externalId(text(row, "external_id"))
                .ip(text(row, "ip"))
                .userAgent(text(row, "user_agent"))
                .ttclid(text(row, "ttclid"))
                .locale(text(row, "locale"))
                .build())
        .page(PageContext.builder().url(text(row, "url")).referrer(text(row, "referrer")).build())
        .properties(
            EventProperties.builder()
                .value(text(row, "value"), text(row, "currency"))
                .orderId(text(row, "order_id"))
                .contents(
                    List.of(
                        content("SKU-1", "Shirt", BigDecimal.valueOf(990, 2), 2),
                        content("SKU-2", "Cap", BigDecimal.valueOf(402, 1), 1)))
                .field("gift_wrap", text(row, "properties.gift_wrap"))
                .build())
        .build();
  }

  private static Content content(String id, String name, BigDecimal price, long quantity) {
    return Content.builder().id(id).name(name).price(price).quantity(quantity).build();
  }

  static String text(Map<String, Object> row, String column) {
    return (String) Objects.requireNonNull(row.get(column), column);
  }
}
