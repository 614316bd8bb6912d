/**
 * Exports events to TikTok's Events API 2.0. Start at {@link
 * com.treasuredata.tiktok.events.EventsClient}.
 */
@org.jspecify.annotations.NullMarked
module com.treasuredata.tiktok.events {
  requires static transitive org.jspecify;
  requires transitive okhttp3;
  requires static com.google.i18n.phonenumbers.libphonenumber; // phone_country
  requires okio;
  requires com.squareup.moshi;
  requires org.slf4j;

  exports com.treasuredata.tiktok.events;
  exports com.treasuredata.tiktok.events.event;
  exports com.treasuredata.tiktok.events.error;
  exports com.treasuredata.tiktok.events.http;
  exports com.treasuredata.tiktok.events.schema;
  exports com.treasuredata.tiktok.events.source;
  exports com.treasuredata.tiktok.events.connector;
  exports com.treasuredata.tiktok.events.spi;
}
