package com.treasuredata.tiktok.events.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its oldest entry rather than grow beyond its bound. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
  private final int max;

  BoundedMap(int max) {
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > max;
  }
}
