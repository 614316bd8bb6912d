/** Export events to TikTok's Events API 2.0. */
@org.jspecify.annotations.NullMarked
module com.treasuredata.tiktok.events {
  requires static transitive org.jspecify;
  requires transitive okhttp3;
  requires okio;
  requires com.squareup.moshi;
  requires dev.failsafe.core;
  requires org.slf4j;

  exports com.treasuredata.tiktok.events.event;
}
