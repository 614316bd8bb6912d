/**
 * JSON as trees of maps, lists and values, without reflection. Not for use outside this library.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.json;
