package com.treasuredata.tiktok.events.examples;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceException;
import com.treasuredata.tiktok.events.source.EventSourceResolver;

/** Finds a pixel by its name, and creates it if there is none. */
public final class ResolveEventSource {
  private ResolveEventSource() {}

  /**
   * Prints the pixel's code.
   *
   * @param args the access token, the advertiser's id and the pixel's name
   */
  public static void main(String[] args) {
    AccessTokenProvider tokens = AccessTokenProvider.of(AccessToken.of(args[0]));
    System.out.println(findOrCreate(tokens, args[1], args[2], TransportOptions.DEFAULT).id());
  }

  static EventSource findOrCreate(
      AccessTokenProvider tokens, String advertiserId, String name, TransportOptions transport) {
    // README: find or create
    try (EventSourceResolver sources =
        EventSourceResolver.builder()
            .tokenProvider(tokens)
            .advertiserId(advertiserId)
            .transport(transport)
            .build()) {
      try {
        return sources.resolve(EventSourceType.WEB, name);
      } catch (EventSourceException e) {
        if (e.reason() != EventSourceException.Reason.NOT_FOUND) {
          throw e; // Several have that name, or the token may not look: nothing to create.
        }
        return sources.create(EventSourceType.WEB, name);
      }
    }
    // README ends
  }
}
