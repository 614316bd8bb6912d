/**
 * Where access tokens for TikTok's Events API come from. Start at {@code LongLivedTokenProvider} or
 * {@code TikTokOAuth}.
 */
@org.jspecify.annotations.NullMarked
module com.treasuredata.tiktok.events.auth {
  requires static transitive org.jspecify;
  requires transitive com.treasuredata.tiktok.events;
  requires org.slf4j;

  exports com.treasuredata.tiktok.events.auth;
}
