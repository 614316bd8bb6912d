package com.treasuredata.tiktok.events.connector;

/** How a connector got its token (connector.md, "Authentication"). */
public enum AuthMethod {
  /** By OAuth: it may find event sources by name, and create them. */
  OAUTH,
  /** Made in TikTok Events Manager: it takes the event source's id. */
  ACCESS_TOKEN
}
