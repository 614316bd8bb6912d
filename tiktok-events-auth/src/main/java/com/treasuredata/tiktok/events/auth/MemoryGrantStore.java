package com.treasuredata.tiktok.events.auth;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps a grant in memory. */
final class MemoryGrantStore implements GrantStore {
  private final AtomicReference<@Nullable OAuthGrant> grant = new AtomicReference<>();

  @Override
  public Optional<OAuthGrant> load() {
    return Optional.ofNullable(grant.get());
  }

  @Override
  public void save(OAuthGrant grant) {
    this.grant.set(Objects.requireNonNull(grant, "grant"));
  }

  @Override
  public void delete() {
    grant.set(null);
  }

  @Override
  public String toString() {
    return "GrantStore[in memory]";
  }
}
