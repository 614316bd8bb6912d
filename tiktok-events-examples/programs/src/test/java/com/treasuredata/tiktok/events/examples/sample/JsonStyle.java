package com.treasuredata.tiktok.events.examples.sample;

/** How the names in a JSON row say which field they mean: {@code user.email} for one. */
enum JsonStyle {
  /** {@code "user": {"email": …}}. */
  NESTED,
  /** {@code "user.email": …}. */
  DOTTED,
  /** {@code "user_email": …}. */
  UNDERSCORED,
  /** {@code "email": …}. */
  BARE,
  /** {@code "user": {"email": …}, "lead_id": …}. */
  MIXED;

  /** Tells whether the fields of {@code object} stand in an object. */
  boolean nests(String object) {
    return this == NESTED || (this == MIXED && object.equals("user"));
  }

  /** Returns the name of a field that doesn't stand in an object. */
  String flat(String path) {
    return switch (this) {
      case NESTED, DOTTED -> path;
      case UNDERSCORED -> path.replace('.', '_');
      case BARE, MIXED -> path.substring(path.indexOf('.') + 1);
    };
  }
}
