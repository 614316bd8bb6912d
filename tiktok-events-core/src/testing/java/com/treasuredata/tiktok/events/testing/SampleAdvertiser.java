package com.treasuredata.tiktok.events.testing;

/** The advertiser there is unless a test declares its own: enough to try every look-up. */
final class SampleAdvertiser {
  private SampleAdvertiser() {}

  static void addTo(World world) {
    String shop = FakeTikTok.SAMPLE_ADVERTISER_ID;
    world.addAdvertiser(shop, "Example Shop");
    Declarations.pixel(world, shop, "C4A1EXAMPLE0PIXEL7QG", "Main store", false);
    Declarations.pixel(world, shop, "C4A1EXAMPLE1PIXEL7QG", "Main store (outlet)", false);
    Declarations.pixel(world, shop, "C4A1EXAMPLE2PIXEL7QG", "Partner store", true);
    Declarations.mobileApp(world, shop, "7300000000000000001", "Example Sneakers", "343200656");
    Declarations.mobileApp(
        world, shop, "7300000000000000002", "Example Sneakers", "com.example.sneakers");
    Declarations.offlineSet(world, shop, "7199999999999999999", "Stores");
    Declarations.crmSet(world, shop, "7288888888888888888", "Leads");
  }
}
