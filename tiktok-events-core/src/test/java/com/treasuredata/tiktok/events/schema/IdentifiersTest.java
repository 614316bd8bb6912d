package com.treasuredata.tiktok.events.schema;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static com.treasuredata.tiktok.events.schema.Checking.ALICE;
import static com.treasuredata.tiktok.events.schema.Checking.ALICE_HASHED;
import static com.treasuredata.tiktok.events.schema.Checking.finds;
import static com.treasuredata.tiktok.events.schema.Checking.good;
import static com.treasuredata.tiktok.events.schema.Checking.prepared;
import static com.treasuredata.tiktok.events.schema.Checking.sent;
import static com.treasuredata.tiktok.events.schema.Checking.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.UserData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers leave the process hashed, in their fields only. */
class IdentifiersTest {
  @Test
  void hashesIdentifiersAndKeepsDigests() {
    UserData user =
        UserData.builder()
            .email(ALICE)
            .email(' ' + ALICE_HASHED.toUpperCase(Locale.ROOT))
            .email("bob@example.com")
            .email("")
            .phone("(+1)2133734253")
            .externalId("user_123")
            .firstName("Jane")
            .zipCode("95110-1234")
            .country("US")
            .state("CA")
            .city("San José")
            .build();

    assertThat(Samples.object(prepared(good(WEB).user(user), WEB).fields().get("user")))
        .containsEntry(
            "email",
            List.of(
                ALICE_HASHED, "5ff860bf1190596c7188ab851db691f0f3169c453936e9e1eba2f9a47f7a0018"))
        .containsEntry(
            "phone", List.of("9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd"))
        .containsEntry(
            "external_id",
            List.of("80fba0ae1c48e3978e43e4efc365e14e12ea0c830ba8ba5b9a2dafc7e3f2ab8b"))
        .containsEntry(
            "first_name", "81f8f6dde88365f3928796ec7aa53f72820b06db8664f5fe76a7eb13e24546a2")
        .containsEntry(
            "zip_code", "383f7fffd99f3b1c3066086bcf991eae7ad543589d12bd792ecb6dc8b5acebc1")
        .containsEntry("country", "us")
        .containsEntry("state", "ca")
        .containsEntry("city", "sanjosé");
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone", "external_id"})
  void takesOneIdentifierOrSeveralInAnyForm(String name) {
    String one = name.equals("phone") ? "+12133734253" : "a@b.example";
    String other = name.equals("phone") ? "+819012345678" : "c@d.example";
    List<Object> severals =
        List.of(
            List.of(one, other),
            new Object[] {one, other},
            new String[] {one, other},
            "[\"" + one + "\",\"" + other + "\"]",
            " [\"" + one + "\", null, \"\", \"" + other + "\",\"" + one + "\"]");

    List<?> both = sentAs(name, severals.get(0));
    assertThat(both).hasSize(2);
    for (Object several : severals) {
      assertThat(sentAs(name, several)).isEqualTo(both);
    }
    assertThat(sentAs(name, one)).isEqualTo(both.subList(0, 1));
  }

  private static List<?> sentAs(String name, Object value) {
    PreparedEvent event = prepared(good(WEB).field("user", Map.of(name, value)), WEB);
    return event.fields().get("user") instanceof Map<?, ?> user
            && user.get(name) instanceof List<?> list
        ? list
        : List.of();
  }

  @Test
  void neverHashesABlank() {
    UserData user =
        UserData.builder()
            .email(" ")
            .phone("\u200B")
            .externalId("\u00A0")
            .firstName("")
            .zipCode("\t")
            .ttclid("x")
            .build();

    assertThat(sent(good(WEB).user(user), WEB)).asString().contains("\"user\":{\"ttclid\":\"x\"}");
    finds(good(WEB).user(user), WEB);
  }

  @Test
  void sendsDeviceIdsRawInTheirCaseOrAsDigests() {
    UserData raw =
        UserData.builder()
            .idfa("ea7583cd-a667-48bc-b806-42ecb2b48606")
            .gaid("AAAAAA-2222-1111-8787-809E92233BA0")
            .build();
    UserData hashed = UserData.builder().idfa(ALICE_HASHED.toUpperCase(Locale.ROOT)).build();

    assertThat(sent(good(APP).user(raw), APP))
        .asString()
        .contains(
            "\"idfa\":\"EA7583CD-A667-48BC-B806-42ECB2B48606\"",
            "\"gaid\":\"aaaaaa-2222-1111-8787-809e92233ba0\"");
    assertThat(sent(good(APP).user(hashed), APP))
        .asString()
        .contains("\"idfa\":\"" + ALICE_HASHED + '"');
  }

  @Test
  void namesTheItemOfAListThatIsWrong() {
    UserData user = UserData.builder().email(ALICE).email("bob").email("carol@example.com").build();

    finds(good(WEB).user(user), WEB, "user.email[1] MALFORMED warning");
  }

  @Test
  void keepsRawIdentifiersOutOfEverythingElse() {
    Event.Builder event =
        good(WEB)
            .field("phone", "+12133734253")
            .field("device", Map.of("email", ALICE_HASHED, "owner", ALICE, "os", "x"))
            .properties(
                EventProperties.builder()
                    .searchString(ALICE)
                    .field("first_name", "Alice")
                    .field("contact", "alice＠example.com")
                    .field("contacts", List.of("x", " " + ALICE + " "))
                    .build());

    finds(
        event,
        WEB,
        "properties.search_string PERSONAL_DATA warning",
        "properties.contact PERSONAL_DATA warning",
        "properties.contacts[1] PERSONAL_DATA warning",
        "properties.first_name PERSONAL_DATA warning",
        "device.email PERSONAL_DATA warning",
        "device.owner PERSONAL_DATA warning",
        "phone PERSONAL_DATA warning");
    assertThat(sent(event, WEB))
        .asString()
        .doesNotContainIgnoringCase("alice")
        .doesNotContain("2133734253")
        .contains("\"properties\":{\"contacts\":[\"x\"]}", "\"device\":{\"os\":\"x\"}");
  }

  @Test
  void refusesAnAddressForAnIdOrName() {
    finds(good(WEB).eventId(ALICE), WEB, "event_id PERSONAL_DATA error");
    finds(good(WEB).field("event", ALICE), WEB, "event PERSONAL_DATA error");
    finds(good(WEB).eventId("signup-" + ALICE_HASHED), WEB);
  }

  @Test
  void sendsAndShowsNoAddressThatIsTheNameOfAField() {
    Event.Builder event =
        good(WEB)
            .field(
                "properties",
                Map.of(
                    ALICE,
                    1,
                    "likes",
                    Map.of(ALICE, true),
                    "@type",
                    "x",
                    "+12133734253",
                    Map.of(ALICE, true)))
            .field("user", Map.of("email", ALICE, ALICE, 1));

    finds(
        event,
        WEB,
        "user.[…] UNKNOWN_USER_FIELD warning",
        "properties.[…] PERSONAL_DATA warning",
        "properties.[…] PERSONAL_DATA warning",
        "properties.likes.[…] PERSONAL_DATA warning");
    assertThat(event.build().toString()).contains("@type").doesNotContain(ALICE, "+1213");
    assertThat(sent(event, WEB)).asString().contains("@type").doesNotContain(ALICE);
  }

  @Test
  void recognisesAnIdentifierUnderAnyCaseOfItsName() {
    finds(
        good(WEB).field("properties", Map.of("PHONE", "+12133734253")),
        WEB,
        "properties.PHONE PERSONAL_DATA warning");
  }

  @Test
  void neverDropsAWishForLimitedDataUse() {
    finds(good(OFFLINE).limitedDataUse(true), OFFLINE, "limited_data_use NOT_FOR_SOURCE error");
    finds(good(OFFLINE).limitedDataUse(false), OFFLINE, "limited_data_use NOT_FOR_SOURCE warning");
  }

  @Test
  void readsNoListThatIsCutAsAnId() {
    finds(
        good(WEB).field("properties", Map.of("content_ids", "[\"a\",\"b\"")),
        WEB,
        "properties.content_ids UNREADABLE warning");
  }

  @Test
  void asksNoNameServerAboutAnAddress() {
    finds(
        good(WEB).field("user", Map.of("ttclid", "c", "ip", ".1.2.3.4:80")),
        WEB,
        "user.ip MALFORMED warning");
  }
}
