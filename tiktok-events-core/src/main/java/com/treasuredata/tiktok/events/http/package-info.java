/** How requests travel: address, HTTP client, time-outs, and when to try again. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.http;
