package com.treasuredata.tiktok.events.testing;

/** One address of the API. */
@FunctionalInterface
interface Endpoint {
  Answer answer(Call call);
}
