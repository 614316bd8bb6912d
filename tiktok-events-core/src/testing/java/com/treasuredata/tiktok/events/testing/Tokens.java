package com.treasuredata.tiktok.events.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The access tokens in circulation, and how a call shows one (§1, §5). */
final class Tokens {
  private static final int MAX_ISSUED = 10_000;
  private static final String BEARER = "Bearer ";
  private static final String WRONG = "Access token is incorrect or has been revoked.";

  private final Map<String, Grant> declared;
  private final Map<String, Grant> issued = new BoundedMap<>(MAX_ISSUED);
  private final Map<String, Grant> revoked = new BoundedMap<>(MAX_ISSUED);
  private final boolean anyIsGood;

  /**
   * Starts with the tokens a test declared.
   *
   * @param anyIsGood whether a token nobody has heard of may do everything
   */
  Tokens(Map<String, Grant> declared, boolean anyIsGood) {
    this.declared = Map.copyOf(declared);
    this.anyIsGood = anyIsGood;
  }

  synchronized void issue(String token, Grant grant) {
    issued.put(token, grant);
  }

  /** Makes a token worthless and returns what it was good for, or null if it was no token. */
  synchronized @Nullable Grant revoke(String token) {
    Grant grant = known(token);
    if (grant != null) {
      revoked.put(token, grant);
    }
    return grant;
  }

  /**
   * Finds out what the caller may do, and that this operation is part of it.
   *
   * @throws Refusal without a token, with a wrong one, or with one that does not reach so far
   */
  Grant admit(Call call, Operation operation) {
    if (!operation.needsToken()) {
      return Grant.EVERYTHING;
    }
    Grant grant = grantOf(token(call));
    grant.allow(operation);
    return grant;
  }

  private static String token(Call call) {
    String token = call.header("Access-Token");
    if (token == null || token.isBlank()) {
      String live = "Access token is null, you should set it in http header with key Access-Token.";
      boolean elsewhere = call.header("Authorization") != null;
      throw Refusal.denied(
          Codes.NO_TOKEN, elsewhere ? live + " The header Authorization is not read." : live);
    }
    if (token.startsWith(BEARER)) {
      throw Refusal.denied(Codes.WRONG_TOKEN, WRONG + " It is sent raw, without \"Bearer \".");
    }
    return token;
  }

  private synchronized Grant grantOf(String token) {
    Grant grant = known(token);
    if (grant != null) {
      return grant;
    }
    if (anyIsGood && !revoked.containsKey(token)) {
      return Grant.EVERYTHING;
    }
    throw Refusal.denied(Codes.WRONG_TOKEN, WRONG);
  }

  private @Nullable Grant known(String token) {
    if (revoked.containsKey(token)) {
      return null;
    }
    Grant grant = issued.get(token);
    return grant == null ? declared.get(token) : grant;
  }
}
