/**
 * What went wrong, whether trying again can help, and the request id that TikTok's support asks
 * for.
 *
 * <p>Everything that this library throws, apart from {@link java.lang.IllegalArgumentException} and
 * {@link java.lang.NullPointerException} for wrong calls, is an {@link
 * com.treasuredata.tiktok.events.error.EventsException}. No message holds a token or a person's
 * data.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.error;
