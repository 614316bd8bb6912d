package com.treasuredata.tiktok.events.testing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from a call's headers who is calling. */
final class Tokens {
  private static final String BEARER = "Bearer ";

  private final Set<String> accepted;

  /** Accepts these tokens, or any if there are none. */
  Tokens(Set<String> accepted) {
    this.accepted = Set.copyOf(accepted);
  }

  /** The answer to a call without a good token (§5.3), or null if its token is good. */
  @Nullable Answer refusal(Call call) {
    String token = call.header("Access-Token");
    if (token == null || token.isBlank()) {
      String live = "Access token is null, you should set it in http header with key Access-Token.";
      boolean elsewhere = call.header("Authorization") != null;
      return Answer.code(
          Codes.NO_TOKEN, elsewhere ? live + " The header Authorization is not read." : live);
    }
    String live = "Access token is incorrect or has been revoked.";
    if (token.startsWith(BEARER)) {
      return Answer.code(Codes.WRONG_TOKEN, live + " It is sent raw, without \"Bearer \".");
    }
    if (!accepted.isEmpty() && !accepted.contains(token)) {
      return Answer.code(Codes.WRONG_TOKEN, live);
    }
    return null;
  }
}
