package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Provides a long-lived access token of TikTok Events Manager: a given one, or one from the
 * environment or a file (auth-and-sources.md §2.7). It sends events to sources whose ids are known.
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
   * Returns this token.
   *
   * @throws IllegalArgumentException if it can't be one, as {@link AccessToken#of} says
   */
  public static LongLivedTokenProvider of(String secret) {
    Objects.requireNonNull(secret, "secret");
    return new LongLivedTokenProvider("given", AccessTokenProvider.of(AccessToken.of(secret)));
  }

  /** Returns the token in the environment variable {@value #ENVIRONMENT_VARIABLE}. */
  public static LongLivedTokenProvider fromEnvironment() {
    return fromEnvironment(ENVIRONMENT_VARIABLE);
  }

  /** Returns the token in an environment variable; blank text counts as none. */
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
   * Returns the token in a file: one line of UTF-8, read again when the file changes. While it
   * can't be read, for example while it is being written, the last token is still returned, unless
   * TikTok refused it.
   */
  public static LongLivedTokenProvider fromFile(Path file) {
    Objects.requireNonNull(file, "file");
    return new LongLivedTokenProvider("file " + file, new TokenFile(file));
  }

  /**
   * Returns the token of the first provider that has one, asked anew each time. A provider that has
   * none throws a {@link CredentialsException} with {@link Reason#ABSENT}, and the next is asked;
   * any other failure, such as a file that holds no token, is thrown, so that a mistake in one
   * place doesn't send the token of another account.
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
   * @throws CredentialsException if there is none; a chain says why each of its providers has none
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
