/** t. */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.testing;
