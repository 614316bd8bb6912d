package com.treasuredata.tiktok.events.testing;

/** Puts things into a {@link World} that were there before anybody called. */
final class Declarations {
  private static final String CATEGORY = "CUSTOMIZE_EVENTS";

  private Declarations() {}

  static void pixel(World world, String advertiserId, String code, String name, boolean unbound) {
    world.nameAdvertiser(advertiserId);
    String id = world.ids().number();
    world.pixels().add(new Pixel(advertiserId, id, code, name, CATEGORY, world.now(), unbound));
  }

  static void mobileApp(
      World world, String advertiserId, String tiktokAppId, String name, String storeId) {
    world.nameAdvertiser(advertiserId);
    String id = world.ids().number();
    world
        .mobileApps()
        .add(new MobileApp(advertiserId, id, name, storeId, tiktokAppId, world.now()));
  }

  static void offlineSet(World world, String advertiserId, String id, String name) {
    world.nameAdvertiser(advertiserId);
    world.offlineSets().add(new OfflineSet(advertiserId, id, name, name, false, world.now()));
  }

  static void crmSet(World world, String advertiserId, String id, String name) {
    world.nameAdvertiser(advertiserId);
    world.crmSets().add(new CrmSet(advertiserId, id, name, world.now()));
  }
}
