/**
 * Finds an event source by its name, or creates one: {@link
 * com.treasuredata.tiktok.events.source.EventSourceResolver} asks TikTok for the id that events
 * need.
 *
 * <pre>{@code
 * try (EventSourceResolver sources = EventSourceResolver.of(tokens, "7000000000000000001")) {
 *   EventSource shop = sources.resolve(EventSourceType.WEB, "Main store");
 * }
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.source;
