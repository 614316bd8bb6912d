package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads TikTok's lists of one advertiser's event sources. Safe for use by several threads. */
final class SourceList {
  /** The most that TikTok allows (auth-and-sources.md §3.1). */
  private static final int PAGE_SIZE = 20;

  /** Where a list that doesn't end is given up, so that it can't fill the memory. */
  private static final int MAX_ROWS = 10_000;

  private static final int MAX_PAGES = MAX_ROWS / PAGE_SIZE;

  private final ApiTransport transport;
  private final String advertiserId;

  SourceList(ApiTransport transport, String advertiserId) {
    this.transport = transport;
    this.advertiserId = advertiserId;
  }

  /**
   * Returns the entries that have this name (auth-and-sources.md §3.5, steps 2 to 4).
   *
   * <p>TikTok's own filter only makes the list shorter: what it matches differs between the kinds,
   * and isn't always published. If it finds no name that is written exactly so, {@code all} is
   * asked.
   *
   * @param all all entries, filled if it was needed
   */
  List<SourceRow> named(SourceKind kind, SourceName name, List<SourceRow> all) {
    if (kind.canFilter()) {
      List<SourceRow> exact = name.exactlyIn(rows(kind, name.text()));
      if (!exact.isEmpty()) {
        return exact;
      }
    }
    all.addAll(rows(kind, null));
    return name.in(all);
  }

  /**
   * Returns all entries, each once, or those that TikTok finds similar to {@code filter}.
   *
   * @throws EventSourceException if there are too many to look through
   */
  List<SourceRow> rows(SourceKind kind, @Nullable String filter) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("advertiser_id", advertiserId);
    if (filter != null) {
      query.put("name", filter);
    }
    Set<SourceRow> rows = new LinkedHashSet<>();
    if (!kind.isPaged()) {
      addRows(kind, read(kind, query), rows);
      return List.copyOf(rows);
    }
    query.put("page_size", String.valueOf(PAGE_SIZE));
    for (int page = 1; page <= MAX_PAGES; page++) {
      query.put("page", String.valueOf(page));
      Map<?, ?> data = read(kind, query);
      int before = rows.size();
      addRows(kind, data, rows);
      if (rows.size() == before || isLast(page, data)) {
        return List.copyOf(rows);
      }
    }
    throw tooMany(kind);
  }

  private void addRows(SourceKind kind, Map<?, ?> data, Set<SourceRow> rows) {
    if (data.get(kind.array()) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> object) {
          rows.addAll(kind.rows(object));
        }
        if (rows.size() > MAX_ROWS) {
          throw tooMany(kind);
        }
      }
    }
  }

  private EventSourceException tooMany(SourceKind kind) {
    return EventSourceException.of(
        EventSourceException.Reason.TOO_MANY,
        String.format(
            Locale.ROOT,
            "TikTok lists more than %,d %ss of advertiser %s, too many to look through: give the"
                + " event source's id",
            MAX_ROWS,
            kind.noun(),
            advertiserId),
        List.of());
  }

  /** If TikTok doesn't say how many pages there are, the list ends where nothing new comes. */
  private static boolean isLast(int page, Map<?, ?> data) {
    return data.get("page_info") instanceof Map<?, ?> info
        && info.get("total_page") instanceof BigDecimal total
        && total.compareTo(BigDecimal.valueOf(page)) <= 0;
  }

  private Map<?, ?> read(SourceKind kind, Map<String, String> query) {
    try {
      return transport.send(ApiRequest.get(kind.listing(), Map.copyOf(query))).data();
    } catch (ApiException e) {
      throw EventSourceException.ofRefusal(
              e,
              "list " + kind.noun() + "s of advertiser " + advertiserId,
              kind.readPermission(),
              "check the advertiser id")
          .<EventsException>map(refused -> refused)
          .orElse(e);
    }
  }
}
