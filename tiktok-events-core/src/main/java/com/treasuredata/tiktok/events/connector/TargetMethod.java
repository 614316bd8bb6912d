package com.treasuredata.tiktok.events.connector;

/** How a connector's settings name the event source (connector.md, "Settings"). */
public enum TargetMethod {
  /** By its id; nothing is asked of TikTok. */
  ID,
  /** By the name of exactly one that is there. */
  NAME,
  /** By the name of one to be created; it must not be there yet. */
  NEW
}
