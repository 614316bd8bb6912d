package com.treasuredata.tiktok.events.testing;

/** Does what an operation is for, once the caller is known to be allowed to ask for it. */
@FunctionalInterface
interface Handler {
  /**
   * Returns the {@code data} of the envelope.
   *
   * @throws Refusal if the call breaks a rule
   */
  JsonObject handle(Call call, Grant grant);
}
