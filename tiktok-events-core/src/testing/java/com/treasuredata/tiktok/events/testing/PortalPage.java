package com.treasuredata.tiktok.events.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * The page on which an advertiser consents (§2.1): this one consents at once and sends the browser
 * back with a code (§2.2).
 */
final class PortalPage implements Endpoint {
  static final String PATH = "/portal/auth";

  private final World world;
  private final AuthCodes codes;

  PortalPage(World world, AuthCodes codes) {
    this.world = world;
    this.codes = codes;
  }

  @Override
  public Answer answer(Call call) {
    try {
      Query query = Query.of(call);
      String appId = query.required("app_id");
      String redirectUri = query.required("redirect_uri");
      if (!world.knowsApp(appId)) {
        throw Refusal.invalid(appId + " is no app.").under("app_id");
      }
      if (!redirectUri.startsWith("http://") && !redirectUri.startsWith("https://")) {
        throw Refusal.invalid(redirectUri + " is no web address.").under("redirect_uri");
      }
      String code = codes.issue(appId, Grant.ALL_SCOPES);
      String state = query.text("state");
      String location =
          redirectUri
              + (redirectUri.contains("?") ? "&" : "?")
              + "auth_code="
              + URLEncoder.encode(code, UTF_8)
              + (state == null ? "" : "&state=" + URLEncoder.encode(state, UTF_8));
      return Answer.body(302, "text/html", "").withHeader("Location", location);
    } catch (Refusal refusal) {
      return Answer.body(400, "text/plain", refusal.message());
    }
  }
}
