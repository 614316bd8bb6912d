package com.treasuredata.tiktok.events.testing;

/**
 * The return codes the fake answers with (§5.3); an inferred choice is changed here and only here.
 */
final class Codes {
  static final int OK = 0;

  /** The body or its headers cannot be read at all. */
  static final int INVALID_PARAMS = 40000;

  /** The token has no right on the object or the endpoint. */
  static final int PERMISSION = 40001;

  /** A field breaks a rule; the message names the first one. */
  static final int INVALID_FIELD = 40002;

  /** A list of ids is too long. */
  static final int TOO_MANY_IDS = 40011;

  /** {@code data} holds no event or too many; known by name only, could equally be 40002. */
  static final int INVALID_BATCH_SIZE = 40061;

  /** A personal field is not a SHA-256 digest; known by name only, could equally be 40002. */
  static final int NOT_HASHED = 40062;

  /** The secret is not that of the app. */
  static final int WRONG_SECRET = 40101;

  static final int NO_TOKEN = 40104;

  static final int WRONG_TOKEN = 40105;

  /** The authorization code was used, has expired or never was. */
  static final int AUTH_CODE = 40110;

  static final int NO_SUCH_APP = 40113;

  static final int NO_SUCH_ADVERTISER = 40300;

  private Codes() {}
}
