package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads TikTok's lists of one advertiser's event sources. Safe for use by several threads. */
final class SourceList {
  private static final Logger LOG = LoggerFactory.getLogger(SourceList.class);

  /** The most that TikTok allows (auth-and-sources.md §3.1). */
  private static final int PAGE_SIZE = 20;

  /** Where a list that doesn't end is given up: at 10,000 pixels. */
  private static final int MOST_PAGES = 500;

  private final ApiTransport transport;
  private final String advertiserId;

  SourceList(ApiTransport transport, String advertiserId) {
    this.transport = transport;
    this.advertiserId = advertiserId;
  }

  /**
   * Returns the entries that have this name exactly (auth-and-sources.md §3.5, steps 2 to 4).
   *
   * <p>TikTok's own filter only makes the list shorter: what it matches differs between the kinds,
   * and isn't always published. If it finds nothing, {@code all} is asked.
   *
   * @param all all entries, filled if it was needed
   */
  List<SourceRow> named(SourceKind kind, String name, List<SourceRow> all) {
    if (kind.canFilter()) {
      List<SourceRow> matches = matches(rows(kind, name), name);
      if (!matches.isEmpty()) {
        return matches;
      }
    }
    all.addAll(rows(kind, null));
    return matches(all, name);
  }

  private static List<SourceRow> matches(List<SourceRow> rows, String name) {
    return rows.stream().filter(row -> row.isNamed(name)).toList();
  }

  /** Returns all entries, each once, or those that TikTok finds similar to {@code filter}. */
  List<SourceRow> rows(SourceKind kind, @Nullable String filter) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("advertiser_id", advertiserId);
    if (filter != null) {
      query.put("name", filter);
    }
    Set<SourceRow> rows = new LinkedHashSet<>();
    if (!kind.isPaged()) {
      rows.addAll(rowsOf(kind, read(kind, query)));
      return List.copyOf(rows);
    }
    query.put("page_size", String.valueOf(PAGE_SIZE));
    for (int page = 1; page <= MOST_PAGES; page++) {
      query.put("page", String.valueOf(page));
      Map<?, ?> data = read(kind, query);
      boolean news = rows.addAll(rowsOf(kind, data));
      if (!news || page >= totalPages(data)) {
        return List.copyOf(rows);
      }
    }
    LOG.warn("{}: more than {} pages; the rest isn't looked at", kind.listing(), MOST_PAGES);
    return List.copyOf(rows);
  }

  private static List<SourceRow> rowsOf(SourceKind kind, Map<?, ?> data) {
    List<SourceRow> rows = new ArrayList<>();
    if (data.get(kind.array()) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> object) {
          rows.addAll(kind.rows(object));
        }
      }
    }
    return rows;
  }

  /** Returns the number of pages; if TikTok doesn't say, the list ends where nothing new comes. */
  private static int totalPages(Map<?, ?> data) {
    return data.get("page_info") instanceof Map<?, ?> info
            && info.get("total_page") instanceof BigDecimal total
        ? total.intValue()
        : Integer.MAX_VALUE;
  }

  private Map<?, ?> read(SourceKind kind, Map<String, String> query) {
    try {
      return transport.send(ApiRequest.get(kind.listing(), Map.copyOf(query))).data();
    } catch (ApiException e) {
      throw EventSourceRefusedException.of(
              e,
              "list %ss of advertiser %s".formatted(kind.noun(), advertiserId),
              kind.readPermission(),
              "check the advertiser id")
          .<EventsException>map(refused -> refused)
          .orElse(e);
    }
  }
}
