/** A token that never prints itself, and where it comes from. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.credentials;
