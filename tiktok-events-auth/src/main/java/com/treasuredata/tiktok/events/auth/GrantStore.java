package com.treasuredata.tiktok.events.auth;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a grant between runs: that of one user, of one app.
 *
 * <pre>{@code
 * GrantStore store = GrantStore.file(Path.of("tiktok-grant.json"));
 * store.save(oauth.exchange(code));
 * }</pre>
 *
 * <p>Implementations must be safe for use by several threads, and keep secrets as secrets; they may
 * use {@link OAuthGrant#toJson}. They throw {@link CredentialsException}, with {@link
 * CredentialsException.Reason#UNUSABLE}, if they can't read or write.
 *
 * <p>This is also where grants that end come in: none of API v1.3 does (auth-and-sources.md §2.4),
 * but TikTok's newer flow has refresh tokens, and a vault may renew what it holds. {@link
 * OAuthTokenProvider} loads again, on one thread at a time, when a grant ends or its token is
 * refused, and then a store may get another one:
 *
 * <pre>{@code
 * public Optional<OAuthGrant> load() {
 *   Optional<OAuthGrant> kept = file.load();
 *   if (kept.isPresent() && endsSoon(kept.get())) {
 *     file.save(refreshed(kept.get()));
 *   }
 *   return file.load();
 * }
 * }</pre>
 *
 * <p>It is asked again for each request for which there is no token: one that asks a server should
 * pause after a failure.
 */
public interface GrantStore {
  /**
   * Returns the grant, if there is one.
   *
   * @throws CredentialsException if it can't be read, or isn't one
   */
  Optional<OAuthGrant> load();

  /**
   * Stores {@code grant} in place of any other: whole, or not at all.
   *
   * @throws CredentialsException if it can't be written; the one before is then still there
   */
  void save(OAuthGrant grant);

  /**
   * Deletes the grant, if there is one.
   *
   * @throws CredentialsException if it can't be deleted
   */
  void delete();

  /** Returns an empty store that lasts as long as the process. */
  static GrantStore inMemory() {
    return new MemoryGrantStore();
  }

  /**
   * Returns a store in a file of one line of JSON, at most 4 MiB, which is written whole or not at
   * all, and which only its owner may read; on file systems without such permissions the
   * directory's apply. Missing directories are made for the owner only. Where {@code file} is a
   * link, the grant is kept where it leads. Processes may share it; the last that saves wins.
   *
   * @throws CredentialsException if another user may replace the file, since the directory, or one
   *     above it, may be written by others and isn't sticky as {@code /tmp} is; the store's methods
   *     throw it, too
   */
  static GrantStore file(Path file) {
    return new FileGrantStore(Objects.requireNonNull(file, "file"));
  }
}
