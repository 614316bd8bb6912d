/**
 * How requests are sent: address, time-outs, retries and access tokens.
 *
 * <ul>
 *   <li>{@link com.treasuredata.tiktok.events.http.TransportOptions} has the server's address,
 *       time-outs and proxy.
 *   <li>{@link com.treasuredata.tiktok.events.http.RetryOptions} says how often and how long failed
 *       requests are repeated.
 *   <li>{@link com.treasuredata.tiktok.events.http.AccessToken} is a token, which no text shows.
 *   <li>{@link com.treasuredata.tiktok.events.http.AccessTokenProvider} is asked for a token before
 *       each attempt.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.http;
