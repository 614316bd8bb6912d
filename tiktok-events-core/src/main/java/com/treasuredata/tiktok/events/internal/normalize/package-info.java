/**
 * How values are written before they are sent or hashed (events-api.md §2.2). Not for use outside
 * this library.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.normalize;
