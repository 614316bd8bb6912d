/** A host that uses OkHttp 4's API itself. */
module example {
  requires com.treasuredata.tiktok.events;
  requires okhttp3.logging;
  requires retrofit2;

  exports example to
      retrofit2;
}
