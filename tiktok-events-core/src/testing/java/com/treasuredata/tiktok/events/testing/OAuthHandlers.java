package com.treasuredata.tiktok.events.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trades authorization codes for long-term tokens and takes those back (§2.3 to §2.5). */
final class OAuthHandlers {
  private final World world;
  private final Tokens tokens;
  private final AuthCodes codes;

  OAuthHandlers(World world, Tokens tokens, AuthCodes codes) {
    this.world = world;
    this.tokens = tokens;
    this.codes = codes;
  }

  /** A long-term token: no expiry, no refresh token (§2.3). */
  JsonObject accessToken(Call call, Grant anybody) {
    Fields fields = Fields.of(call);
    fields.require("app_id", "secret", "auth_code");
    String appId = checkedApp(fields);
    boolean withAdvertisers = fields.bool("return_advertiser_ids", true);
    Set<Long> scopes = codes.redeem(fields.text("auth_code"), appId);
    Grant grant = new Grant(scopes, null);
    String token = world.ids().secret();
    tokens.issue(token, grant);
    return new JsonObject()
        .put("access_token", token)
        .put("advertiser_ids", withAdvertisers ? advertiserIds(grant) : List.of())
        .put("scope", scopes.stream().sorted().toList());
  }

  JsonObject revokeToken(Call call, Grant anybody) {
    Fields fields = Fields.of(call);
    fields.require("app_id", "secret", "access_token");
    String appId = checkedApp(fields);
    Grant revoked = tokens.revoke(fields.text("access_token"));
    if (revoked == null) { // not documented as idempotent (§2.4)
      throw Refusal.denied(
          Codes.WRONG_TOKEN, "Access token is incorrect or has been revoked already.");
    }
    return new JsonObject().put("app_id", appId).put("advertiser_ids", advertiserIds(revoked));
  }

  JsonObject advertisers(Call call, Grant grant) {
    Query query = Query.of(call);
    world.checkApp(query.required("app_id"), query.required("secret"));
    List<JsonObject> list =
        world.advertisers(grant).entrySet().stream().map(OAuthHandlers::advertiser).toList();
    return new JsonObject().objects("list", list);
  }

  private String checkedApp(Fields fields) {
    String appId = fields.text("app_id");
    world.checkApp(appId, fields.text("secret"));
    return appId;
  }

  private List<String> advertiserIds(Grant grant) {
    return List.copyOf(world.advertisers(grant).keySet());
  }

  private static JsonObject advertiser(Map.Entry<String, String> advertiser) {
    return new JsonObject()
        .put("advertiser_id", advertiser.getKey())
        .put("advertiser_name", advertiser.getValue());
  }
}
