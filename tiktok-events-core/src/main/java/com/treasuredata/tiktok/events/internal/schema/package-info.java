/**
 * The table of the fields that TikTok documents, and its limits. Not for use outside this library.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.schema;
