package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.event.AdContext;
import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Content;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.event.LeadContext;
import com.treasuredata.tiktok.events.event.PageContext;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fields of the schema, the methods of the builders and the names of columns are the same. */
class TablesAgreeTest {
  private static final String PRODUCTS = "properties.contents";

  private static final Map<String, Supplier<Object>> BUILDERS =
      Map.of(
          "",
          () -> Event.builder(EventName.SEARCH),
          "user",
          UserData::builder,
          "properties",
          EventProperties::builder,
          PRODUCTS,
          Content::builder,
          "page",
          PageContext::builder,
          "app",
          AppContext::builder,
          "ad",
          AdContext::builder,
          "lead",
          LeadContext::builder);

  /** A value of each type of argument that isn't an enum. */
  private static final List<Object> ARGUMENTS =
      List.of(
          "x",
          1L,
          BigDecimal.ONE,
          true,
          Instant.EPOCH,
          List.of("x"),
          UserData.builder().build(),
          EventProperties.builder().build(),
          PageContext.of("x"),
          AppContext.of("x"),
          AdContext.builder().build(),
          LeadContext.of("x"));

  @Test
  void everyFieldHasABuilderMethodAndEveryBuilderMethodAField()
      throws ReflectiveOperationException {
    Set<String> settable = new TreeSet<>();
    for (Map.Entry<String, Supplier<Object>> builder : BUILDERS.entrySet()) {
      Class<?> type = builder.getValue().get().getClass();
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !method.getName().equals("build")) {
          settable.addAll(fieldsSetBy(method, builder.getKey(), builder.getValue().get()));
        }
      }
    }

    Set<String> fields = new TreeSet<>();
    for (EventField field : FieldTable.fields()) {
      fields.add(field.path());
    }
    assertThat(settable).isEqualTo(fields);
  }

  private static List<String> fieldsSetBy(Method method, String parent, Object builder)
      throws ReflectiveOperationException {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(TablesAgreeTest::argument).toArray();
    method.invoke(builder, arguments);
    Object built = builder.getClass().getMethod("build").invoke(builder);
    Method fields = built.getClass().getMethod("fields");
    fields.setAccessible(true); // Its class isn't public.
    Map<?, ?> set = (Map<?, ?>) fields.invoke(built);
    assertThat(set).as(method.toString()).isNotEmpty();
    return set.keySet().stream()
        .map(name -> parent.isEmpty() ? "" + name : parent + '.' + name)
        .toList();
  }

  private static Object argument(Class<?> type) {
    return type.isEnum()
        ? type.getEnumConstants()[0]
        : ARGUMENTS.stream().filter(type::isInstance).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldButThoseOfProductsHasItsColumns(EventSourceType type) {
    List<EventField> fields =
        FieldTable.fields().stream().filter(field -> !field.parent().equals(PRODUCTS)).toList();
    for (EventField field : fields) {
      long sameName = fields.stream().filter(other -> other.name().equals(field.name())).count();
      assertThat(sameName).as("bare name of " + field).isEqualTo(1);
      for (String column : List.of(field.path(), field.path().replace('.', '_'), field.name())) {
        Map<String, Object> expected =
            field.parent().isEmpty()
                ? Map.of(field.name(), 7)
                : Map.of(field.parent(), Map.of(field.name(), 7));
        ColumnMapper mapper = ColumnMapper.forRows(type);

        assertThat(mapper.map(Map.of(column, 7)).fields()).as(column).isEqualTo(expected);
        assertThat(mapper.map(Map.of(column.toUpperCase(Locale.ROOT), 7)).fields())
            .isEqualTo(expected);
        assertThat(mapper.unmatchedColumns()).isEmpty();
      }
    }
  }
}
