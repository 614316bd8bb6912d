package com.treasuredata.tiktok.events.http;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The secret that is sent in the {@code Access-Token} header (events-api.md §1.1). {@link
 * #toString()} doesn't show it. Immutable and safe for use by several threads.
 */
public final class AccessToken {
  private final String secret;

  private AccessToken(String secret) {
    this.secret = secret;
  }

  /**
   * Returns the token with this secret; white space around it is dropped.
   *
   * @throws IllegalArgumentException if the secret is blank or has a character that no HTTP header
   *     can carry; the message says where, and doesn't show the secret
   */
  public static AccessToken of(String secret) {
    String token = unwrapped(Objects.requireNonNull(secret, "secret"));
    if (isTemplate(token)) {
      throw new IllegalArgumentException(
          "access token is a placeholder such as ${TOKEN}: put the token itself in its place");
    }
    if (token.isEmpty()) {
      throw new IllegalArgumentException("access token is blank");
    }
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException(
            "access token has "
                + (c == '\n' || c == '\r'
                    ? "a line break"
                    : c <= ' ' ? "white space" : "a character outside ASCII")
                + " at position "
                + (i + 1)
                + "; a token is one line of printable ASCII characters");
      }
    }
    return new AccessToken(token);
  }

  /** Returns a token without what is copied with it: quotes, {@code Bearer}, a header's name. */
  private static String unwrapped(String secret) {
    String token = unquoted(secret.strip());
    for (String prefix : new String[] {"Access-Token:", "Authorization:", "Bearer "}) {
      if (token.regionMatches(true, 0, prefix, 0, prefix.length())) {
        token = token.substring(prefix.length()).strip();
      }
    }
    return unquoted(token);
  }

  private static String unquoted(String text) {
    int end = text.length() - 1;
    boolean isQuoted =
        end > 0 && "\"'`".indexOf(text.charAt(0)) >= 0 && text.charAt(end) == text.charAt(0);
    return isQuoted ? text.substring(1, end).strip() : text;
  }

  private static boolean isTemplate(String token) {
    return token.startsWith("${")
        || token.startsWith("{{")
        || token.startsWith("$(")
        || (token.startsWith("<") && token.endsWith(">"))
        || (token.length() > 2 && token.startsWith("%") && token.endsWith("%"))
        || (token.startsWith("$") && token.equals(token.toUpperCase(Locale.ROOT)));
  }

  /** Returns the secret itself, for the header and nothing else. */
  public String secret() {
    return secret;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccessToken token && token.secret.equals(secret);
  }

  @Override
  public int hashCode() {
    return secret.hashCode();
  }

  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
