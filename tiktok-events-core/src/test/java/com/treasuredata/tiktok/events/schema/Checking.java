package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.AppContext;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.event.LeadContext;
import com.treasuredata.tiktok.events.event.UserData;
import java.util.List;
import java.util.Locale;

/** Good events of each source, and what the check says of them. */
final class Checking {
  static final String ALICE = "ALICE_abc@gmail.com";
  static final String ALICE_HASHED =
      "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f";

  private Checking() {}

  static Event.Builder good(EventSourceType type) {
    Event.Builder event = Event.builder(EventName.PURCHASE).occurredAt(Samples.NOW).eventId("o-1");
    return switch (type) {
      case WEB -> event.user(user().build()).pageUrl("https://shop.example/thanks");
      case APP -> event.user(user().build()).app(AppContext.of("343200656"));
      case OFFLINE -> event.user(user().build());
      case CRM -> event.lead(LeadContext.of("7311111111111111111"));
    };
  }

  static UserData.Builder user() {
    return UserData.builder().email(ALICE);
  }

  static void finds(Event.Builder event, EventSourceType type, String... expected) {
    ValidationResult result = check(event, type);
    assertThat(briefly(result)).containsExactly(expected);
    assertThat(result.isValid())
        .isEqualTo(List.of(expected).stream().noneMatch(found -> found.endsWith("error")));
  }

  static ValidationResult check(Event.Builder event, EventSourceType type) {
    return EventValidator.builder(type).clock(Samples.CLOCK).build().validate(event.build());
  }

  static ValidationResult strictly(Event.Builder event, EventSourceType type) {
    return EventValidator.builder(type)
        .strict(true)
        .clock(Samples.CLOCK)
        .build()
        .validate(event.build());
  }

  static PreparedEvent prepared(Event.Builder event, EventSourceType type) {
    return check(event, type).orThrow();
  }

  static byte[] sent(Event.Builder event, EventSourceType type) {
    return prepared(event, type).encode();
  }

  static List<String> briefly(ValidationResult result) {
    return result.violations().stream()
        .map(
            found ->
                found.path()
                    + ' '
                    + found.rule()
                    + ' '
                    + found.severity().name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
