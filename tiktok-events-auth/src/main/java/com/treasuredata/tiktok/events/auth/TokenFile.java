package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.credentials.AccessToken;
import com.treasuredata.tiktok.events.credentials.AccessTokenProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with one token in it. Safe for use by several threads. */
final class TokenFile implements AccessTokenProvider {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final long LONGEST = 16 << 10;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private @Nullable Content last;

  /** What tells one content of the file from the next without reading it. */
  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  private record Content(@Nullable Stamp stamp, AccessToken token) {}

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized AccessToken token() {
    Content known = last;
    Stamp stamp = null;
    try {
      stamp = stamp(); // Before reading, so that a change in between is seen the next time.
      if (known != null && stamp.equals(known.stamp)) {
        return known.token;
      }
      last = new Content(stamp, read(stamp));
      return last.token;
    } catch (CredentialsException e) {
      if (known == null) {
        throw e;
      }
      if (!Objects.equals(known.stamp, stamp)) {
        LOG.warn("{}; the token read from it before is used on", e.getMessage());
      }
      last = new Content(stamp, known.token);
      return known.token;
    }
  }

  @Override
  public synchronized void invalidate(AccessToken rejected) {
    if (last != null && last.token.equals(rejected)) {
      last = null;
    }
  }

  private Stamp stamp() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (NoSuchFileException e) {
      throw CredentialsException.of(Reason.ABSENT, "file " + file + " doesn't exist", e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private AccessToken read(Stamp stamp) {
    if (stamp.size > LONGEST) {
      throw CredentialsException.of(
          Reason.UNUSABLE, "file " + file + " is too long for one access token");
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return AccessToken.of(
          text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (IllegalArgumentException e) {
      throw CredentialsException.of(Reason.UNUSABLE, "file " + file + ": " + e.getMessage(), e);
    }
  }

  private CredentialsException unreadable(IOException e) {
    return CredentialsException.of(
        Reason.UNUSABLE, "file " + file + " can't be read: " + e.getClass().getSimpleName(), e);
  }
}
