/** An application in a module of its own. */
module example {
  requires com.treasuredata.tiktok.events;
  requires com.treasuredata.tiktok.events.auth;
}
