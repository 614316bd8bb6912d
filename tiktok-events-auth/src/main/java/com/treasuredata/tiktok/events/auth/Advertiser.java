package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.spi.ForeignInput;
import java.util.Objects;

/**
 * An ad account that a token reaches.
 *
 * @param id what event source look-ups want as advertiser id
 * @param name its name in TikTok Ads Manager; empty if TikTok gives none
 */
public record Advertiser(String id, String name) {
  /** Says which argument is null, if one is. */
  public Advertiser {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }

  /** Returns id and name, as a message may show them. */
  @Override
  public String toString() {
    return ForeignInput.shown(id) + ' ' + ForeignInput.quoted(name);
  }
}
