package com.treasuredata.tiktok.events.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Authorization codes: good once, for one hour, for the app they were issued to (§2.2). */
final class AuthCodes {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final int MAX_OPEN = 1000;

  private record Issued(@Nullable String appId, Set<Long> scopes, Instant expiry) {}

  private final Map<String, Issued> open = new BoundedMap<>(MAX_OPEN);
  private final Clock clock;
  private final Ids ids;

  AuthCodes(Clock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Issues a code; with a null app id any app can redeem it. */
  synchronized String issue(@Nullable String appId, Set<Long> scopes) {
    String code = ids.secret() + "#1"; // seen in the wild: a code that must be URL-decoded (§2.2)
    open.put(code, new Issued(appId, Set.copyOf(scopes), clock.instant().plus(LIFETIME)));
    return code;
  }

  /**
   * Uses up a code and returns the scopes that were approved.
   *
   * @throws Refusal if it was used, has expired, was never issued or was issued to another app
   */
  synchronized Set<Long> redeem(String code, String appId) {
    Issued issued = open.remove(code);
    boolean good =
        issued != null
            && clock.instant().isBefore(issued.expiry)
            && (issued.appId == null || issued.appId.equals(appId));
    if (issued == null || !good) {
      throw Refusal.denied(
          Codes.AUTH_CODE, "Auth_code is cancelled, used or expired; ask for a new one.");
    }
    return issued.scopes;
  }
}
