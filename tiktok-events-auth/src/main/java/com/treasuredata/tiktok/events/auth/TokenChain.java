package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Several places where a token may be, in order.
 *
 * @param links the places
 */
record TokenChain(List<AccessTokenProvider> links) implements AccessTokenProvider {
  static TokenChain of(AccessTokenProvider first, AccessTokenProvider... others) {
    List<AccessTokenProvider> links = new ArrayList<>();
    links.add(first);
    links.addAll(List.of(others));
    return new TokenChain(List.copyOf(links));
  }

  @Override
  public AccessToken token() {
    List<String> declined = new ArrayList<>();
    for (AccessTokenProvider link : links) {
      try {
        return link.token();
      } catch (CredentialsException e) {
        if (e.reason() != Reason.ABSENT) {
          throw e;
        }
        declined.add(e.getMessage());
      }
    }
    throw CredentialsException.of(Reason.ABSENT, "no access token: " + String.join("; ", declined));
  }

  @Override
  public void invalidate(AccessToken rejected) {
    links.forEach(link -> link.invalidate(rejected));
  }
}
