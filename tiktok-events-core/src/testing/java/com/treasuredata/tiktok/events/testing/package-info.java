/**
 * A TikTok on loopback, for the tests and demonstrations of everything that exports events.
 *
 * <pre>{@code
 * try (FakeTikTok tiktok = FakeTikTok.start()) {
 *   // point a client at tiktok.baseUrl(), send events with any access token, then:
 *   assertThat(tiktok.stats().eventsCounted()).isEqualTo(3);
 * }
 * }</pre>
 *
 * <p>It judges requests by the published rules of TikTok's API, not by what a particular client
 * thinks of them: nothing here is shared with the SDK. Start at {@link
 * com.treasuredata.tiktok.events.testing.FakeTikTok}. A section sign in a comment of this package
 * cites {@code events-api.md} or, for tokens and event sources, {@code auth-and-sources.md}.
 */
@NullMarked
package com.treasuredata.tiktok.events.testing;

import org.jspecify.annotations.NullMarked;
