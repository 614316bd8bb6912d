package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides the access token of a stored grant (auth-and-sources.md §2.4).
 *
 * <pre>{@code
 * EventsClient.builder().tokenProvider(OAuthTokenProvider.of(GrantStore.file(file)))
 * }</pre>
 *
 * <p>The store is read once, and its grant kept, until TikTok refuses the token, or it ends by
 * itself as no token of API v1.3 does. Then the store is read again: a user may have authorized the
 * app anew, and a store of your own may {@linkplain GrantStore renew} grants. As long as it holds
 * no other grant, every call fails with {@link Reason#AUTHORIZATION_NEEDED}. The refused grant
 * stays in the store.
 *
 * <p>A request whose token is refused, where there is no other, fails as TikTok said: with an
 * {@link ApiException} of kind {@link ErrorKind#AUTHENTICATION} that has TikTok's code and request
 * id. Its message ends with what to do, and its cause is the {@link CredentialsException}.
 *
 * <p>Safe for use by several threads, of which one at a time reads the store. Processes that share
 * a store don't wait for each other.
 */
public final class OAuthTokenProvider implements AccessTokenProvider {
  /**
   * How long before its end a grant isn't served any more: 30 seconds, so that a request that is
   * sent with it arrives in time.
   */
  public static final Duration EXPIRED_MARGIN = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(OAuthTokenProvider.class);

  private final GrantStore store;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Null before the first call, and after a refusal. */
  private volatile @Nullable OAuthGrant current;

  /** Guarded by the lock. */
  private @Nullable AccessToken refused;

  private OAuthTokenProvider(GrantStore store, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.clock = clock;
  }

  /** Returns a provider of the grant in {@code store}, which is read when it is first needed. */
  public static OAuthTokenProvider of(GrantStore store) {
    return of(store, Clock.systemUTC());
  }

  static OAuthTokenProvider of(GrantStore store, Clock clock) {
    return new OAuthTokenProvider(store, clock);
  }

  /** Returns a provider of this grant, which is kept in memory only. */
  public static OAuthTokenProvider of(OAuthGrant grant) {
    GrantStore store = GrantStore.inMemory();
    store.save(grant);
    return of(store);
  }

  /**
   * Returns the token to send now.
   *
   * @throws CredentialsException with {@link Reason#ABSENT} if the store is empty; with {@link
   *     Reason#AUTHORIZATION_NEEDED} if its grant is refused or has ended, so that only a user can
   *     help; or as the store throws it
   */
  @Override
  public AccessToken token() {
    return grant().accessToken();
  }

  /**
   * Returns the grant whose token is sent now.
   *
   * @throws CredentialsException as {@link #token} does
   */
  public OAuthGrant grant() {
    OAuthGrant grant = current;
    return grant != null && !hasEnded(grant) ? grant : loaded();
  }

  private boolean hasEnded(OAuthGrant grant) {
    Instant end = grant.expiresAt().orElse(Instant.MAX);
    return !clock.instant().isBefore(end.minus(EXPIRED_MARGIN));
  }

  private OAuthGrant loaded() {
    lock.lock();
    try {
      OAuthGrant latest = current; // Another thread may have been here before.
      if (latest != null && !hasEnded(latest)) {
        return latest;
      }
      OAuthGrant stored =
          store
              .load()
              .orElseThrow(
                  () ->
                      CredentialsException.of(
                          Reason.ABSENT, OAuthRefusal.howToAuthorize(store + " is empty")));
      if (stored.accessToken().equals(refused)) {
        throw authorizationNeeded("TikTok refused the token in " + store);
      }
      if (hasEnded(stored)) {
        throw authorizationNeeded("the token in " + store + " has expired");
      }
      current = stored;
      refused = null;
      return stored;
    } finally {
      lock.unlock();
    }
  }

  private static CredentialsException authorizationNeeded(String why) {
    return CredentialsException.of(Reason.AUTHORIZATION_NEEDED, OAuthRefusal.howToAuthorize(why));
  }

  /**
   * Tells that TikTok refused a token: the next call reads the store again. Only the present token
   * counts, so that a slow thread with an old one doesn't throw away its successor.
   */
  @Override
  public void invalidate(AccessToken rejected) {
    Objects.requireNonNull(rejected, "rejected");
    lock.lock();
    try {
      if (current != null && current.accessToken().equals(rejected)) {
        LOG.warn("TikTok refused the token in {}", store);
        current = null;
        refused = rejected;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "OAuthTokenProvider[" + store + ']';
  }
}
