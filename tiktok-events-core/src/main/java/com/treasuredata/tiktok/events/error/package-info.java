/**
 * What went wrong, whether trying again can help, and the request id that TikTok's support asks
 * for.
 *
 * <p>Everything that this library throws, apart from {@link java.lang.IllegalArgumentException} and
 * {@link java.lang.NullPointerException} for wrong calls, is an {@link
 * com.treasuredata.tiktok.events.error.EventsException}. No message holds a token or a person's
 * data.
 *
 * <ul>
 *   <li>{@link com.treasuredata.tiktok.events.error.EventsException} is what all others are: whose
 *       fault it is, and whether to try again.
 *   <li>{@link com.treasuredata.tiktok.events.error.Fault} says whose fault it is.
 *   <li>{@link com.treasuredata.tiktok.events.error.ApiException} is a refusal of TikTok's, with
 *       its code and request id.
 *   <li>{@link com.treasuredata.tiktok.events.error.ErrorKind} says what a refusal means.
 *   <li>{@link com.treasuredata.tiktok.events.error.ConnectionException} says that no request got
 *       out.
 *   <li>{@link com.treasuredata.tiktok.events.error.DeliveryUnknownException} says that one went
 *       out and no answer came.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.error;
