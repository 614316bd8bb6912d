package com.treasuredata.tiktok.events.examples.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What happens in the web shop. */
final class WebEvents {
  private static final EventMix EVENTS =
      EventMix.of(
          "ViewContent 34, Search 10, AddToCart 15, AddToWishlist 4, InitiateCheckout 8,"
              + " AddPaymentInfo 5, Purchase 14, CompleteRegistration 4, Subscribe 2, Contact 1,"
              + " Lead 1, FindLocation 1, CustomizeProduct 1, Download 1, StartTrial 1,"
              + " SpinTheWheel 2, Loyalty_Joined 1");

  private static final Set<String> WITH_CART =
      Set.of(
          "ViewContent",
          "AddToCart",
          "AddToWishlist",
          "InitiateCheckout",
          "AddPaymentInfo",
          "Purchase",
          "CustomizeProduct");

  private static final List<String> CAMPAIGNS =
      List.of("autumn_2026", "black-friday", "always-on", "neue%20kollektion");

  private static final List<String> REFERRERS =
      List.of(
          "https://www.tiktok.com/",
          "https://www.example.com/search?q=shop",
          "https://blog.example/2026/11/gift-guide");

  private static final String TOKEN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private WebEvents() {}

  static SampleRecord make(Dice dice, Person person, int number, long time) {
    SampleRecord web = new SampleRecord(person, number);
    String event = EVENTS.draw(dice);
    web.set("event", event).set("event_time", time);
    if (dice.chance(92)) {
      web.set("event_id", "web-" + Sha256.hex("web " + number).substring(0, 12));
    }
    String clickId =
        dice.chance(45) ? "E.C.P." + dice.text(TOKEN + "-_", dice.between(90, 220)) : "";
    visitor(web, dice, clickId);
    if (event.equals("Purchase") || dice.chance(55)) {
      customer(web, dice);
    }
    properties(web, dice, event, number);
    page(web, dice, event, clickId);
    if (person.country().code().equals("US") && dice.chance(15)) {
      web.set("limited_data_use", dice.chance(60));
    }
    return web;
  }

  private static void visitor(SampleRecord web, Dice dice, String clickId) {
    web.set("user.ip", web.person().ip());
    web.set("user.user_agent", web.person().userAgent());
    web.set("user.locale", web.person().country().locale());
    if (!clickId.isEmpty()) {
      web.set("user.ttclid", clickId);
    }
    if (dice.chance(60)) {
      web.set("user.ttp", dice.text(TOKEN, 27));
    }
  }

  private static void customer(SampleRecord web, Dice dice) {
    Person person = web.person();
    web.set("user.email", emails(dice, person));
    web.set("user.external_id", person.customerId());
    if (dice.chance(50)) {
      web.set("user.phone", person.typedPhone(dice));
    }
    if (dice.chance(60)) {
      web.set("user.first_name", person.givenName().written());
      web.set("user.last_name", person.familyName().written());
      web.set("user.city", person.city().name());
      web.set("user.state", person.city().state());
      web.set("user.country", person.country().code());
      web.set("user.zip_code", person.city().postalCode());
    }
  }

  private static Object emails(Dice dice, Person person) {
    String email = person.typedEmail(dice);
    return dice.chance(4) ? List.of(email, Sha256.hex("second." + person.email())) : (Object) email;
  }

  private static void page(SampleRecord web, Dice dice, String event, String clickId) {
    Country country = web.person().country();
    StringBuilder url = new StringBuilder("https://shop.example/");
    url.append(country.locale().toLowerCase(Locale.ROOT)).append('/').append(path(web, event));
    char joint = '?';
    if (event.equals("Search")) {
      url.append("?q=").append(URLEncoder.encode(country.searchTerm(), UTF_8));
      joint = '&';
    }
    if (!clickId.isEmpty()) {
      url.append(joint).append("utm_source=tiktok&utm_medium=paid&utm_campaign=");
      url.append(dice.oneOf(CAMPAIGNS)).append("&ttclid=").append(clickId);
    }
    web.set("page.url", url.toString());
    if (dice.chance(70)) {
      web.set("page.referrer", clickId.isEmpty() ? dice.oneOf(REFERRERS) : REFERRERS.get(0));
    }
  }

  private static String path(SampleRecord web, String event) {
    return switch (event) {
      case "Search" -> "search";
      case "InitiateCheckout", "AddPaymentInfo" -> "checkout";
      case "Purchase" -> "checkout/done";
      case "CompleteRegistration", "Subscribe", "StartTrial" -> "account";
      case "Contact", "Lead" -> "contact";
      case "FindLocation" -> "stores";
      case "Download" -> "size-guide";
      case "SpinTheWheel", "Loyalty_Joined" -> "club";
      default -> "p/" + firstProduct(web);
    };
  }

  private static Object firstProduct(SampleRecord web) {
    if (!(web.get("properties.content_ids") instanceof List<?> ids)) {
      throw new AssertionError("every other event is about a product");
    }
    return ids.get(0);
  }

  private static void properties(SampleRecord web, Dice dice, String event, int number) {
    Person person = web.person();
    if (event.equals("Search")) {
      web.set("properties.search_string", person.country().searchTerm());
    }
    if (WITH_CART.contains(event)) {
      boolean single = event.equals("ViewContent") || event.equals("AddToWishlist");
      Catalogue.Cart cart =
          single
              ? Catalogue.cart(dice, person.country(), 1)
              : Catalogue.cart(dice, person.country());
      web.set("properties.value", cart.value());
      web.set("properties.currency", person.country().currency());
      web.set("properties.content_type", "product");
      web.set("properties.content_ids", cart.ids());
      if (!single) {
        web.set("properties.contents", cart.contents());
        web.set("properties.num_items", cart.count());
      }
    }
    if (event.equals("Purchase")) {
      web.set("properties.order_id", "W-" + (700_000 + number));
      web.set("properties.customer_type", person.newCustomer() ? "new" : "returning");
      if (dice.chance(10)) {
        web.set("properties.description", "Order \"gift\" 🎁,\nwrapped");
      }
    }
    if (web.has("user.email") && dice.chance(25)) {
      web.set("properties.loyalty_tier", dice.oneOf(List.of("silver", "gold", "platinum")));
    }
  }
}
