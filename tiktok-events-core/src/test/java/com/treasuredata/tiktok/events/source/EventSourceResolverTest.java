package com.treasuredata.tiktok.events.source;

import static com.treasuredata.tiktok.events.event.EventSourceType.APP;
import static com.treasuredata.tiktok.events.event.EventSourceType.CRM;
import static com.treasuredata.tiktok.events.event.EventSourceType.OFFLINE;
import static com.treasuredata.tiktok.events.event.EventSourceType.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceException.Reason;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims about finding and creating sources, over HTTP, against a TikTok with several. */
class EventSourceResolverTest {
  private static final String SHOP = "7000000000000000011";
  private static final String OTHER = "7000000000000000012";
  private static final RetryOptions QUICK =
      RetryOptions.builder()
          .maxAttempts(2)
          .delays(Duration.ofMillis(5), Duration.ofMillis(10))
          .build();

  private static FakeTikTok.Builder tiktok() {
    return FakeTikTok.builder()
        .accessToken("t0ken")
        .eventsManagerToken("events-manager-t0ken")
        .advertiser(SHOP, "Example Shop")
        .pixel(SHOP, "C4A1EXAMPLE0PIXEL7QG", "Main store")
        .pixel(SHOP, "C4A1EXAMPLE1PIXEL7QG", "Main store (outlet)")
        .pixel(SHOP, "C4A1EXAMPLE2PIXEL7QG", "Twin")
        .pixel(SHOP, "C4A1EXAMPLE3PIXEL7QG", "Twin")
        .unboundPixel(SHOP, "C4A1EXAMPLE4PIXEL7QG", "Partner store")
        .pixel(OTHER, "C4A1EXAMPLE5PIXEL7QG", "Elsewhere")
        .mobileApp(SHOP, "7300000000000000001", "Sneakers", "343200656")
        .mobileApp(SHOP, "7300000000000000002", "Sneakers", "com.example.sneakers")
        .mobileApp(SHOP, "7300000000000000003", "Boots", "com.example.boots")
        .offlineSet(SHOP, "7199999999999999999", "Stores")
        .offlineSet(SHOP, "7199999999999999998", "Stores 2024")
        .crmSet(SHOP, "7288888888888888888", "Leads");
  }

  private static EventSourceResolver resolver(FakeTikTok tiktok) {
    return resolver(tiktok, "t0ken");
  }

  private static EventSourceResolver resolver(FakeTikTok tiktok, String token) {
    return EventSourceResolver.builder()
        .tokenProvider(AccessTokenProvider.of(AccessToken.of(token)))
        .advertiserId(SHOP)
        .transport(TransportOptions.builder().baseUrl(tiktok.baseUrl()).build())
        .retry(QUICK)
        .build();
  }

  @Test
  void findsAPixelByItsExactNameAndGivesItsCode() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThat(sources.resolve(WEB, " Main store "))
          .isEqualTo(EventSource.web("C4A1EXAMPLE0PIXEL7QG"));
      assertThat(tiktok.calls("/pixel/list/")).isEqualTo(1);
    }
  }

  @Test
  void findsEachTypeWithTheIdThatItsEventsNeed() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThat(sources.resolve(APP, "Boots")).isEqualTo(EventSource.app("7300000000000000003"));
      assertThat(sources.resolve(OFFLINE, "Stores"))
          .isEqualTo(EventSource.offline("7199999999999999999"));
      assertThat(sources.resolve(CRM, "Leads")).isEqualTo(EventSource.crm("7288888888888888888"));
    }
  }

  @Test
  void looksThroughAllPages() {
    FakeTikTok.Builder many = FakeTikTok.builder().accessToken("t0ken");
    for (int i = 1; i <= 45; i++) {
      many.pixel(SHOP, "C4A1EXAMPLE%02dPIXEL7Q".formatted(i), "Store " + i);
    }
    try (FakeTikTok tiktok = many.start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThat(sources.list(WEB)).hasSize(45);
      assertThat(tiktok.calls("/pixel/list/")).isEqualTo(3);
      assertThat(sources.resolve(WEB, "Store 45").id()).isEqualTo("C4A1EXAMPLE45PIXEL7Q");
    }
  }

  @Test
  void listsWhatEventsCanBeSentTo() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThat(sources.list(WEB))
          .extracting(ListedSource::name)
          .containsExactly("Main store", "Main store (outlet)", "Twin", "Twin");
      assertThat(sources.list(APP))
          .extracting(ListedSource::toString)
          .containsExactly(
              "\"Sneakers\" (7300000000000000001, IOS 343200656)",
              "\"Sneakers\" (7300000000000000002, ANDROID com.example.sneakers)",
              "\"Boots\" (7300000000000000003, ANDROID com.example.boots)");
      assertThat(sources.list(OFFLINE)).hasSize(2);
      assertThat(sources.list(CRM)).hasSize(1);
    }
  }

  @Test
  void saysWhatThereIsWhenANameIsMissing() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      EventSourceException missing =
          catchThrowableOfType(EventSourceException.class, () -> sources.resolve(WEB, "main stor"));

      assertThat(missing)
          .hasMessage(
              "no pixel of advertiser 7000000000000000011 is named \"main stor\"; did you mean"
                  + " \"Main store\"? There are: \"Main store\" (C4A1EXAMPLE0PIXEL7QG), \"Twin\""
                  + " (C4A1EXAMPLE2PIXEL7QG), \"Twin\" (C4A1EXAMPLE3PIXEL7QG), \"Main store"
                  + " (outlet)\" (C4A1EXAMPLE1PIXEL7QG)");
      assertThat(missing.reason()).isEqualTo(Reason.NOT_FOUND);
      assertThat(missing.sources().get(0).source().id()).isEqualTo("C4A1EXAMPLE0PIXEL7QG");
      assertThat(missing.isRetryable()).isFalse();
    }
  }

  @Test
  void tellsTheCaseOfLetters() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThatThrownBy(() -> sources.resolve(WEB, "MAIN STORE"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.NOT_FOUND)
          .hasMessageContaining("did you mean \"Main store\"?");
    }
  }

  /** Names in TikTok's lists are as somebody typed or pasted them. */
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Main store ,Main store",
        "Main store ,Main store ",
        "\u00A0Main store,Main store",
        "Main store,\u2003Main store\u3000",
        "Main\u00A0store,Main store",
        "Main store\u200B,Main store",
        "\uFEFFMain store,Main store",
        "Cafe\u0301,Caf\u00E9",
        "Caf\u00E9,Cafe\u0301",
      })
  void findsANameThatLooksTheSameAndCreatesNoOtherOfItsLook(String listed, String asked) {
    try (FakeTikTok tiktok =
            FakeTikTok.builder().accessToken("t0ken").pixel(SHOP, "C1", listed).start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThat(sources.resolve(WEB, asked)).isEqualTo(EventSource.web("C1"));
      assertThatThrownBy(() -> sources.create(WEB, asked))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.EXISTS)
          .hasMessageContaining("C1");
      assertThat(tiktok.calls("/pixel/create/")).isZero();
    }
  }

  @Test
  void takesTheNameThatIsWrittenExactlySoBeforeThoseThatLookTheSame() {
    try (FakeTikTok tiktok =
            FakeTikTok.builder()
                .accessToken("t0ken")
                .pixel(SHOP, "C1", "Main store ")
                .pixel(SHOP, "C2", "Main store")
                .pixel(SHOP, "C3", "Caf\u00E9")
                .pixel(SHOP, "C4", "Cafe\u0301")
                .pixel(SHOP, "C5", "Blog ")
                .pixel(SHOP, "C6", "\u00A0Blog")
                .start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThat(sources.resolve(WEB, "Main store ").id()).isEqualTo("C1");
      assertThat(sources.resolve(WEB, "Main store").id()).isEqualTo("C2");
      assertThat(sources.resolve(WEB, " Main store").id()).isEqualTo("C2");
      assertThat(sources.resolve(WEB, "Caf\u00E9").id()).isEqualTo("C3");
      assertThat(sources.resolve(WEB, "Cafe\u0301").id()).isEqualTo("C4");
      assertThatThrownBy(() -> sources.resolve(WEB, "Blog"))
          .hasMessageContaining("2 pixels")
          .hasMessageContaining("C5")
          .hasMessageContaining("C6");
    }
  }

  @Test
  void saysThatThereAreNone() {
    try (FakeTikTok tiktok =
            FakeTikTok.builder().accessToken("t0ken").advertiser(SHOP, "New").start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThatThrownBy(() -> sources.resolve(CRM, "Leads"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.NOT_FOUND)
          .hasMessage(
              "no CRM event set of advertiser 7000000000000000011 is named \"Leads\"; there is none");
    }
  }

  @Test
  void refusesToChooseBetweenTwoOfOneName() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThatThrownBy(() -> sources.resolve(WEB, "Twin"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.AMBIGUOUS)
          .hasMessageContaining("2 pixels")
          .hasMessageContaining("C4A1EXAMPLE2PIXEL7QG")
          .hasMessageContaining("C4A1EXAMPLE3PIXEL7QG")
          .hasMessageContaining("give the id");
      assertThatThrownBy(() -> sources.resolve(APP, "Sneakers"))
          .hasMessageContaining("7300000000000000001, IOS 343200656")
          .hasMessageContaining("7300000000000000002, ANDROID com.example.sneakers");
    }
  }

  @Test
  void passesOverAPixelThatIsNotSharedAnyMore() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThatThrownBy(() -> sources.resolve(WEB, "Partner store"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.NOT_FOUND)
          .hasMessageContaining("it isn't shared with the advertiser now");
    }
  }

  @Test
  void saysWhatATokenFromEventsManagerLacks() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok, "events-manager-t0ken")) {
      EventSourceException refused =
          catchThrowableOfType(
              EventSourceException.class, () -> sources.resolve(WEB, "Main store"));

      assertThat(refused)
          .hasMessageStartingWith(
              "this token can't list pixels of advertiser 7000000000000000011: give the event"
                  + " source's id instead, or use OAuth with the permission Pixel Management > Read"
                  + " Pixels")
          .hasMessageContaining("code 40001, request 20");
      assertThat(refused.reason()).isEqualTo(Reason.NOT_PERMITTED);
      assertThat(refused.refusal()).map(ApiException::kind).hasValue(ErrorKind.PERMISSION);
      assertThatThrownBy(() -> sources.list(APP))
          .hasMessageContaining("App Management > Read Apps");
      assertThatThrownBy(() -> sources.list(OFFLINE)).hasMessageContaining("Read Offline Events");
      assertThatThrownBy(() -> sources.list(CRM)).hasMessageContaining("Read CRM Event Sets");
    }
  }

  @Test
  void saysWhichPermissionIsMissingToCreate() {
    try (FakeTikTok tiktok = tiktok().oauthToken("reader", Set.of(800L), Set.of(SHOP)).start();
        EventSourceResolver sources = resolver(tiktok, "reader")) {
      assertThatThrownBy(() -> sources.create(WEB, "New store"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.NOT_PERMITTED)
          .hasMessageContaining("this token can't create pixels")
          .hasMessageContaining("Pixel Management > Create and Update Pixels");
    }
  }

  @Test
  void passesOnARefusedToken() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok, "nobody's")) {
      assertThat(catchThrowableOfType(ApiException.class, () -> sources.list(WEB)).kind())
          .isEqualTo(ErrorKind.AUTHENTICATION);
    }
  }

  @Test
  void createsOneOfEachTypeThatCanBe() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      EventSource pixel = sources.create(WEB, " New store ");
      EventSource offline = sources.create(OFFLINE, "New shops");
      EventSource crm = sources.create(CRM, "New leads");

      assertThat(pixel.id()).matches("[A-Z0-9]{20}");
      assertThat(sources.resolve(WEB, "New store")).isEqualTo(pixel);
      assertThat(sources.resolve(OFFLINE, "New shops")).isEqualTo(offline);
      assertThat(sources.resolve(CRM, "New leads")).isEqualTo(crm);
    }
  }

  @Test
  void createsNoApp() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThatThrownBy(() -> sources.create(APP, "Sandals"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("TikTok Ads Manager");
      assertThat(tiktok.calls("/app/list/")).isZero();
    }
  }

  @Test
  void createsNothingUnderANameThatIsTaken() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      EventSourceException exists =
          catchThrowableOfType(EventSourceException.class, () -> sources.create(OFFLINE, "Stores"));

      assertThat(exists)
          .hasMessageContaining("already has the offline event set \"Stores\"")
          .hasMessageContaining("7199999999999999999")
          .hasMessageContaining("NAME");
      assertThat(exists.reason()).isEqualTo(Reason.EXISTS);
      assertThat(exists.sources()).hasSize(1);
      assertThatThrownBy(() -> sources.create(WEB, "Partner store"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.EXISTS)
          .hasMessageContaining("isn't shared");
      assertThat(tiktok.calls("/offline/create/")).isZero();
      assertThat(tiktok.calls("/pixel/create/")).isZero();
    }
  }

  @Test
  void looksForWhatAnUnansweredRequestMayHaveCreated() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      afterLookingUp(tiktok, Answer.reset().afterAccepting());

      EventSource created = sources.create(CRM, "Once");

      assertThat(tiktok.calls("/crm/create/")).isEqualTo(1);
      assertThat(sources.resolve(CRM, "Once")).isEqualTo(created); // so there is just one
    }
  }

  @Test
  void asksAgainOnceForWhatAnUnansweredRequestDidNotCreate() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      afterLookingUp(tiktok, Answer.code(50002, "Time-out."));

      EventSource created = sources.create(OFFLINE, "Once");

      assertThat(tiktok.calls("/offline/create/")).isEqualTo(2);
      assertThat(sources.resolve(OFFLINE, "Once")).isEqualTo(created);
    }
  }

  @Test
  void givesUpAfterTheSecondUnansweredRequestAndSaysThatItMayExist() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      afterLookingUp(tiktok, Answer.html(502));
      tiktok.answerNext(2, Answer.usual());
      tiktok.answerNext(1, Answer.cut());

      assertThatThrownBy(() -> sources.create(CRM, "Never"))
          .isInstanceOf(DeliveryUnknownException.class)
          .hasMessageContaining("whether TikTok created the CRM event set \"Never\"")
          .hasMessageContaining("look for it again before creating it");
      assertThat(tiktok.calls("/crm/create/")).isEqualTo(2);
    }
  }

  @Test
  void neverCreatesWhileItCannotLook() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      afterLookingUp(tiktok, Answer.reset().afterAccepting());
      tiktok.answerNext(2, Answer.code(50000, "System error."));

      assertThatThrownBy(() -> sources.create(CRM, "Once"))
          .isInstanceOf(DeliveryUnknownException.class);
      assertThat(tiktok.calls("/crm/create/")).isEqualTo(1);
    }
  }

  @Test
  void takesARefusedRepetitionForTheFirstRequestsSuccess() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      afterLookingUp(tiktok, Answer.reset().afterAccepting());
      String nothingYet = "{\"code\":0,\"message\":\"OK\",\"data\":{\"pixels\":[]}}";
      tiktok.answerNext(2, Answer.body(200, "application/json", nothingYet));

      EventSource created = sources.create(WEB, "Once");

      assertThat(tiktok.calls("/pixel/create/")).isEqualTo(2);
      assertThat(sources.resolve(WEB, "Once")).isEqualTo(created);
    }
  }

  @Test
  void looksForTheIdThatAnAnswerLacks() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      afterLookingUp(tiktok, Answer.ok().afterAccepting());

      EventSource created = sources.create(CRM, "Once");

      assertThat(tiktok.calls("/crm/create/")).isEqualTo(1);
      assertThat(sources.resolve(CRM, "Once")).isEqualTo(created);
    }
  }

  @Test
  void createsNothingTwiceWhenAnAnswerLacksTheId() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      afterLookingUp(tiktok, Answer.ok());

      assertThatThrownBy(() -> sources.create(CRM, "Once"))
          .isInstanceOf(DeliveryUnknownException.class);
      assertThat(tiktok.calls("/crm/create/")).isEqualTo(1);
    }
  }

  @Test
  void saysHowManyOfflineEventSetsThereCanBe() {
    FakeTikTok.Builder full = FakeTikTok.builder().accessToken("t0ken");
    for (int i = 0; i < 10; i++) {
      full.offlineSet(SHOP, "719999999999999999" + i, "Set " + i);
    }
    try (FakeTikTok tiktok = full.start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThatThrownBy(() -> sources.create(OFFLINE, "Set 10"))
          .isInstanceOf(EventSourceException.class)
          .hasFieldOrPropertyWithValue("reason", Reason.REFUSED)
          .hasMessageContaining("at most 10 offline event sets");
    }
  }

  @Test
  void refusesNamesThatTikTokCanNotHaveBeforeAskingIt() {
    try (FakeTikTok tiktok = tiktok().start();
        EventSourceResolver sources = resolver(tiktok)) {
      assertThatThrownBy(() -> sources.resolve(WEB, " \t"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("blank");
      assertThatThrownBy(() -> sources.create(WEB, "x".repeat(41))).hasMessageContaining("41");
      assertThatThrownBy(() -> sources.create(WEB, "Shop \uD83D\uDED2"))
          .hasMessageContaining("emoji");
      assertThatThrownBy(() -> sources.resolve(CRM, "x".repeat(41))).hasMessageContaining("40");
      assertThatThrownBy(() -> sources.create(OFFLINE, "two\nlines")).hasMessageContaining("line");
      assertThat(tiktok.calls("/pixel/list/") + tiktok.calls("/crm/list/")).isZero();
    }
  }

  @Test
  void countsANamesCharactersNotItsBytes() {
    String name = "店".repeat(39) + "𠮷";

    assertThat(EventSourceResolver.checkName(WEB, name)).isEqualTo(name);
    assertThat(EventSourceResolver.checkName(WEB, "Shop® ★ 2024")).isEqualTo("Shop® ★ 2024");
    assertThat(EventSourceResolver.checkName(OFFLINE, "x".repeat(200))).hasSize(200);
    assertThatThrownBy(() -> EventSourceResolver.checkName(APP, "x".repeat(201)))
        .hasMessage("event source name has 201 characters; at most 200 are taken");
    assertThat(EventSourceResolver.checkName(WEB, "e\u0301".repeat(40))).isNotEmpty();
  }

  @Test
  void refusesAnAdvertiserIdThatCanNotBeOne() {
    assertThatThrownBy(() -> EventSourceResolver.builder().advertiserId("70 00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("advertiser id has white space in it");
    assertThatThrownBy(() -> EventSourceResolver.builder().advertiserId(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @SuppressWarnings("NullAway") // Callers in other languages may give null.
  void saysAtOnceWhichArgumentIsNull() {
    EventSourceResolver.Builder builder = EventSourceResolver.builder();
    assertThatThrownBy(() -> builder.tokenProvider(null)).hasMessage("tokenProvider");
    assertThatThrownBy(() -> builder.advertiserId(null)).hasMessage("advertiserId");
    assertThatThrownBy(() -> builder.transport(null)).hasMessage("transport");
    assertThatThrownBy(() -> builder.retry(null)).hasMessage("retry");
    assertThatThrownBy(() -> EventSourceResolver.checkName(null, "Shop")).hasMessage("type");
    assertThatThrownBy(() -> EventSourceResolver.checkName(WEB, null)).hasMessage("name");
  }

  /** Lets the two look-ups that come before a creation pass, and answers the creation so. */
  private static void afterLookingUp(FakeTikTok tiktok, Answer answer) {
    tiktok.answerNext(2, Answer.usual());
    tiktok.answerNext(1, answer);
  }
}
