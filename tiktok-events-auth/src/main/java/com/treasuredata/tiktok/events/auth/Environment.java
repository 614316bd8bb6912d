package com.treasuredata.tiktok.events.auth;

import org.jspecify.annotations.Nullable;

/** The environment variables of this process. */
@FunctionalInterface
interface Environment {
  @Nullable String value(String variable);
}
