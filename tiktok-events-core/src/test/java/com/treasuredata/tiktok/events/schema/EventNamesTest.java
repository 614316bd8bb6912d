package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.finds;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which names each type of source takes. */
class EventNamesTest {
  @ParameterizedTest
  @EnumSource
  void takesEachStandardName(EventSourceType type) {
    for (EventName name : EventName.standardFor(type)) {
      finds(good(type).field("event", name), type);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WEB,     Test_Drive-2,    ''",
    "APP,     Test_Drive-2,    ''",
    "CRM,     qualified_lead,  ''",
    "OFFLINE, Test_Drive-2,    CUSTOM_NAME_NOT_ALLOWED error",
    "OFFLINE, purchase,        CUSTOM_NAME_NOT_ALLOWED error",
    "OFFLINE, CompletePayment, LEGACY_NAME warning",
    "WEB,     Pageview,        ''",
    "WEB,     CompletePayment, LEGACY_NAME warning",
    "WEB,     SubmitForm,      LEGACY_NAME warning",
    "CRM,     ClickButton,     LEGACY_NAME warning",
    "WEB,     PlaceAnOrder,    LEGACY_NAME warning",
    "APP,     CompletePayment, NAME_ELSEWHERE warning",
    "WEB,     Checkout,        RESERVED_NAME warning",
    "WEB,     Registration,    RESERVED_NAME warning",
    "APP,     Checkout,        ''",
    "APP,     Registration,    ''",
    "WEB,     ViewForm,        RESERVED_NAME warning",
    "WEB,     purchase,        NAME_CASE warning",
    "APP,     LaunchApp,       NAME_CASE warning",
    "WEB,     LaunchAPP,       ''",
    "WEB,     1st,             CUSTOM_NAME_SHAPE warning",
    "WEB,     test drive,      CUSTOM_NAME_SHAPE warning",
    "WEB,     試乗,            CUSTOM_NAME_SHAPE warning",
    "WEB,     A2345678901234567890123456789012345678901234567890,  ''",
    "WEB,     A23456789012345678901234567890123456789012345678901, CUSTOM_NAME_SHAPE warning",
  })
  void knowsWhichNamesATypeOfSourceTakes(EventSourceType type, String name, String rule) {
    finds(
        good(type).field("event", name),
        type,
        rule.isEmpty() ? new String[0] : new String[] {"event " + rule});
  }

  @Test
  void trimsNamesAndKeepsTheirCase() {
    assertThat(prepared(good(WEB).field("event", " Test_Drive "), WEB).fields())
        .containsEntry("event", "Test_Drive");
  }
}
