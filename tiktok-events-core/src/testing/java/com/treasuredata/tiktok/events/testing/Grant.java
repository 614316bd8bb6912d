package com.treasuredata.tiktok.events.testing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a token may do, and for which advertisers; null means all of them.
 *
 * @param scopes scope ids, see {@link Operation}
 */
record Grant(Set<Long> scopes, @Nullable Set<String> advertiserIds) {
  /** The scopes an advertiser usually approves: the widest of each kind, and reporting events. */
  static final Set<Long> ALL_SCOPES =
      Set.of(1L, 7L, 8L, 7043626160646946818L, 7294180478502830081L, 7224195155857866754L);

  static final Grant EVERYTHING = new Grant(ALL_SCOPES, null);

  /** A token from Events Manager (§2.7): that it may not list sources is inferred. */
  static final Grant EVENTS_ONLY = new Grant(Set.of(7224195155857866754L), null);

  boolean covers(String advertiserId) {
    return advertiserIds == null || advertiserIds.contains(advertiserId);
  }

  /**
   * Checks that an operation is in scope, in the wording of the live refusal (§2.7).
   *
   * @throws Refusal if it is not
   */
  void allow(Operation operation) {
    if (!operation.allowedBy(scopes)) {
      throw Refusal.denied(
          Codes.PERMISSION,
          "advertiser does not grant you %s:%s permission"
              .formatted(operation.endpoint(), operation.method()));
    }
  }
}
