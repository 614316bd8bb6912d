package com.treasuredata.tiktok.events.internal.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.json.JsonBytes;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One field of an event: its path, type, hashing, and for which sources it is. Immutable. */
public final class EventField {
  /** Ids, phone numbers and postal codes, which are digits more often than not. */
  private static final Set<String> IDS =
      Set.of(
          "event_id",
          "app.app_id",
          "user.phone",
          "user.external_id",
          "user.zip_code",
          "properties.order_id",
          "properties.shop_id",
          "properties.content_ids",
          "properties.contents.content_id",
          "ad.campaign_id",
          "ad.ad_id",
          "ad.creative_id",
          "lead.lead_id");

  private final int index;
  private final String path;
  private final String parent;
  private final String name;
  private final FieldType type;
  private final Hashing hashing;
  private final TextForm form;
  private final Map<EventSourceType, Presence> presence;
  private final boolean essential;
  private final List<String> allowed;
  private final String description;
  private final boolean isId;
  private final boolean isProductId;
  private final Placeholders placeholders;
  private final byte[] member;

  EventField(
      int index,
      String path,
      FieldType type,
      Hashing hashing,
      TextForm form,
      Map<EventSourceType, Presence> presence,
      boolean essential,
      List<String> allowed,
      String description) {
    int dot = path.lastIndexOf('.');
    this.index = index;
    this.path = path;
    this.parent = dot < 0 ? "" : path.substring(0, dot);
    this.name = path.substring(dot + 1);
    this.type = type;
    this.hashing = hashing;
    this.form = form;
    this.presence = presence;
    this.essential = essential;
    this.allowed = allowed;
    this.description = description;
    this.isId = IDS.contains(path);
    this.isProductId = name.equals("content_id") || name.equals("content_ids");
    this.placeholders = Placeholders.of(path, type);
    this.member = JsonBytes.member(name);
  }

  /**
   * Returns where the field is: {@code user.email}, or {@code properties.contents.price} for each
   * of several.
   */
  public String path() {
    return path;
  }

  /** Returns the field's place in {@link FieldTable#fields}. */
  public int index() {
    return index;
  }

  /** Returns its name as {@link JsonBytes#begin} takes it; nobody changes it. */
  public byte[] member() {
    return member;
  }

  /** Returns the last part of the path, TikTok's own name of the field: {@code email}. */
  public String name() {
    return name;
  }

  /**
   * Returns the path of the object that the field is in, {@code user}; empty for a field of the
   * event itself.
   */
  public String parent() {
    return parent;
  }

  /** Returns the field's type. */
  public FieldType type() {
    return type;
  }

  /** Returns whether the field is sent hashed. */
  public Hashing hashing() {
    return hashing;
  }

  /** Returns what TikTok's documentation says of the field for a kind of source. */
  public Presence presence(EventSourceType source) {
    return presence.getOrDefault(Objects.requireNonNull(source, "source"), Presence.NOT_APPLICABLE);
  }

  /** Returns the only values that are taken, in any case; empty if there is no such list. */
  public List<String> allowed() {
    return allowed;
  }

  /** Returns the field in a few words. */
  public String description() {
    return description;
  }

  /** Returns the form that its texts are sent in. */
  public TextForm form() {
    return form;
  }

  /**
   * Returns whether a wrong value costs the event: left out, it would turn the event into another.
   */
  public boolean isEssential(EventSourceType source) {
    return essential || presence(source) == Presence.REQUIRED;
  }

  @Override
  public String toString() {
    return path;
  }

  /** Returns whether it is an id, which may have gone through a column of numbers on its way. */
  public boolean isId() {
    return isId;
  }

  /** Returns whether it is an id that may be written in groups of three digits: 7,311,111. */
  public boolean mayHaveGroups() {
    return parent.equals("lead") || parent.equals("ad");
  }

  /** Returns whether it is the id of a product in TikTok's catalog. */
  public boolean isProductId() {
    return isProductId;
  }

  /** Returns which words stand for no value in it. */
  public Placeholders placeholders() {
    return placeholders;
  }
}
