/** Words about words. Not for use outside this library. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.text;
