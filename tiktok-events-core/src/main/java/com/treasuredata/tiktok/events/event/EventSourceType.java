package com.treasuredata.tiktok.events.event;
/** Kind. */
public enum EventSourceType { /** a. */ WEB }
