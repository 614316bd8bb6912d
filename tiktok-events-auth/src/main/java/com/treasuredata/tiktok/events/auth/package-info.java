/**
 * Where access tokens come from: {@link com.treasuredata.tiktok.events.auth.LongLivedTokenProvider}
 * for one made in TikTok Events Manager, {@link
 * com.treasuredata.tiktok.events.auth.OAuthTokenProvider} for one that a user granted in a
 * conversation with {@link com.treasuredata.tiktok.events.auth.TikTokOAuth}.
 *
 * <pre>{@code
 * TikTokOAuth oauth = TikTokOAuth.of(appId, secret);
 * AuthorizationRequest request = oauth.authorizationRequest("http://127.0.0.1:8765/callback");
 * // the user opens request.url(), and TikTok calls back
 * GrantStore store = GrantStore.file(Path.of("tiktok-grant.json"));
 * store.save(oauth.exchange(TikTokOAuth.authCode(callback, request.state())));
 *
 * EventsClient client =
 *     EventsClient.builder().tokenProvider(OAuthTokenProvider.of(store)).source(source).build();
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.auth;
