package com.treasuredata.tiktok.events.connector;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import com.treasuredata.tiktok.events.schema.EventValidator;
import com.treasuredata.tiktok.events.schema.PreparedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/**
 * docs/rows.md lists every field of the schema, with a cell and what is sent for it: each cell is
 * mapped, checked and encoded here.
 */
class RowsPageTest {
  private static final String CONTENTS = "properties.contents";

  /** What each source can't do without. */
  private static final Map<EventSourceType, Map<String, String>> LEAST =
      Map.of(
          WEB, row("event=Purchase", "event_time=1795566600", "email=ada@example.com"),
          APP, row("event=Purchase", "event_time=1795566600", "app_id=343200656"),
          OFFLINE, row("event=Purchase", "event_time=1795566600", "email=ada@example.com"),
          CRM, row("event=Contact", "event_time=1795566600", "lead_id=7311111111111111111"));

  /** A cell for each field, as tables have them. */
  private static final Map<String, String> CELLS =
      row(
          "event=Purchase",
          "event_time=2026-11-25T09:30:00+09:00",
          "event_id=order-1001",
          "user={\"email\": \"ada@example.com\"}",
          "properties={\"value\": 59.9, \"gift\": true}",
          "page={\"url\": \"https://shop.example/\"}",
          "app={\"app_id\": \"343200656\"}",
          "ad={\"attribution_share\": 0.5}",
          "lead={\"lead_id\": \"7311111111111111111\"}",
          "limited_data_use=no",
          "user.email= Ada@Example.com ",
          "user.phone=+81 90-1234-5678",
          "user.external_id=Customer-17",
          "user.ttclid=E.C.P.EXAMPLECLICKID",
          "user.ttp=2aBcDeFgHiJkLmNoPqRsTuVwXyZ",
          "user.ip=203.0.113.25, 10.0.0.1",
          "user.user_agent=Mozilla/5.0 (Linux; Android 14)",
          "user.locale=ja_JP",
          "user.idfa=c0a80101-7a2b-4c3d-9e8f-0123456789ab",
          "user.idfv=5D1C9E7A-0B3F-4A61-8F22-6C0E9B7D1A34",
          "user.gaid=C0A80101-7A2B-4C3D-9E8F-0123456789AB",
          "user.att_status=authorized",
          "user.first_name=Ada",
          "user.last_name=O'Neil-Smith",
          "user.country=Japan",
          "user.state=São Paulo",
          "user.city=New York",
          "user.zip_code=M5V 3L9",
          "properties.currency=usd",
          "properties.value=1,234.56",
          "properties.content_type=product",
          "properties.content_ids=[\"SKU-1\", \"SKU-2\"]",
          "properties.num_items=3",
          "properties.search_string=linen shirt",
          "properties.query=linen shirt",
          "properties.description=Order 1001",
          "properties.order_id=1001",
          "properties.shop_id=store-12",
          "properties.customer_type=Returning",
          "properties.delivery_category=in_store",
          "properties.predicted_ltv=250",
          "properties.contents=[{\"content_id\": \"SKU-1\", \"price\": 9.9, \"quantity\": 2}]",
          "properties.contents.content_id=[{\"content_id\": 1077218}]",
          "properties.contents.content_name=[{\"content_name\": \"T-shirt\"}]",
          "properties.contents.content_category=[{\"content_category\": \"Apparel\"}]",
          "properties.contents.brand=[{\"brand\": \"ExampleWear\"}]",
          "properties.contents.content_type=[{\"content_type\": \"product\"}]",
          "properties.contents.price=[{\"price\": \"9.90\"}]",
          "properties.contents.quantity=[{\"quantity\": \"2\"}]",
          "page.url=https://shop.example/thanks?order=1001",
          "page.referrer=https://shop.example/cart",
          "app.app_id=https://apps.apple.com/us/app/example/id343200656",
          "app.app_name=Example Sneakers",
          "app.app_version=3.0.2",
          "ad.callback=EXAMPLE_CALLBACK",
          "ad.campaign_id=1700817380525057",
          "ad.ad_id=1700817380806706",
          "ad.creative_id=1700817378256945",
          "ad.is_retargeting=false",
          "ad.attributed=1",
          "ad.attribution_type=click_through",
          "ad.attribution_provider=ExampleMMP",
          "ad.attribution_share=0.5",
          "lead.lead_id=7311111111111111111",
          "lead.lead_event_source=HubSpot");

  @Test
  void listsEveryFieldAndWhatIsSentForACellOfIt() throws IOException {
    List<String> rows = new ArrayList<>();
    for (EventField field : FieldTable.fields()) {
      rows.add(line(field));
    }
    assertThat(CELLS).hasSameSizeAs(rows);
    String page = Files.readString(Path.of("docs/rows.md"));
    assertThat(page.lines().filter(line -> line.matches("\\| `[a-z_.]+` \\| .*")))
        .as("the table of docs/rows.md should be\n%s\n", String.join("\n", rows))
        .containsExactlyElementsOf(rows);
  }

  private static String line(EventField field) throws IOException {
    String cell = CELLS.getOrDefault(field.path(), "");
    StringBuilder line = new StringBuilder("| `" + field.path() + "` | ");
    line.append(field.type().name().toLowerCase(Locale.ROOT).replace('_', ' ')).append(" |");
    for (EventSourceType type : EventSourceType.values()) {
      line.append(' ').append(sign(field.presence(type))).append(" |");
    }
    line.append(' ').append(field.description());
    if (!field.allowed().isEmpty()) {
      line.append(": ").append(String.join(", ", field.allowed()));
    }
    return line + " | `" + cell + "` | `" + sent(field, cell) + "` |";
  }

  private static String sign(Presence presence) {
    return switch (presence) {
      case REQUIRED -> "●";
      case NOT_APPLICABLE -> "–";
      default -> "○";
    };
  }

  private static String sent(EventField field, String cell) throws IOException {
    EventSourceType type =
        Stream.of(EventSourceType.values())
            .filter(source -> field.presence(source) != Presence.NOT_APPLICABLE)
            .findFirst()
            .orElseThrow();
    Map<String, String> row = new LinkedHashMap<>(LEAST.getOrDefault(type, Map.of()));
    row.keySet().removeIf(name -> field.path().matches("(.*\\.)?" + name) || clashes(field, name));
    row.put(field.path().startsWith(CONTENTS + '.') ? CONTENTS : field.path(), cell);
    byte[] json =
        EventValidator.of(type)
            .validate(ColumnMapper.forRows(type).map(row))
            .prepared()
            .map(PreparedEvent::encode)
            .orElseThrow(() -> new AssertionError(field + " makes the event invalid"));
    String raw = at(field.path(), JsonReader.of(new Buffer().write(json)));
    return raw.replaceAll("([0-9a-f]{8})[0-9a-f]{56}", "$1…");
  }

  /** Whether the object in one column has what the other column says. */
  private static boolean clashes(EventField object, String name) {
    return Map.of("user", "email", "app", "app_id", "lead", "lead_id")
        .getOrDefault(object.path(), "")
        .equals(name);
  }

  private static String at(String path, JsonReader reader) throws IOException {
    if (path.isEmpty()) {
      return reader.nextSource().readUtf8();
    }
    if (reader.peek() == JsonReader.Token.BEGIN_ARRAY) {
      reader.beginArray();
      return at(path, reader);
    }
    String[] parts = path.split("\\.", 2);
    reader.beginObject();
    while (reader.hasNext()) {
      if (reader.nextName().equals(parts[0])) {
        return at(parts.length == 1 ? "" : parts[1], reader);
      }
      reader.skipValue();
    }
    return "nothing";
  }

  private static Map<String, String> row(String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (String cell : cells) {
      int equals = cell.indexOf('=');
      row.put(cell.substring(0, equals), cell.substring(equals + 1));
    }
    return row;
  }
}
