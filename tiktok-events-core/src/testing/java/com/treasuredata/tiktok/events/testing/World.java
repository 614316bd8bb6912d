package com.treasuredata.tiktok.events.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who there is on this TikTok: developer apps, advertisers and their event sources. */
final class World {
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, String> advertisers = new LinkedHashMap<>();
  private final Shelf<Pixel> pixels = new Shelf<>();
  private final Shelf<MobileApp> mobileApps = new Shelf<>();
  private final Shelf<OfflineSet> offlineSets = new Shelf<>();
  private final Shelf<CrmSet> crmSets = new Shelf<>();
  private final Ids ids;
  private final Clock clock;
  private final boolean takesUnknownSources;

  World(Ids ids, Clock clock, boolean takesUnknownSources) {
    this.ids = ids;
    this.clock = clock;
    this.takesUnknownSources = takesUnknownSources;
  }

  Ids ids() {
    return ids;
  }

  /** The time things are created at, in whole seconds, as TikTok prints it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  Shelf<Pixel> pixels() {
    return pixels;
  }

  Shelf<MobileApp> mobileApps() {
    return mobileApps;
  }

  Shelf<OfflineSet> offlineSets() {
    return offlineSets;
  }

  Shelf<CrmSet> crmSets() {
    return crmSets;
  }

  synchronized void addApp(String appId, String secret) {
    secrets.put(appId, secret);
  }

  synchronized boolean knowsApp(String appId) {
    return secrets.containsKey(appId);
  }

  /**
   * Checks a developer app's credentials.
   *
   * @throws Refusal if there is no such app, or its secret is another
   */
  synchronized void checkApp(String appId, String secret) {
    String expected = secrets.get(appId);
    if (expected == null) {
      throw Refusal.denied(Codes.NO_SUCH_APP, "App " + appId + " does not exist or is blocked.");
    }
    if (!expected.equals(secret)) {
      throw Refusal.denied(Codes.WRONG_SECRET, "The secret is not that of app " + appId + ".");
    }
  }

  synchronized void addAdvertiser(String id, String name) {
    advertisers.put(id, name);
  }

  /** Makes sure the owner of a source exists. */
  synchronized void nameAdvertiser(String id) {
    advertisers.putIfAbsent(id, "Advertiser " + id);
  }

  /** The advertisers a grant covers: names by id. */
  synchronized Map<String, String> advertisers(Grant grant) {
    Map<String, String> covered = new LinkedHashMap<>(advertisers);
    covered.keySet().removeIf(id -> !grant.covers(id));
    return covered;
  }

  /**
   * Checks that an advertiser exists and that the caller may act for it.
   *
   * @throws Refusal if not
   */
  synchronized String advertiser(String id, Grant grant) {
    if (!id.chars().allMatch(Character::isDigit)) {
      throw Refusal.invalid(Checks.quoted(id) + " is not a valid int64.").under("advertiser_id");
    }
    if (!advertisers.containsKey(id)) {
      throw Refusal.denied(
          Codes.NO_SUCH_ADVERTISER, "advertiser " + id + " doesn't exist or has been deleted.");
    }
    if (!grant.covers(id)) {
      throw Refusal.denied(Codes.PERMISSION, "No permission to operate advertiser " + id + ".");
    }
    return id;
  }

  /**
   * Checks that the caller may report events for a source.
   *
   * @throws Refusal if the id is that of another kind of source, or the source is not the caller's
   */
  void claim(String eventSource, String id, Grant grant) {
    OwnedSource source = find(id);
    if (source == null) {
      if (!takesUnknownSources) {
        throw noPermission(eventSource, id);
      }
      return;
    }
    if (!source.isUsable() || !grant.covers(source.advertiserId())) {
      throw noPermission(eventSource, id);
    }
    if (!source.eventSource().equals(eventSource)) {
      // the live answer to a pixel code sent as an offline set (§5.3)
      throw Refusal.invalid("not a valid string.").under("event_source_id");
    }
  }

  private static Refusal noPermission(String eventSource, String id) {
    String message =
        "No permission to operate %s: %s."
            + " You must be an admin or operator of this advertiser account.";
    return Refusal.denied(Codes.PERMISSION, message.formatted(nameOfId(eventSource), id));
  }

  private @Nullable OwnedSource find(String id) {
    return Stream.of(pixels, mobileApps, offlineSets, crmSets)
        .<@Nullable OwnedSource>map(shelf -> shelf.find(id))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String nameOfId(String eventSource) {
    return switch (eventSource) {
      case "web" -> "pixel code"; // the recorded wording (§5.3)
      case "app" -> "app id";
      default -> "event set id";
    };
  }
}
