/**
 * What token providers and grant stores are written with: module {@code tiktok-events-auth} uses
 * nothing else of this one's inside, and one of your own may use it too.
 *
 * <ul>
 *   <li>{@link com.treasuredata.tiktok.events.spi.BusinessApi} calls an endpoint of TikTok's
 *       Business API, with this library's retries and masked errors.
 *   <li>{@link com.treasuredata.tiktok.events.spi.SecretFile} reads, replaces and deletes a file
 *       that holds a secret.
 *   <li>{@link com.treasuredata.tiktok.events.spi.ForeignInput} checks, and shows in a message,
 *       what somebody else wrote.
 *   <li>{@link com.treasuredata.tiktok.events.spi.JsonText} reads and writes JSON objects.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.spi;
