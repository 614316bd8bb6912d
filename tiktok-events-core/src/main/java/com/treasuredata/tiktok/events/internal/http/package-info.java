/** The wire: requests, envelope, return codes, retries. Not for use outside this library. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.http;
