package com.treasuredata.tiktok.events.examples.sample;

import java.math.BigDecimal;
import java.util.List;

/** What becomes of the leads that an advertisement's form brought in. */
final class CrmEvents {
  private static final EventMix EVENTS =
      EventMix.of(
          "Lead 25, Contact 20, qualified_lead 20, Schedule 10, SubmitApplication 8,"
              + " opportunity_won 8, Purchase 5, Subscribe 4");

  private static final List<String> SYSTEMS =
      List.of("HubSpot", "Salesforce", "Zoho", "Example CRM");

  private CrmEvents() {}

  static SampleRecord make(Dice dice, Person person, int number, long time) {
    SampleRecord lead = new SampleRecord(person, number);
    String event = EVENTS.draw(dice);
    lead.set("event", event).set("event_time", time);
    if (dice.chance(85)) {
      lead.set("event_id", "crm-" + (88_000 + number) + "-" + event);
    }
    String id = "73111" + dice.digits(14);
    // As a number, too: it has more digits than a double keeps.
    lead.set("lead.lead_id", dice.chance(70) ? id : new BigDecimal(id));
    if (dice.chance(80)) {
      lead.set("lead.lead_event_source", dice.oneOf(SYSTEMS));
    }
    if (dice.chance(80)) {
      lead.set("user.email", person.typedEmail(dice));
    }
    if (dice.chance(60)) {
      lead.set("user.phone", person.typedPhone(dice));
    }
    if (dice.chance(30)) {
      lead.set("user.external_id", person.customerId());
    }
    if (event.equals("opportunity_won") || event.equals("Purchase")) {
      lead.set("properties.value", person.country().price(dice.between(10_000, 900_000)));
      lead.set("properties.currency", person.country().currency());
    }
    return lead;
  }
}
