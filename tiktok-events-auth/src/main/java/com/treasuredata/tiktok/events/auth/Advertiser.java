package com.treasuredata.tiktok.events.auth;

/**
 * An ad account that a token reaches.
 *
 * @param id what event source look-ups want as advertiser id
 * @param name its name in TikTok Ads Manager; empty if TikTok gives none
 */
public record Advertiser(String id, String name) {}
