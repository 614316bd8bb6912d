/**
 * An Embulk output plugin: {@link com.treasuredata.tiktok.events.embulk.TikTokEventsOutputPlugin}
 * exports the rows of an Embulk job as events.
 */
@NullMarked
package com.treasuredata.tiktok.events.embulk;

import org.jspecify.annotations.NullMarked;
