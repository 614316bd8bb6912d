/** Files that hold secrets or personal data. Not for use outside this library. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.internal.io;
