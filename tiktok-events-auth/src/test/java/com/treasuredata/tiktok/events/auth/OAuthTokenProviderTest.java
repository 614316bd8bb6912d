package com.treasuredata.tiktok.events.auth;

import static com.treasuredata.tiktok.events.auth.OAuthTokenProvider.EXPIRED_MARGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Claims about a grant's life, by a clock that the tests move. */
class OAuthTokenProviderTest {
  private static final AccessToken FIRST = AccessToken.of("first-t0ken");
  private static final AccessToken SECOND = AccessToken.of("second-t0ken");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final ManualClock clock = new ManualClock();
  private final CountingStore store = new CountingStore();

  /** A store that counts how often it is read and written. */
  private static final class CountingStore implements GrantStore {
    private final GrantStore store = GrantStore.inMemory();
    private final AtomicInteger loads = new AtomicInteger();

    @Override
    public Optional<OAuthGrant> load() {
      loads.incrementAndGet();
      return store.load();
    }

    @Override
    public void save(OAuthGrant grant) {
      store.save(grant);
    }

    @Override
    public void delete() {
      store.delete();
    }
  }

  private OAuthGrant dayLong(AccessToken token) {
    return OAuthGrant.builder(token)
        .refreshToken("r3fresh")
        .expiresAt(clock.instant().plus(DAY))
        .build();
  }

  private static Reason reason(OAuthTokenProvider credentials) {
    return catchThrowableOfType(CredentialsException.class, credentials::token).reason();
  }

  @Test
  void servesAStoredGrantAndReadsItOnce() {
    store.save(OAuthGrant.of(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.of(store);

    assertThat(credentials.token()).isEqualTo(FIRST);
    assertThat(credentials.token()).isEqualTo(FIRST);
    assertThat(store.loads).hasValue(1);
    assertThat(OAuthTokenProvider.of(OAuthGrant.of(SECOND)).token()).isEqualTo(SECOND);
  }

  @Test
  void servesALongTermGrantForever() {
    store.save(OAuthGrant.of(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.of(store, clock);

    clock.advance(Duration.ofDays(10_000));

    assertThat(credentials.token()).isEqualTo(FIRST);
  }

  @Test
  void saysHowToFillAnEmptyStore() {
    OAuthTokenProvider credentials = OAuthTokenProvider.of(GrantStore.inMemory());

    assertThat(reason(credentials)).isEqualTo(Reason.ABSENT);
    assertThatThrownBy(credentials::token)
        .hasMessage(
            "GrantStore[in memory] is empty. A user must authorize the app again: send them to the"
                + " URL of TikTokOAuth.authorizationRequest(redirectUri), and save what"
                + " TikTokOAuth.exchange(authCode) gives");
  }

  @Test
  void asksForANewAuthorizationOnceTikTokRefusesALongTermGrant() {
    store.save(OAuthGrant.of(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.of(store);
    credentials.token();

    credentials.invalidate(FIRST);

    assertThat(reason(credentials)).isEqualTo(Reason.AUTHORIZATION_NEEDED);
    assertThatThrownBy(credentials::token)
        .hasMessageContaining("TikTok refused the token")
        .hasMessageContaining("TikTokOAuth.authorizationRequest")
        .hasMessageNotContaining("t0ken");
    assertThat(store.load()).as("kept, for the user to see").isPresent();
  }

  @Test
  void findsTheGrantOfAUserWhoAuthorizedAgain() {
    store.save(OAuthGrant.of(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.of(store);
    credentials.token();
    credentials.invalidate(FIRST);
    assertThat(reason(credentials)).isEqualTo(Reason.AUTHORIZATION_NEEDED);

    store.save(OAuthGrant.of(SECOND)); // By another process, say.

    assertThat(credentials.token()).isEqualTo(SECOND);
  }

  @Test
  void doesNotThrowAwayANewTokenForASlowThreadsOldOne() {
    store.save(OAuthGrant.of(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.of(store);
    credentials.token();
    store.save(OAuthGrant.of(SECOND));
    credentials.invalidate(FIRST);
    assertThat(credentials.token()).isEqualTo(SECOND);
    int loads = store.loads.get();

    credentials.invalidate(FIRST);

    assertThat(credentials.token()).isEqualTo(SECOND);
    assertThat(store.loads).hasValue(loads);
  }

  @Test
  void servesAGrantThatEndsUpToTheMargin() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.of(store, clock);

    clock.advance(DAY.minus(EXPIRED_MARGIN).minus(MILLISECOND));
    assertThat(credentials.token()).isEqualTo(FIRST);
    clock.advance(MILLISECOND);

    assertThat(reason(credentials)).isEqualTo(Reason.AUTHORIZATION_NEEDED);
    assertThatThrownBy(credentials::token).hasMessageContaining("has expired");
  }

  @Test
  void servesTheGrantThatAnotherProcessPutInAnEndedOnesPlace() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.of(store, clock);
    credentials.token();
    clock.advance(DAY);

    store.save(dayLong(SECOND));

    assertThat(credentials.token()).isEqualTo(SECOND);
  }

  /** The one place for whoever has grants that can be renewed. */
  @Test
  void aStoreOfOnesOwnRenewsAnEndedGrantOnceHoweverManyThreadsNeedIt() throws Exception {
    store.save(dayLong(FIRST));
    AtomicInteger renewals = new AtomicInteger();
    GrantStore renewing =
        new GrantStore() {
          @Override
          public Optional<OAuthGrant> load() {
            OAuthGrant kept = store.load().orElseThrow();
            if (kept.expiresAt().orElseThrow().isAfter(clock.instant())) {
              return Optional.of(kept);
            }
            assertThat(kept.refreshToken()).hasValue("r3fresh");
            store.save(dayLong(AccessToken.of("renewed-t0ken-" + renewals.incrementAndGet())));
            return store.load();
          }

          @Override
          public void save(OAuthGrant grant) {
            store.save(grant);
          }

          @Override
          public void delete() {
            store.delete();
          }
        };
    OAuthTokenProvider credentials = OAuthTokenProvider.of(renewing, clock);
    assertThat(credentials.token()).isEqualTo(FIRST);
    clock.advance(DAY);

    assertThat(onThreads(20, credentials::token)).containsOnly(AccessToken.of("renewed-t0ken-1"));
    assertThat(renewals).hasValue(1);
  }

  /** Returns what {@code call} gives on so many threads that start together. */
  private static <T> List<T> onThreads(int count, Callable<T> call)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    start.countDown();
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    threads.shutdown();
    return results;
  }
}
