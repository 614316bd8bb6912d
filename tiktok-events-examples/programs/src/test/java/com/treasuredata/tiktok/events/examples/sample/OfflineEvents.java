package com.treasuredata.tiktok.events.examples.sample;

import java.util.List;
import java.util.Locale;

/** What happens in the shops. */
final class OfflineEvents {
  private static final EventMix EVENTS =
      EventMix.of(
          "Purchase 80, Contact 5, Schedule 5, Lead 4, CompleteRegistration 4, Subscribe 2");

  private OfflineEvents() {}

  static SampleRecord make(Dice dice, Person person, int number, long time) {
    SampleRecord sale = new SampleRecord(person, number);
    String event = EVENTS.draw(dice);
    sale.set("event", event).set("event_time", time);
    if (dice.chance(90)) {
      sale.set("event_id", "pos-" + (300_000 + number));
    }
    customer(sale, dice);
    String country = person.country().code().toLowerCase(Locale.ROOT);
    sale.set("properties.shop_id", "store-" + country + "-0" + dice.between(1, 9));
    if (event.equals("Purchase")) {
      purchase(sale, dice, number);
    }
    return sale;
  }

  private static void customer(SampleRecord sale, Dice dice) {
    Person person = sale.person();
    int known = dice.between(1, 100);
    if (known <= 75) {
      sale.set("user.email", person.typedEmail(dice));
    }
    if (known > 40) {
      String phone = person.typedPhone(dice);
      Phone second = person.country().phone(dice);
      sale.set("user.phone", dice.chance(5) ? List.of(phone, second.typed(dice)) : (Object) phone);
    }
  }

  private static void purchase(SampleRecord sale, Dice dice, int number) {
    Catalogue.Cart cart = Catalogue.cart(dice, sale.person().country());
    sale.set("properties.order_id", dice.chance(50) ? "000" + number : "POS/" + number);
    sale.set("properties.value", cart.value());
    sale.set("properties.currency", sale.person().country().currency());
    if (dice.chance(60)) {
      sale.set("properties.content_type", "product");
      sale.set("properties.contents", cart.contents());
      sale.set("properties.num_items", cart.count());
    }
  }
}
