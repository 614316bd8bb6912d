package com.treasuredata.tiktok.events.connector;

/** How a connector got its token (connector.md, "Authentication"). */
public enum AuthMethod {
  /** By OAuth: the token may be allowed to find event sources by name, and to create them. */
  OAUTH,
  /** Made in TikTok Events Manager: the event source must be named by its id. */
  ACCESS_TOKEN
}
