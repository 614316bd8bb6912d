package com.treasuredata.tiktok.events.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonTree;
import com.treasuredata.tiktok.events.internal.json.MalformedJsonException;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import com.treasuredata.tiktok.events.schema.Samples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemaTest {
  static List<Sample> samples() {
    return Samples.all();
  }

  @Test
  void hasEachFieldOfTheSpecification() { // events-api.md §2
    assertThat(FieldTable.fields())
        .extracting(EventField::path)
        .containsExactlyInAnyOrder(
            """
            event event_time event_id user properties page app ad limited_data_use lead
            user.email user.phone user.external_id user.ttclid user.ttp user.ip user.user_agent user.locale user.idfa
            user.idfv user.gaid user.att_status user.first_name user.last_name user.zip_code user.city user.state
            user.country
            properties.contents properties.content_ids properties.content_type properties.currency properties.value
            properties.num_items properties.search_string properties.query properties.description properties.order_id
            properties.shop_id properties.customer_type properties.delivery_category properties.predicted_ltv
            properties.contents.content_id properties.contents.price properties.contents.quantity
            properties.contents.content_name properties.contents.content_category properties.contents.brand
            properties.contents.content_type
            page.url page.referrer
            app.app_id app.app_name app.app_version
            ad.callback ad.campaign_id ad.ad_id ad.creative_id ad.is_retargeting ad.attributed ad.attribution_type
            ad.attribution_provider ad.attribution_share
            lead.lead_id lead.lead_event_source
            """
                .strip()
                .split("\\s+", -1));
  }

  @ParameterizedTest
  @EnumSource
  void listsExactlyTheFieldsThatAreSent(EventSourceType type) throws MalformedJsonException {
    EventSchema schema = EventSchema.of(type);
    Set<String> sent = new TreeSet<>();
    for (EventField field : FieldTable.fields()) {
      if (field.presence(type) != Presence.NOT_APPLICABLE) {
        sent.add(field.path());
      }
    }
    Set<String> listed = new TreeSet<>();
    collectPaths(parsed(schema), "", listed);

    assertThat(listed).isEqualTo(sent);
    assertThat(
            schema
                .toTable()
                .lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactlyInAnyOrderElementsOf(sent);
  }

  private static void collectPaths(Map<String, Object> schema, String parent, Set<String> paths) {
    Object properties = schema.getOrDefault("properties", Map.of());
    Samples.object(properties)
        .forEach(
            (name, property) -> {
              String path = parent.isEmpty() ? name : parent + '.' + name;
              paths.add(path);
              collectPaths(Samples.object(property), path, paths);
              if (Samples.object(property).get("anyOf") instanceof List<?> forms) {
                collectPaths(Samples.object(forms.get(0)), path, paths);
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void printsEachRuleWithItsSeverities(EventSourceType type) throws MalformedJsonException {
    EventSchema schema = EventSchema.of(type);
    String table = schema.toTable();
    String json = JsonTree.toJson(parsed(schema));

    for (Rule rule : Rule.values()) {
      String normally = word(rule.severity(false, false));
      String essential = word(rule.severity(false, true));
      String strictly = word(rule.severity(true, false));
      assertThat(table)
          .containsPattern(
              rule + " +" + normally + " +" + essential + " +" + strictly + " +[^\\n]+§");
      assertThat(json)
          .contains(
              "{\"rule\":\"%s\",\"severity\":\"%s\",\"severity-strict\":\"%s\",\"severity-essential\":\"%s\""
                  .formatted(rule, normally, strictly, essential));
    }
    for (EventName name : EventName.standardFor(type)) {
      assertThat(table).contains(name.value());
      assertThat(json).contains('"' + name.value() + '"');
    }
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void describesTheSamples(Sample sample) throws MalformedJsonException {
    assertThat(JsonSchema.accepts(parsed(EventSchema.of(sample.type())), sample.fields())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void asksForWhatTheValidatorAsksFor(Sample sample) throws MalformedJsonException {
    Map<String, Object> schema = parsed(EventSchema.of(sample.type()));
    List<List<String>> without = new ArrayList<>(List.of(List.of("user", "email")));
    for (EventField field : FieldTable.fields()) {
      without.add(List.of(field.path()));
      without.add(List.of("user.phone", "user.email", field.path()));
    }
    for (List<String> paths : without) {
      Object event = sample.fields();
      for (String path : paths) {
        event = without(event, path);
      }
      assertThat(JsonSchema.accepts(schema, event))
          .as("without %s", paths)
          .isEqualTo(check(sample.type(), Samples.object(event)).isValid());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesNothingThatTheValidatorFindsRight(Sample sample) throws MalformedJsonException {
    Map<String, Object> schema = parsed(EventSchema.of(sample.type()));
    for (EventField field : FieldTable.fields()) {
      for (Object wrong : List.of(Map.of("x", 1), List.of(List.of("x")), "x", true)) {
        Map<String, Object> event = Samples.object(with(sample.fields(), field.path(), wrong));
        if (!JsonSchema.accepts(schema, event)) {
          assertThat(check(sample.type(), event).violations())
              .as(field.path() + " " + wrong)
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void wantsAnAddressWhereDataUseIsLimited() throws MalformedJsonException {
    Map<String, Object> schema = parsed(EventSchema.of(EventSourceType.WEB));
    Object event = with(Samples.all().get(0).fields(), "limited_data_use", true);

    assertThat(JsonSchema.accepts(schema, event)).isTrue();
    assertThat(JsonSchema.accepts(schema, without(event, "user.ip"))).isFalse();
  }

  @Test
  void takesNoCustomNamesOffline() throws MalformedJsonException {
    Map<String, Object> schema = parsed(EventSchema.of(EventSourceType.OFFLINE));
    Sample offline =
        Samples.all().stream()
            .filter(sample -> sample.type() == EventSourceType.OFFLINE)
            .findFirst()
            .orElseThrow();

    for (String name : List.of("Purchase", "CompletePayment", "Test_Drive", "purchase")) {
      Map<String, Object> event = Samples.object(with(offline.fields(), "event", name));
      assertThat(JsonSchema.accepts(schema, event))
          .as(name)
          .isEqualTo(check(EventSourceType.OFFLINE, event).isValid());
    }
  }

  private static Object without(Object event, String path) {
    return changed(event, path, null);
  }

  private static Object with(Object event, String path, Object value) {
    return changed(event, path, value);
  }

  private static Object changed(Object object, String path, @Nullable Object value) {
    if (object instanceof List<?> items) {
      return items.stream().map(item -> changed(item, path, value)).toList();
    }
    if (!(object instanceof Map)) {
      return object;
    }
    Map<String, Object> copy = new LinkedHashMap<>(Samples.object(object));
    int dot = path.indexOf('.');
    if (dot >= 0) {
      copy.computeIfPresent(
          path.substring(0, dot), (name, inner) -> changed(inner, path.substring(dot + 1), value));
    } else if (value == null) {
      copy.remove(path);
    } else {
      copy.put(path, value);
    }
    return copy;
  }

  private static ValidationResult check(EventSourceType type, Map<String, Object> fields) {
    Event.Builder event = Event.builder();
    fields.forEach(event::field);
    return Checking.check(event, type);
  }

  private static Map<String, Object> parsed(EventSchema schema) throws MalformedJsonException {
    return Samples.object(JsonTree.parse(schema.toJsonSchema()));
  }
}
