package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Provides an access token that needs no renewal, a given one, or one from the environment or a
 * file: as TikTok Events Manager makes them, for sources whose ids are known (auth-and-sources.md
 * §2.7).
 *
 * <pre>{@code
 * LongLivedTokenProvider.firstOf(
 *     LongLivedTokenProvider.fromEnvironment(),
 *     LongLivedTokenProvider.fromFile(Path.of("/run/secrets/tiktok-token")))
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class LongLivedTokenProvider implements AccessTokenProvider {
  /** The environment variable that is read unless another one is named. */
  public static final String ENVIRONMENT_VARIABLE = "TIKTOK_ACCESS_TOKEN";

  private final String origin;
  private final AccessTokenProvider provider;

  private LongLivedTokenProvider(String origin, AccessTokenProvider provider) {
    this.origin = origin;
    this.provider = provider;
  }

  /**
   * Returns a provider of this token.
   *
   * @throws IllegalArgumentException if it can't be one, as {@link AccessToken#of} says
   */
  public static LongLivedTokenProvider of(String secret) {
    Objects.requireNonNull(secret, "secret");
    return new LongLivedTokenProvider("given", AccessTokenProvider.of(AccessToken.of(secret)));
  }

  /**
   * Returns a provider of the token in the environment variable {@value #ENVIRONMENT_VARIABLE}, as
   * {@link #fromEnvironment(String)} does.
   */
  public static LongLivedTokenProvider fromEnvironment() {
    return fromEnvironment(ENVIRONMENT_VARIABLE);
  }

  /**
   * Returns a provider of the token in an environment variable of this process; white space around
   * it is removed. Its {@link #token} throws a {@link CredentialsException}: with {@link
   * Reason#ABSENT} if the variable isn't set or blank, with {@link Reason#UNUSABLE} if it can't be
   * a token.
   */
  public static LongLivedTokenProvider fromEnvironment(String variable) {
    return fromEnvironment(Objects.requireNonNull(variable, "variable"), System::getenv);
  }

  static LongLivedTokenProvider fromEnvironment(String variable, Environment environment) {
    String origin = "environment variable " + variable;
    return new LongLivedTokenProvider(
        origin,
        () -> {
          String value = environment.value(variable);
          if (value == null || value.isBlank()) {
            throw CredentialsException.of(Reason.ABSENT, origin + " is not set");
          }
          try {
            return AccessToken.of(value);
          } catch (IllegalArgumentException e) {
            throw CredentialsException.of(Reason.UNUSABLE, origin + ": " + e.getMessage(), e);
          }
        });
  }

  /**
   * Returns a provider of the token in a file: one line of UTF-8, at most 16 KiB, read again when
   * the file changes. While it can't be read, for example while it is being written, the last token
   * is still returned, with a warning in the log, unless TikTok refused it. If others may read the
   * file, a warning says so.
   *
   * <p>Its {@link #token} throws a {@link CredentialsException}: with {@link Reason#ABSENT} if
   * there is no such file, with {@link Reason#UNUSABLE} if it can't be read, or holds no token.
   */
  public static LongLivedTokenProvider fromFile(Path file) {
    Objects.requireNonNull(file, "file");
    return new LongLivedTokenProvider("file " + file, new TokenFile(file));
  }

  /**
   * Returns a provider of the token of the first that has one, asked anew each time. A provider
   * that has none throws a {@link CredentialsException} with {@link Reason#ABSENT}, and the next is
   * asked; any other failure, such as a file that holds no token, is thrown, so that a mistake in
   * one place doesn't send the token of another account.
   */
  public static LongLivedTokenProvider firstOf(
      AccessTokenProvider first, AccessTokenProvider... others) {
    Objects.requireNonNull(first, "first");
    TokenChain chain = TokenChain.of(first, others);
    return new LongLivedTokenProvider("first of " + chain.links(), chain);
  }

  /**
   * Returns the token to send now.
   *
   * @throws CredentialsException if there is none; one of {@link #firstOf} says why each of its
   *     providers has none
   */
  @Override
  public AccessToken token() {
    return provider.token();
  }

  /** Called when TikTok refused a token: a file is then read again, even if it didn't change. */
  @Override
  public void invalidate(AccessToken rejected) {
    Objects.requireNonNull(rejected, "rejected");
    provider.invalidate(rejected);
  }

  /** Says where the token comes from. */
  @Override
  public String toString() {
    return "LongLivedTokenProvider[" + origin + ']';
  }
}
