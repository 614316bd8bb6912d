package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.http.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What differs between the kinds of event source: the table of auth-and-sources.md §3.0. */
enum SourceKind {
  /** Events need the pixel's code, not its numeric id (§3.0). */
  PIXEL(
      EventSourceType.WEB,
      "pixel",
      Endpoint.PIXEL_LIST,
      "pixels",
      "pixel_name",
      "Pixel Management > Read Pixels",
      new Creation(
          Endpoint.PIXEL_CREATE,
          "Pixel Management > Create and Update Pixels",
          "choose a name of 1 to 40 characters, without emoji, that no other pixel has")) {
    @Override
    List<SourceRow> rows(Map<?, ?> item) {
      SourceRow row = SourceRow.of(nameOf(item), SourceRow.text(item, "pixel_code"), "");
      boolean unbound =
          item.get("asset_ownership") instanceof Map<?, ?> ownership
              && "UNBOUND".equals(ownership.get("asset_relation_status"));
      return List.of(
          unbound
              ? new SourceRow(row.name(), row.id(), "", "it isn't shared with the advertiser now")
              : row);
    }

    @Override
    String createdId(Map<?, ?> data) {
      return SourceRow.text(data, "pixel_code");
    }

    @Override
    Map<String, Object> createBody(String advertiserId, String name) {
      return Map.of("advertiser_id", advertiserId, "pixel_name", name);
    }
  },

  /** Events need the TikTok App ID; {@code app_id} is another (§3.2). */
  APP(
      EventSourceType.APP,
      "app",
      Endpoint.APP_LIST,
      "apps",
      "app_name",
      "App Management > Read Apps",
      null) {
    @Override
    List<SourceRow> rows(Map<?, ?> item) {
      String store =
          (SourceRow.text(item, "platform") + ' ' + SourceRow.text(item, "app_platform_id"))
              .strip();
      List<SourceRow> rows = new ArrayList<>();
      if (item.get("tiktok_apps") instanceof List<?> apps) {
        for (Object app : apps) {
          if (app instanceof Map<?, ?> ids) {
            rows.add(SourceRow.of(nameOf(item), SourceRow.text(ids, "tiktok_app_id"), store));
          }
        }
      }
      return rows.isEmpty()
          ? List.of(new SourceRow(nameOf(item), "", store, "TikTok gives no TikTok App ID for it"))
          : rows;
    }
  },

  /** See §3.3. */
  OFFLINE_SET(
      EventSourceType.OFFLINE,
      "offline event set",
      Endpoint.OFFLINE_LIST,
      "event_set_list",
      "name",
      "Offline Events Management > Read Offline Events",
      new Creation(
          Endpoint.OFFLINE_CREATE,
          "Offline Events Management > Create/Manage Offline Events",
          "an advertiser can create at most 10 offline event sets; use one of them, by its name or"
              + " id, or choose another name")) {
    /** A description is always sent: TikTok's pages contradict each other on whether it must be. */
    @Override
    Map<String, Object> createBody(String advertiserId, String name) {
      Map<String, Object> body = new LinkedHashMap<>(super.createBody(advertiserId, name));
      body.put("description", name);
      return body;
    }
  },

  /** See §3.4. */
  CRM_SET(
      EventSourceType.CRM,
      "CRM event set",
      Endpoint.CRM_LIST,
      "crm_event_sets",
      "name",
      "CRM Event Management > Read CRM Event Sets",
      new Creation(
          Endpoint.CRM_CREATE,
          "CRM Event Management > Create/Manage CRM Event Sets",
          "an ad account has at most 50 CRM event sets; use one of them, by its name or id, or"
              + " choose another name"));

  /**
   * How a source is created.
   *
   * @param endpoint by which call
   * @param permission what the token needs (§2.7)
   * @param correction what to do if TikTok refuses the name
   */
  record Creation(Endpoint endpoint, String permission, String correction) {}

  private final EventSourceType type;
  private final String noun;

  @SuppressWarnings("ImmutableEnumChecker") // A record of a text.
  private final Endpoint listing;

  private final String array;
  private final String nameMember;
  private final String readPermission;

  @SuppressWarnings("ImmutableEnumChecker") // A record of texts.
  private final @Nullable Creation creation;

  SourceKind(
      EventSourceType type,
      String noun,
      Endpoint listing,
      String array,
      String nameMember,
      String readPermission,
      @Nullable Creation creation) {
    this.type = type;
    this.noun = noun;
    this.listing = listing;
    this.array = array;
    this.nameMember = nameMember;
    this.readPermission = readPermission;
    this.creation = creation;
  }

  static SourceKind of(EventSourceType type) {
    return switch (type) {
      case WEB -> PIXEL;
      case APP -> APP;
      case OFFLINE -> OFFLINE_SET;
      case CRM -> CRM_SET;
    };
  }

  EventSourceType type() {
    return type;
  }

  /** Returns what TikTok calls one: {@code pixel}. */
  String noun() {
    return noun;
  }

  Endpoint listing() {
    return listing;
  }

  /** Returns the member of the answer that holds the list. */
  String array() {
    return array;
  }

  /** Returns the permission that listing needs, as TikTok's portal names it (§2.7). */
  String readPermission() {
    return readPermission;
  }

  /** Returns how one is created; {@code null} if that takes more than a name (§3.2). */
  @Nullable Creation creation() {
    return creation;
  }

  /** Returns whether the list comes in pages. */
  boolean isPaged() {
    return this == PIXEL;
  }

  /** Returns whether the list can be filtered by name, in whatever way (§3.0). */
  boolean canFilter() {
    return this != APP;
  }

  String nameOf(Map<?, ?> item) {
    return SourceRow.text(item, nameMember);
  }

  /** Returns what an entry of the list stands for: one row, or several for an app with more ids. */
  List<SourceRow> rows(Map<?, ?> item) {
    return List.of(SourceRow.of(nameOf(item), createdId(item), ""));
  }

  /** Returns the id in the answer to a creation; empty if there is none. */
  String createdId(Map<?, ?> data) {
    return SourceRow.text(data, "event_set_id");
  }

  Map<String, Object> createBody(String advertiserId, String name) {
    return Map.of("advertiser_id", advertiserId, "name", name);
  }
}
