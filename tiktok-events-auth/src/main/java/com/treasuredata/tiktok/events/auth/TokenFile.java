package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.spi.ForeignInput;
import com.treasuredata.tiktok.events.spi.SecretFile;
import java.io.IOException;
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
  private static final int MAX_LENGTH = 16 << 10;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final FileTime NEVER = FileTime.fromMillis(0);

  private final Path file;
  private @Nullable Content last;
  private boolean isChecked;

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
      last = new Content(stamp, read());
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
      return attributes.isOther()
          ? new Stamp(NEVER, 0, attributes.fileKey()) // A pipe gives what it holds once.
          : new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (NoSuchFileException e) {
      throw CredentialsException.of(
          Reason.ABSENT, "file " + ForeignInput.shown(file) + " doesn't exist", e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private AccessToken read() {
    try {
      String text = SecretFile.read(file, MAX_LENGTH);
      if (!isChecked) {
        isChecked = true;
        SecretFile.warnIfOthersMayUse(file);
      }
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
        Reason.UNUSABLE,
        "file " + ForeignInput.shown(file) + " can't be read: " + SecretFile.reason(e),
        e);
  }
}
