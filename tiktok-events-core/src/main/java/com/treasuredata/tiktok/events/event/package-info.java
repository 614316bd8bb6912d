/**
 * What you say: an event and the objects inside it.
 *
 * <p>An {@link com.treasuredata.tiktok.events.event.Event} is a tree of the fields that are set,
 * under TikTok's own names. The typed builder methods are the way in; {@code fields()} is the way
 * to look at it; and {@code field(name, value)} sets what TikTok adds to its API before this
 * library does. Nothing is checked, trimmed or hashed here: give the values as you have them.
 *
 * <pre>{@code
 * Event purchase =
 *     Event.builder(EventName.PURCHASE)
 *         .eventId("order-1001")
 *         .occurredAt(Instant.parse("2026-11-20T09:30:00Z"))
 *         .user(UserData.builder().email(" Ada@Example.com ").build())
 *         .properties(EventProperties.builder().value("59.90", "USD").build())
 *         .build();
 * }</pre>
 *
 * <p>All types are immutable and safe for use by several threads; builders are not.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.event;
