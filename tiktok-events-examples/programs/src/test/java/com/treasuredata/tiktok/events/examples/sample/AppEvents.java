package com.treasuredata.tiktok.events.examples.sample;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What happens in the apps for iOS and Android. */
final class AppEvents {
  private static final EventMix EVENTS =
      EventMix.of(
          "LaunchAPP 24, InstallApp 12, Login 10, Registration 7, ViewContent 14, Search 5,"
              + " AddToCart 8, AddToWishlist 2, Checkout 4, Purchase 8, Subscribe 1, StartTrial 1,"
              + " Rate 1, CompleteTutorial 1, UnlockAchievement 1, DailyRewardClaimed 1");

  private static final Set<String> WITH_CART =
      Set.of("ViewContent", "AddToCart", "AddToWishlist", "Checkout", "Purchase");

  private static final String HEX = "0123456789ABCDEF";

  private AppEvents() {}

  static SampleRecord make(Dice dice, Person person, int number, long time) {
    SampleRecord app = new SampleRecord(person, number);
    String event = EVENTS.draw(dice);
    app.set("event", event).set("event_time", time);
    if (dice.chance(45)) {
      apple(app, dice);
    } else {
      android(app, dice);
    }
    app.set("user.ip", person.ip());
    app.set("user.locale", person.country().locale());
    if (dice.chance(35)) {
      app.set("user.email", person.typedEmail(dice));
    }
    if (dice.chance(20)) {
      app.set("user.phone", person.typedPhone(dice));
    }
    if (dice.chance(30)) {
      attribution(app, dice);
    }
    properties(app, dice, event);
    if (dice.chance(8)) {
      app.set("limited_data_use", dice.chance(50));
    }
    return app;
  }

  private static void apple(SampleRecord app, Dice dice) {
    String status =
        dice.oneOf(List.of("AUTHORIZED", "AUTHORIZED", "DENIED", "NOT_DETERMINED", "RESTRICTED"));
    app.set("app.app_id", "343200656");
    app.set("app.app_name", "Example Shop");
    app.set("app.app_version", "3.0." + dice.between(0, 4));
    app.set("user.att_status", status);
    app.set("user.idfv", uuid(dice));
    if (status.equals("AUTHORIZED")) {
      String idfa = uuid(dice);
      app.set("user.idfa", dice.chance(10) ? Sha256.hex(idfa) : idfa);
    }
    app.set("user.user_agent", "ExampleShop/3.0.2 (iPhone; iOS 18." + dice.between(0, 6) + ")");
  }

  private static void android(SampleRecord app, Dice dice) {
    app.set("app.app_id", "com.example.shop");
    app.set("app.app_name", "Example Shop");
    app.set("app.app_version", "3.1." + dice.between(0, 4));
    app.set("user.att_status", "NOT_APPLICABLE");
    app.set("user.gaid", uuid(dice).toLowerCase(Locale.ROOT));
    app.set("user.user_agent", "Dalvik/2.1.0 (Linux; U; Android 15; Pixel 9)");
  }

  private static String uuid(Dice dice) {
    return dice.text(HEX, 8)
        + ("-" + dice.text(HEX, 4))
        + ("-4" + dice.text(HEX, 3))
        + ("-A" + dice.text(HEX, 3))
        + ("-" + dice.text(HEX, 12));
  }

  private static void attribution(SampleRecord app, Dice dice) {
    boolean attributed = dice.chance(70);
    app.set("ad.attributed", attributed);
    app.set("ad.is_retargeting", dice.chance(20));
    app.set("ad.attribution_provider", "ExampleMMP");
    if (attributed) {
      app.set("ad.callback", "EXAMPLE_" + dice.digits(24));
      app.set("ad.campaign_id", "17008" + dice.digits(11));
      app.set("ad.ad_id", "17008" + dice.digits(11));
      app.set("ad.creative_id", "17008" + dice.digits(11));
      app.set("ad.attribution_type", dice.chance(80) ? "click_through" : "view_through");
    }
  }

  private static void properties(SampleRecord app, Dice dice, String event) {
    Country country = app.person().country();
    if (event.equals("Search")) {
      app.set("properties.search_string", country.searchTerm());
    }
    if (WITH_CART.contains(event)) {
      Catalogue.Cart cart = Catalogue.cart(dice, country);
      // Some apps write every number as text.
      app.set("properties.value", dice.chance(20) ? cart.value().toPlainString() : cart.value());
      app.set("properties.currency", country.currency());
      app.set("properties.content_type", "product");
      app.set("properties.contents", cart.contents());
    }
    if (event.equals("Purchase")) {
      app.set("properties.customer_type", app.person().newCustomer() ? "new" : "returning");
    }
    if (event.equals("UnlockAchievement")) {
      app.set("properties.achievement", "first_review");
    }
  }
}
