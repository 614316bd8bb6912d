package com.treasuredata.tiktok.events.internal.http;

/** How this library names itself to servers. */
final class UserAgent {
  static final String VALUE = "tiktok-events-java/" + version();

  private UserAgent() {}

  private static String version() {
    String version = UserAgent.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
