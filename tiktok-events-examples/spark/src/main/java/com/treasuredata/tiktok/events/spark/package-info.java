/**
 * A Spark sink: {@link com.treasuredata.tiktok.events.spark.TikTokEventsSource} exports the rows of
 * a data frame as events.
 */
@NullMarked
package com.treasuredata.tiktok.events.spark;

import org.jspecify.annotations.NullMarked;
