package com.treasuredata.tiktok.events.spark;

import com.treasuredata.tiktok.events.auth.LongLivedTokenProvider;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the driver and each executor take the token from: from the write's options, from a file
 * that each of them has, or from the environment that each of them has. It shows no token.
 */
final class Credentials implements Serializable {
  private static final long serialVersionUID = 1;

  private final @Nullable String secret;
  private final @Nullable String file;

  private Credentials(@Nullable String secret, @Nullable String file) {
    this.secret = secret;
    this.file = file;
  }

  static Credentials of(Optional<AccessToken> token, Optional<String> file) {
    return new Credentials(token.map(AccessToken::secret).orElse(null), file.orElse(null));
  }

  /** Returns the tokens of this JVM. */
  AccessTokenProvider tokens() {
    if (secret != null) {
      return AccessTokenProvider.of(AccessToken.of(secret));
    }
    return file == null
        ? LongLivedTokenProvider.fromEnvironment()
        : LongLivedTokenProvider.fromFile(Path.of(file));
  }

  @Override
  public String toString() {
    return secret != null ? "given token" : file != null ? "token file" : "token of environment";
  }
}
