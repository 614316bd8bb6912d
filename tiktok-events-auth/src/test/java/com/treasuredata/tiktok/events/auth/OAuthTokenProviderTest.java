package com.treasuredata.tiktok.events.auth;

import static com.treasuredata.tiktok.events.auth.OAuthTokenProvider.EXPIRED_MARGIN;
import static com.treasuredata.tiktok.events.auth.OAuthTokenProvider.REFRESH_PAUSE;
import static com.treasuredata.tiktok.events.auth.OAuthTokenProvider.STALE_MARGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.support.CapturedLog;
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
  private final AtomicInteger refreshes = new AtomicInteger();

  /** A store that counts how often it is read and written. */
  private static final class CountingStore implements GrantStore {
    private final GrantStore store = GrantStore.inMemory();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger saves = new AtomicInteger();

    @Override
    public Optional<OAuthGrant> load() {
      loads.incrementAndGet();
      return store.load();
    }

    @Override
    public void save(OAuthGrant grant) {
      saves.incrementAndGet();
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

  private OAuthTokenProvider refreshing(GrantRefresher refresher) {
    return OAuthTokenProvider.builder(store)
        .clock(clock)
        .ticker(clock::nanoTime)
        .refresher(refresher)
        .build();
  }

  private OAuthTokenProvider refreshing() {
    return refreshing(
        grant -> {
          refreshes.incrementAndGet();
          return dayLong(AccessToken.of("refreshed-t0ken-" + refreshes.get()));
        });
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
    OAuthTokenProvider credentials = refreshing();

    clock.advance(Duration.ofDays(10_000));

    assertThat(credentials.token()).isEqualTo(FIRST);
    assertThat(refreshes).hasValue(0);
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
  void refreshesARefusedGrantOnceHoweverManyThreadsSawIt() throws Exception {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing();
    assertThat(credentials.token()).isEqualTo(FIRST);

    List<AccessToken> tokens =
        onThreads(
            20,
            () -> {
              credentials.invalidate(FIRST);
              return credentials.token();
            });

    assertThat(tokens).containsOnly(AccessToken.of("refreshed-t0ken-1"));
    assertThat(refreshes).hasValue(1);
    assertThat(store.saves).hasValue(2);
  }

  @Test
  void isFreshUpToTheStaleMargin() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing();

    clock.advance(DAY.minus(STALE_MARGIN).minus(MILLISECOND));
    assertThat(credentials.token()).isEqualTo(FIRST);
    assertThat(refreshes).hasValue(0);

    clock.advance(MILLISECOND);
    assertThat(credentials.token()).isEqualTo(AccessToken.of("refreshed-t0ken-1"));
    assertThat(store.load().orElseThrow().accessToken())
        .isEqualTo(AccessToken.of("refreshed-t0ken-1"));
  }

  @Test
  void isStaleUpToTheExpiredMargin() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing(failing());
    assertThat(credentials.token()).isEqualTo(FIRST);

    clock.advance(DAY.minus(EXPIRED_MARGIN).minus(MILLISECOND));
    assertThat(credentials.token()).as("stale, and served").isEqualTo(FIRST);

    clock.advance(MILLISECOND);
    assertThatThrownBy(credentials::token).isInstanceOf(ConnectionException.class);
  }

  @Test
  void servesAStaleGrantWithoutARefresherAndAsksForAnAuthorizationAfterIt() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = OAuthTokenProvider.builder(store).clock(clock).build();

    clock.advance(DAY.minus(EXPIRED_MARGIN).minus(MILLISECOND));
    assertThat(credentials.token()).isEqualTo(FIRST);
    clock.advance(MILLISECOND);

    assertThat(reason(credentials)).isEqualTo(Reason.AUTHORIZATION_NEEDED);
    assertThatThrownBy(credentials::token).hasMessageContaining("has expired");
  }

  @Test
  void servesOnWhileOneThreadRefreshesAStaleGrant() throws Exception {
    store.save(dayLong(FIRST));
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    OAuthTokenProvider credentials =
        refreshing(
            grant -> {
              refreshes.incrementAndGet();
              entered.countDown();
              await(goOn);
              return dayLong(SECOND);
            });
    credentials.token();
    clock.advance(DAY.minus(STALE_MARGIN));

    ExecutorService refresher = Executors.newSingleThreadExecutor();
    Future<AccessToken> refreshed = refresher.submit(credentials::token);
    await(entered);
    List<AccessToken> meanwhile = onThreads(8, credentials::token);
    goOn.countDown();

    assertThat(meanwhile).containsOnly(FIRST);
    assertThat(refreshed.get()).isEqualTo(SECOND);
    assertThat(credentials.token()).isEqualTo(SECOND);
    assertThat(refreshes).hasValue(1);
    refresher.shutdown();
  }

  @Test
  void waitsForOneRefreshOfAnExpiredGrant() throws Exception {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing();
    credentials.token();
    clock.advance(DAY);

    assertThat(onThreads(20, credentials::token)).containsOnly(AccessToken.of("refreshed-t0ken-1"));
    assertThat(refreshes).hasValue(1);
  }

  @Test
  void takesTheGrantThatAnotherProcessRefreshed() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing();
    credentials.token();
    clock.advance(DAY.minus(STALE_MARGIN));

    store.save(dayLong(SECOND));

    assertThat(credentials.token()).isEqualTo(SECOND);
    assertThat(refreshes).hasValue(0);
  }

  @Test
  void pausesBetweenRefreshesThatFail() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing(failing());
    credentials.token();
    clock.advance(DAY.minus(STALE_MARGIN));

    List<String> log =
        CapturedLog.of(
            () -> {
              credentials.token();
              credentials.token();
            });
    assertThat(refreshes).hasValue(1);
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains("couldn't be refreshed: no network").doesNotContain("t0ken");

    clock.advance(REFRESH_PAUSE);
    credentials.token();
    assertThat(refreshes).hasValue(2);

    clock.advance(STALE_MARGIN);
    assertThatThrownBy(credentials::token).hasMessage("no network");
    assertThatThrownBy(credentials::token).hasMessage("no network");
    assertThat(refreshes).hasValue(3);
  }

  @Test
  void refreshesAgainAfterThePauseEvenIfTheClockIsSetBack() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing(failing());
    clock.advance(DAY.plusHours(2));
    assertThatThrownBy(credentials::token).hasMessage("no network");

    clock.set(clock.instant().minus(Duration.ofHours(1)));
    clock.advance(REFRESH_PAUSE.minus(MILLISECOND));
    assertThatThrownBy(credentials::token).hasMessage("no network");
    assertThat(refreshes).hasValue(1);

    clock.advance(MILLISECOND);
    assertThatThrownBy(credentials::token).hasMessage("no network");
    assertThat(refreshes).hasValue(2);
  }

  @Test
  void refreshesAGrantThatIsAlwaysStaleNoMoreThanOnceAPause() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials =
        refreshing(
            grant -> {
              refreshes.incrementAndGet();
              return OAuthGrant.builder(AccessToken.of("brief-t0ken-" + refreshes.get()))
                  .expiresAt(clock.instant().plus(Duration.ofMinutes(2)))
                  .build();
            });
    clock.advance(DAY);
    for (int i = 0; i < 10; i++) {
      credentials.token();
    }
    assertThat(refreshes).hasValue(1);

    clock.advance(REFRESH_PAUSE);
    assertThat(credentials.token()).isEqualTo(AccessToken.of("brief-t0ken-2"));
  }

  @Test
  void asksForAnAuthorizationOnceTikTokRefusesToRefresh() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials =
        refreshing(
            grant -> {
              refreshes.incrementAndGet();
              throw ApiException.builder(ErrorKind.AUTHENTICATION, "expired")
                  .code(40103, "REFRESH_TOKEN_EXPIRE")
                  .httpStatus(200)
                  .build();
            });
    clock.advance(DAY);

    assertThat(reason(credentials)).isEqualTo(Reason.AUTHORIZATION_NEEDED);
    assertThatThrownBy(credentials::token).hasCauseInstanceOf(ApiException.class);
    assertThat(refreshes).hasValue(1);
  }

  @Test
  void asksForAnAuthorizationIfRefreshingGivesTheRefusedToken() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials = refreshing(grant -> dayLong(FIRST));
    credentials.token();

    credentials.invalidate(FIRST);

    assertThat(reason(credentials)).isEqualTo(Reason.AUTHORIZATION_NEEDED);
  }

  @Test
  void keepsTheOldRefreshTokenIfNoNewOneComes() {
    store.save(dayLong(FIRST));
    OAuthTokenProvider credentials =
        refreshing(
            grant -> OAuthGrant.builder(SECOND).expiresAt(clock.instant().plus(DAY)).build());
    clock.advance(DAY);

    assertThat(credentials.grant().refreshToken()).hasValue("r3fresh");
    assertThat(store.load().orElseThrow().refreshToken()).hasValue("r3fresh");
  }

  @Test
  void servesARefreshedGrantThatCanNotBeStored() {
    OAuthGrant grant = dayLong(FIRST);
    GrantStore readOnly =
        new GrantStore() {
          @Override
          public Optional<OAuthGrant> load() {
            return Optional.of(grant);
          }

          @Override
          public void save(OAuthGrant grant) {
            throw CredentialsException.of(Reason.UNUSABLE, "the disk is full");
          }

          @Override
          public void delete() {}
        };
    OAuthTokenProvider credentials =
        OAuthTokenProvider.builder(readOnly).clock(clock).refresher(g -> dayLong(SECOND)).build();
    clock.advance(DAY);

    List<String> log = CapturedLog.of(() -> assertThat(credentials.token()).isEqualTo(SECOND));

    assertThat(log).singleElement().asString().contains("the disk is full");
  }

  private GrantRefresher failing() {
    return grant -> {
      refreshes.incrementAndGet();
      throw new ConnectionException("no network", null);
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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

  @Test
  void theMarginsAreInOrder() {
    assertThat(EXPIRED_MARGIN).isLessThan(STALE_MARGIN);
    assertThat(REFRESH_PAUSE).isLessThan(STALE_MARGIN);
  }
}
