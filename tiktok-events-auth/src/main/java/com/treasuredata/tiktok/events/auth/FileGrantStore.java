package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.spi.SecretFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps a grant in a file, as one line of JSON. Safe for use by several threads. */
final class FileGrantStore implements GrantStore {
  private static final int MAX_LENGTH = 4 << 20;

  private final Path file;

  /** Looks at the directory, so that nobody gets a grant that can't be kept. */
  FileGrantStore(Path file) {
    this.file = file.toAbsolutePath();
    try {
      SecretFile.ownPlace(file);
    } catch (IOException e) {
      throw failed("used", e);
    }
  }

  @Override
  public synchronized Optional<OAuthGrant> load() {
    try {
      Path place = SecretFile.ownPlace(file);
      String json = SecretFile.read(place, MAX_LENGTH);
      SecretFile.warnIfOthersMayUse(place);
      return Optional.of(OAuthGrant.parse(json));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", e);
    } catch (CredentialsException e) {
      throw CredentialsException.of(
          Reason.UNUSABLE,
          file + ": " + e.getMessage() + "; name a grant's file, or authorize again into this one",
          e);
    }
  }

  @Override
  public synchronized void save(OAuthGrant grant) {
    try {
      SecretFile.replace(SecretFile.ownPlace(file), grant.toJson() + '\n');
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  @Override
  public synchronized void delete() {
    try {
      SecretFile.delete(SecretFile.ownPlace(file));
    } catch (IOException e) {
      throw failed("deleted", e);
    }
  }

  private CredentialsException failed(String done, IOException e) {
    return CredentialsException.of(
        Reason.UNUSABLE, "%s can't be %s: %s".formatted(file, done, SecretFile.reason(e)), e);
  }

  @Override
  public String toString() {
    return "GrantStore[" + file + ']';
  }
}
