/**
 * What you call: {@link com.treasuredata.tiktok.events.EventsClient} sends events to TikTok's
 * Events API 2.0, one, some, or a whole export of them.
 *
 * <pre>{@code
 * try (EventsClient client =
 *     EventsClient.builder().accessToken(token).source(EventSource.web("C4A1EXAMPLE0PIXEL7QG")).build()) {
 *   client.send(Event.builder(EventName.SEARCH).occurredAt(Instant.now()).pageUrl(url).build());
 * }
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events;
