package com.treasuredata.tiktok.events.benchmarks;

import static com.treasuredata.tiktok.events.benchmarks.Encoders.text;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.serverside.ActionSource;
import com.facebook.ads.sdk.serverside.Content;
import com.facebook.ads.sdk.serverside.CustomData;
import com.facebook.ads.sdk.serverside.Event;
import com.facebook.ads.sdk.serverside.EventRequest;
import com.facebook.ads.sdk.serverside.UserData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Meta's SDK for the same rows: the nearest thing to ours that a connector uses. It normalises and
 * hashes, and checks little. Its requests hold 1,000 events, as ours do.
 */
final class MetaEncoder implements Encoder {
  private static final int REQUEST = 1_000;

  private final List<Map<String, Object>> rows;
  private final APIContext context;

  MetaEncoder(List<Map<String, Object>> rows) {
    this.rows = rows;
    this.context = new APIContext("t0ken", null, null, false); // false: no crash reports to Meta.
  }

  @Override
  public byte[] encode(int number) {
    return request(number, 1);
  }

  @Override
  public long encodeAll(int first, int count) {
    long bytes = 0;
    for (int i = 0; i < count; i += REQUEST) {
      bytes += request(first + i, Math.min(REQUEST, count - i)).length;
    }
    return bytes;
  }

  private byte[] request(int first, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      events.add(event(rows.get(i % rows.size())));
    }
    return new EventRequest("1234567890", context)
        .data(events)
        .getSerializedPayload()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Event event(Map<String, Object> row) {
    HashMap<String, String> custom = new HashMap<>();
    custom.put("gift_wrap", text(row, "properties.gift_wrap"));
    return new Event()
        .eventName(text(row, "event"))
        .eventTime(Long.valueOf(text(row, "event_time")))
        .eventId(text(row, "event_id"))
        .actionSource(ActionSource.website)
        .eventSourceUrl(text(row, "url"))
        .userData(
            new UserData()
                .email(text(row, "email"))
                .phone(text(row, "phone"))
                .externalId(text(row, "external_id"))
                .clientIpAddress(text(row, "ip"))
                .clientUserAgent(text(row, "user_agent"))
                .fbc(text(row, "ttclid")))
        .customData(
            new CustomData()
                .value(Float.valueOf(text(row, "value")))
                .currency(text(row, "currency"))
                .orderId(text(row, "order_id"))
                .addContent(
                    new Content().productId("SKU-1").title("Shirt").itemPrice(9.9f).quantity(2L))
                .addContent(
                    new Content().productId("SKU-2").title("Cap").itemPrice(40.2f).quantity(1L))
                .customProperties(custom));
  }
}
