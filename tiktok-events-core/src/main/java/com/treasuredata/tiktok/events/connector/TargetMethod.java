package com.treasuredata.tiktok.events.connector;

/** How a connector's settings name the event source (connector.md, "Settings"). */
public enum TargetMethod {
  /** By its id; no source is looked up. */
  ID,
  /** By its name; exactly one source must have it. */
  NAME,
  /** By the name of a source to create; none must have it yet. */
  NEW
}
