package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.ExportListener;
import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.InvalidRecordPolicy;
import com.treasuredata.tiktok.events.RecordMapper;
import com.treasuredata.tiktok.events.event.Event;
import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventProperties;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.UserData;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.schema.Violation;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/** Exports the orders of a shop, passing over those that can't be sent. */
public final class BulkExport {
  /**
   * An order of the shop.
   *
   * @param id its number
   * @param paidAt when it was paid
   * @param email who paid
   * @param total how much, in dollars
   */
  record Order(String id, Instant paidAt, String email, String total) {}

  private BulkExport() {}

  /**
   * Exports four orders: one can't be matched to anybody, and one has a value that is no number.
   *
   * @param args the access token
   */
  public static void main(String[] args) {
    Instant now = Instant.now();
    List<Order> orders =
        List.of(
            new Order("1001", now, "ada@example.com", "59.90"),
            new Order("1002", now, "not an address", "12.00"),
            new Order("1003", now, "bob@example.com", "7.50"),
            new Order("1004", now, "ada@example.com", "twelve"));
    try (EventsClient client = client(args[0], TransportOptions.DEFAULT)) {
      export(client, orders, System.out);
    }
  }

  static EventsClient client(String accessToken, TransportOptions transport) {
    return EventsClient.builder()
        .accessToken(accessToken)
        .source(EventSource.offline("7199999999999999999"))
        .transport(transport)
        .build();
  }

  static ExportReport export(EventsClient client, Iterable<Order> orders, PrintStream out) {
    // README: export many
    RecordMapper<Order> mapper =
        order ->
            Event.builder(EventName.PURCHASE)
                .eventId(order.id())
                .occurredAt(order.paidAt())
                .user(UserData.builder().email(order.email()).build())
                .properties(EventProperties.builder().value(order.total(), "USD").build())
                .build();

    ExportReport report =
        client
            .export(mapper)
            .invalidRecords(InvalidRecordPolicy.SKIP)
            .onFailure(out::println) // record 2 INVALID: … user NO_MATCH_KEY …
            .listener(
                new ExportListener() {
                  @Override
                  public void onWarning(long record, Violation warning) {
                    out.println("record " + record + ": " + warning); // It is sent all the same.
                  }
                })
            .run(orders);

    out.println(report); // 4 read = 3 accepted + …; values were left out of 1 of the accepted
    // README ends
    return report;
  }
}
