/** How requests are sent: address, time-outs, retries and access tokens. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.http;
