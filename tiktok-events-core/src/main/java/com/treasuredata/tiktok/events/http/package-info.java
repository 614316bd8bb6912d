/** How requests travel, and whose they are: address, time-outs, retries and access tokens. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.http;
