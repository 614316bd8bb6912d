package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of a stored grant (auth-and-sources.md §2.4).
 *
 * <p>A grant that doesn't expire, as those of API v1.3, is served until TikTok refuses its token.
 * Then the store is read again, since a user may have authorized the app anew; if it holds no other
 * grant, and no {@linkplain Builder#refresher refresher} gets one, every call fails with {@link
 * Reason#AUTHORIZATION_NEEDED}. The refused grant stays in the store.
 *
 * <p>A request whose token is refused, where there is no other, fails as TikTok said: with an
 * {@link ApiException} of kind {@link ErrorKind#AUTHENTICATION} that has TikTok's code and request
 * id. Its message ends with what to do, and its cause is the {@link CredentialsException}.
 *
 * <p>A grant that expires is refreshed by one thread {@linkplain #STALE_MARGIN before it does},
 * while others are served on; once it {@linkplain #EXPIRED_MARGIN is about to}, all wait for that
 * one.
 *
 * <p>Safe for use by several threads. Processes that share a store don't wait for each other.
 */
public final class OAuthTokenProvider implements AccessTokenProvider {
  /** How long before its end a grant is refreshed, and still served: 5 minutes. */
  public static final Duration STALE_MARGIN = Duration.ofMinutes(5);

  /** How long before its end a grant isn't served any more: 30 seconds. */
  public static final Duration EXPIRED_MARGIN = Duration.ofSeconds(30);

  /** How long after one attempt to refresh the next one is made at the earliest: 1 minute. */
  public static final Duration REFRESH_PAUSE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(OAuthTokenProvider.class);

  private final GrantStore store;
  private final GrantRefresher refresher;
  private final Clock clock;
  private final LongSupplier ticker;
  private final ReentrantLock lock = new ReentrantLock();

  /** Null before the first call, and after a refusal. */
  private volatile @Nullable OAuthGrant current;

  // All guarded by the lock.
  private @Nullable AccessToken refused;
  private @Nullable EventsException lastFailure;
  private @Nullable Long lastAttempt;

  private enum Freshness {
    FRESH,
    STALE,
    EXPIRED
  }

  private OAuthTokenProvider(Builder builder) {
    this.store = builder.store;
    this.refresher = builder.refresher;
    this.clock = builder.clock;
    this.ticker = builder.ticker;
  }

  /** Returns the token of the grant in {@code store}, which is read when it is first needed. */
  public static OAuthTokenProvider of(GrantStore store) {
    return builder(store).build();
  }

  /** Returns the token of this grant. */
  public static OAuthTokenProvider of(OAuthGrant grant) {
    GrantStore store = GrantStore.inMemory();
    store.save(grant);
    return of(store);
  }

  /** Returns a builder of the credentials in {@code store}. */
  public static Builder builder(GrantStore store) {
    return new Builder(store);
  }

  /**
   * Returns the token to send now.
   *
   * @throws CredentialsException if the store is empty ({@link Reason#ABSENT}), if only a user can
   *     help ({@link Reason#AUTHORIZATION_NEEDED}), or if the store fails
   * @throws EventsException if the grant has expired and couldn't be refreshed for now
   */
  @Override
  public AccessToken token() {
    return grant().accessToken();
  }

  /**
   * Returns the grant whose token is sent now.
   *
   * @throws EventsException as {@link #token} does
   */
  public OAuthGrant grant() {
    OAuthGrant grant = current;
    Freshness freshness = grant == null ? Freshness.EXPIRED : freshness(grant);
    if (grant == null || freshness == Freshness.EXPIRED) {
      return renewed();
    }
    if (freshness == Freshness.STALE && refresher != GrantRefresher.NONE && lock.tryLock()) {
      try {
        return refreshedIfPossible(grant);
      } finally {
        lock.unlock();
      }
    }
    return grant;
  }

  private Freshness freshness(OAuthGrant grant) {
    Instant end = grant.expiresAt().orElse(Instant.MAX);
    Instant now = clock.instant();
    return now.isBefore(end.minus(STALE_MARGIN))
        ? Freshness.FRESH
        : now.isBefore(end.minus(EXPIRED_MARGIN)) ? Freshness.STALE : Freshness.EXPIRED;
  }

  /** Returns another grant than this one, which is stale, or this one if there is none for now. */
  private OAuthGrant refreshedIfPossible(OAuthGrant stale) {
    OAuthGrant latest = current;
    if (!stale.equals(latest) || isPause()) {
      return latest == null ? stale : latest;
    }
    try {
      return renewed(Freshness.FRESH);
    } catch (EventsException e) {
      lastAttempt = ticker.getAsLong(); // The store may have failed before that.
      LOG.warn("{} couldn't be refreshed: {}", stale, e.getMessage());
      return stale;
    }
  }

  private boolean isPause() {
    return lastAttempt != null && ticker.getAsLong() - lastAttempt < REFRESH_PAUSE.toNanos();
  }

  /** Waits for its turn, and returns a grant that can be served. */
  private OAuthGrant renewed() {
    lock.lock();
    try {
      OAuthGrant latest = current; // Another thread may have been here before.
      return latest != null && freshness(latest) != Freshness.EXPIRED
          ? latest
          : renewed(Freshness.STALE);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the stored grant, refreshed if need be.
   *
   * @param worst how old the stored grant may be
   */
  private OAuthGrant renewed(Freshness worst) {
    OAuthGrant stored =
        store
            .load()
            .orElseThrow(
                () ->
                    CredentialsException.of(
                        Reason.ABSENT, TikTokOAuth.howToAuthorize(store + " is empty")));
    boolean isRefused = stored.accessToken().equals(refused);
    if (!isRefused && freshness(stored).compareTo(worst) <= 0) {
      return served(stored);
    }
    if (refresher == GrantRefresher.NONE) {
      throw authorizationNeeded(
          isRefused
              ? "TikTok refused the token in " + store
              : "the token in " + store + " has expired",
          null);
    }
    return refreshed(stored);
  }

  private OAuthGrant refreshed(OAuthGrant grant) {
    if (lastFailure != null && isPause()) {
      throw lastFailure;
    }
    lastAttempt = ticker.getAsLong();
    OAuthGrant next;
    try {
      next = refresher.refresh(grant);
    } catch (EventsException e) {
      boolean isForGood =
          e instanceof ApiException refusal && refusal.kind() == ErrorKind.AUTHENTICATION;
      lastFailure =
          isForGood ? authorizationNeeded("TikTok doesn't refresh the grant in " + store, e) : e;
      throw lastFailure;
    }
    if (next.accessToken().equals(refused)) {
      lastFailure = authorizationNeeded("refreshing gave the token that TikTok refused", null);
      throw lastFailure;
    }
    OAuthGrant kept =
        next.refreshToken().isPresent()
            ? next
            : next.newBuilder().refreshToken(grant.refreshToken().orElse(null)).build();
    save(kept);
    return served(kept);
  }

  /** A grant that can't be stored can be served; the old one may be worthless by now. */
  private void save(OAuthGrant grant) {
    try {
      store.save(grant);
    } catch (CredentialsException e) {
      LOG.error("the refreshed grant is lost when this process ends: {}", e.getMessage());
    }
  }

  private OAuthGrant served(OAuthGrant grant) {
    current = grant;
    refused = null;
    lastFailure = null;
    return grant;
  }

  private static CredentialsException authorizationNeeded(
      String why, @Nullable EventsException cause) {
    String message = TikTokOAuth.howToAuthorize(why);
    return cause == null
        ? CredentialsException.of(Reason.AUTHORIZATION_NEEDED, message)
        : CredentialsException.of(Reason.AUTHORIZATION_NEEDED, message, cause);
  }

  /**
   * Tells that TikTok refused a token. It is forgotten once, however many threads saw it; a token
   * that isn't the present one is no news.
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

  /** Builds {@link OAuthTokenProvider}; not safe for use by several threads. */
  public static final class Builder {
    private final GrantStore store;
    private GrantRefresher refresher = GrantRefresher.NONE;
    private Clock clock = Clock.systemUTC();
    private LongSupplier ticker = System::nanoTime;

    private Builder(GrantStore store) {
      this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Sets how to get a new grant for one that ends or was refused. By default {@link
     * GrantRefresher#NONE}.
     */
    public Builder refresher(GrantRefresher refresher) {
      this.refresher = Objects.requireNonNull(refresher, "refresher");
      return this;
    }

    /** Sets the clock by which a grant expires. By default the system's. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets what measures pauses, in nanoseconds; unlike a clock, nobody sets it. */
    Builder ticker(LongSupplier nanoTime) {
      this.ticker = nanoTime;
      return this;
    }

    /** Returns the credentials; the store isn't read yet. */
    public OAuthTokenProvider build() {
      return new OAuthTokenProvider(this);
    }
  }
}
