package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.auth.AuthorizationRequest;
import com.treasuredata.tiktok.events.auth.GrantStore;
import com.treasuredata.tiktok.events.auth.OAuthGrant;
import com.treasuredata.tiktok.events.auth.OAuthTokenProvider;
import com.treasuredata.tiktok.events.auth.TikTokOAuth;
import com.treasuredata.tiktok.events.http.TransportOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.function.UnaryOperator;

/** Lets a user authorize an app, and keeps the grant in a file that only its owner may read. */
public final class OAuthLogin {
  private OAuthLogin() {}

  /**
   * Prints the URL to open, and takes the address that the browser was sent to from standard input.
   *
   * @param args the app's id, its secret, and the file to keep the grant in
   */
  public static void main(String[] args) {
    UnaryOperator<String> user =
        url -> {
          System.out.println("Open " + url + " and paste the address that you are sent to:");
          return new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
        };
    login(args[0], args[1], Path.of(args[2]), user, TransportOptions.DEFAULT);
  }

  static OAuthTokenProvider login(
      String appId,
      String secret,
      Path file,
      UnaryOperator<String> user,
      TransportOptions transport) {
    // README: log in
    TikTokOAuth oauth = TikTokOAuth.builder(appId, secret).transport(transport).build();
    AuthorizationRequest request = oauth.authorizationRequest("http://127.0.0.1:8765/callback");

    String callback = user.apply(request.url()); // Opens the URL, and tells where it led.
    OAuthGrant grant = oauth.exchange(TikTokOAuth.authCode(callback, request.state()));

    GrantStore store = GrantStore.file(file);
    store.save(grant);
    return OAuthTokenProvider.of(store); // For EventsClient.builder().tokenProvider(…).
    // README ends
  }
}
