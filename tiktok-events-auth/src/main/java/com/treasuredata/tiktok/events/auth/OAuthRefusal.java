package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.EventsException;
import java.util.List;

/** Says what TikTok's refusals mean to someone who authorizes an app (auth-and-sources.md §5). */
final class OAuthRefusal {
  /** The code was used, cancelled, is too old, or of another flow. */
  private static final List<Integer> CODE_REFUSED = List.of(40110, 40115);

  /** The app is blocked or unknown, or its secret another one. */
  private static final List<Integer> APP_REFUSED = List.of(40101, 40113);

  private static final int NO_PERMISSION = 40001;

  private OAuthRefusal() {}

  /**
   * Returns what to throw for a refusal: it itself if no more is known. Of the calls of {@link
   * TikTokOAuth}, only the one that lists ad accounts needs a permission (auth-and-sources.md
   * §2.7).
   */
  static EventsException explained(ApiException refusal, OAuthApp app) {
    if (CODE_REFUSED.contains(refusal.code())) {
      return CredentialsException.of(
          Reason.AUTHORIZATION_NEEDED,
          howToAuthorize(
              "TikTok doesn't take the code: it is good once, for one hour" + handle(refusal)),
          refusal);
    }
    if (APP_REFUSED.contains(refusal.code())) {
      return CredentialsException.of(
          Reason.APP_REFUSED,
          "TikTok doesn't know app %s by this secret, or the code isn't for it; check both in TikTok's developer portal%s"
              .formatted(app.id(), handle(refusal)),
          refusal);
    }
    if (refusal.code() == NO_PERMISSION) {
      return CredentialsException.of(
          Reason.DENIED,
          "the token may not do this; it needs the permission Ad Account Management > Ad Account"
              + " Information > Read Ad Account Information, and a new authorization by a user after"
              + " the app got it"
              + handle(refusal),
          refusal);
    }
    return refusal;
  }

  private static String handle(ApiException refusal) {
    return " (code "
        + refusal.code()
        + refusal.requestId().map(id -> ", request " + id).orElse("")
        + ')';
  }

  /** Returns the one sentence that says how to get a grant, after the reason why. */
  static String howToAuthorize(String why) {
    return why
        + ". A user must authorize the app again: send them to the URL of"
        + " TikTokOAuth.authorizationRequest(redirectUri), and save what"
        + " TikTokOAuth.exchange(authCode) gives";
  }
}
