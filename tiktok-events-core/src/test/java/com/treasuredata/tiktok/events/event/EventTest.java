package com.treasuredata.tiktok.events.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.tiktok.events.event.EventProperties.ContentType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
  @Test
  void isATreeOfFieldsByTikToksNames() {
    Event event =
        Event.builder(EventName.SEARCH)
            .occurredAt(Instant.ofEpochMilli(1_767_225_600_999L))
            .pageUrl("https://shop.example/?q=tee")
            .user(UserData.builder().email(" Ada@Example.com ").email("b@c.example").build())
            .properties(
                EventProperties.builder()
                    .contentType(ContentType.PRODUCT_GROUP)
                    .contents(List.of(Content.builder().id("1").quantity(2L).build()))
                    .build())
            .build();

    assertThat(event.fields())
        .isEqualTo(
            Map.of(
                "event", "Search",
                "event_time", 1_767_225_600L,
                "page", Map.of("url", "https://shop.example/?q=tee"),
                "user", Map.of("email", List.of(" Ada@Example.com ", "b@c.example")),
                "properties",
                    Map.of(
                        "content_type",
                        "product_group",
                        "contents",
                        List.of(Map.of("content_id", "1", "quantity", 2L)))));
  }

  @Test
  void setsNothingForAbsentValues() {
    assertThat(
            Event.builder()
                .eventId(null)
                .occurredAt(null)
                .pageUrl(null)
                .user(null)
                .limitedDataUse(null)
                .field("x", null)
                .build())
        .isEqualTo(Event.builder().build());
    assertThat(UserData.builder().email(null).attStatus(null).build().fields()).isEmpty();
  }

  @Test
  void addsTheUrlToWhatThePageHasAlready() {
    PageContext page = PageContext.builder().referrer("https://a.example/").build();

    assertThat(Event.builder().page(page).pageUrl("https://b.example/").build().fields())
        .containsEntry(
            "page", Map.of("referrer", "https://a.example/", "url", "https://b.example/"));
  }

  @Test
  void addsIdentifiersToOnesSetByName() {
    assertThat(UserData.builder().field("email", "a@b.example").email("c@d.example").build())
        .isEqualTo(UserData.builder().email("a@b.example").email("c@d.example").build());
  }

  @Test
  void cannotBeChangedByWhoeverGaveItsParts() {
    List<Object> list = new ArrayList<>(List.of("a"));
    Map<String, Object> map = new HashMap<>(Map.of("list", list));
    Object[] array = {"a"};
    StringBuilder text = new StringBuilder("a");
    Event.Builder builder =
        Event.builder().field("map", map).field("array", array).field("text", text);
    Event event = builder.build();

    list.add("b");
    map.put("c", "d");
    array[0] = "e";
    text.append("f");
    builder.field("g", "h");

    assertThat(event.fields())
        .isEqualTo(Map.of("map", Map.of("list", List.of("a")), "array", List.of("a"), "text", "a"));
    assertThatThrownBy(() -> event.fields().put("i", "j"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(builder.build().fields()).containsEntry("g", "h");
  }

  @Test
  void givesEqualSetsTheSameOrder() {
    Set<String> one = new LinkedHashSet<>(List.of("a", "b", "c"));
    Set<String> other = new LinkedHashSet<>(List.of("c", "b", "a"));

    assertThat(Event.builder().field("x", one).build().fields().toString())
        .isEqualTo(Event.builder().field("x", other).build().fields().toString());
  }

  @Test
  void survivesWhatHasNoEnd() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    Event event = Event.builder().field("x", endless).build();

    assertThat(event).isEqualTo(Event.builder().field("x", endless).build());
    assertThat(event.hashCode()).isNotZero();
    assertThat(event).hasToString("Event[x]");
  }

  @Test
  void saysWhichFieldsAreSetAndNotToWhat() {
    Event event =
        Event.builder(EventName.PURCHASE)
            .user(UserData.builder().email("ada@example.com").build())
            .field("list", List.of(Map.of("secret", "ada")))
            .build();

    assertThat(event).hasToString("Event[event, user[email], list]");
    assertThat(UserData.builder().email("ada@example.com").build()).hasToString("UserData[email]");
  }

  @Test
  void isEqualToEventsWithTheSameFields() {
    Event event = Event.builder().eventId("1").field("a", "b").build();

    assertThat(event)
        .isEqualTo(Event.builder().field("a", "b").eventId("1").build())
        .hasSameHashCodeAs(Event.builder().field("a", "b").eventId("1").build())
        .isNotEqualTo(Event.builder().eventId("2").field("a", "b").build());
    assertThat((Object) PageContext.builder().build()).isNotEqualTo(AppContext.builder().build());
  }

  @Test
  void takesAllNamesButBlankOnes() {
    assertThat(EventName.of("Purchase")).isSameAs(EventName.PURCHASE);
    assertThat(EventName.of("Test_Drive")).isEqualTo(EventName.of("Test_Drive"));
    assertThat(EventName.of("purchase")).isNotEqualTo(EventName.PURCHASE);
    assertThatThrownBy(() -> EventName.of(" ")).hasMessage("event name is blank");
  }

  @Test
  void knowsTheStandardNamesOfEachSource() { // events-api.md §4.1 and §4.3
    assertThat(EventName.standardFor(EventSourceType.WEB))
        .hasSize(18)
        .isEqualTo(EventName.standardFor(EventSourceType.OFFLINE))
        .isEqualTo(EventName.standardFor(EventSourceType.CRM))
        .extracting(EventName::value)
        .containsExactly(
            ("AddPaymentInfo AddToCart AddToWishlist ApplicationApproval CompleteRegistration"
                    + " Contact CustomizeProduct Download FindLocation InitiateCheckout Lead"
                    + " Purchase Schedule Search StartTrial SubmitApplication Subscribe ViewContent")
                .split(" ", -1));
    assertThat(EventName.standardFor(EventSourceType.APP))
        .hasSize(27)
        .extracting(EventName::value)
        .containsExactly(
            ("AchieveLevel AddPaymentInfo AddToCart AddToWishlist Checkout CompleteTutorial"
                    + " CreateGroup CreateRole GenerateLead InAppADClick InAppADImpr InstallApp"
                    + " JoinGroup LaunchAPP LoanApplication LoanApproval LoanDisbursal Login"
                    + " Purchase Rate Registration Search SpendCredits StartTrial Subscribe"
                    + " UnlockAchievement ViewContent")
                .split(" ", -1));
  }

  @ParameterizedTest
  @EnumSource
  void readsTypesOfSourcesInAnyCase(EventSourceType type) {
    assertThat(EventSourceType.of(type.wireName())).isEqualTo(type);
    assertThat(EventSourceType.of(' ' + type.name() + ' ')).isEqualTo(type);
    assertThatThrownBy(() -> EventSourceType.of("shop"))
        .hasMessage("event source must be web, app, offline or crm: \"shop\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\u00A0", "C4 A1", "C4\u00A0A1", " C4A1", "C4A1\n", "C4\u200BA1"})
  void refusesSourceIdsWithWhiteSpace(String id) {
    assertThatThrownBy(() -> EventSource.web(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("event source id");
  }

  @Test
  void keepsSourceIdsAsTheyAre() {
    assertThat(EventSource.offline("0071")).hasToString("offline 0071");
    assertThat(Collections.singleton(EventSource.web("C4A1")))
        .contains(new EventSource(EventSourceType.WEB, "C4A1"));
  }

  @Test
  void readsASourceBackFromItsText() {
    for (EventSourceType type : EventSourceType.values()) {
      EventSource source = new EventSource(type, "C4A1EXAMPLE0PIXEL7QG");
      assertThat(EventSource.parse(source.toString())).isEqualTo(source);
    }
    assertThat(EventSource.parse("WEB C4A1\n")).isEqualTo(EventSource.web("C4A1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "web", "web ", "C4A1", "web  C4A1", "web C4 A1", "pixel C4A1"})
  void refusesOtherTextsWithoutShowingThem(String text) {
    assertThatThrownBy(() -> EventSource.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("event source")
        .hasMessageNotContaining("C4A1 ")
        .hasMessageNotContaining("pixel");
  }
}
