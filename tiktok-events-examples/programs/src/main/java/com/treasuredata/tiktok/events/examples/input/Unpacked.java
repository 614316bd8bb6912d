package com.treasuredata.tiktok.events.examples.input;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a compressed input holds: gzip or zstd, told by its first bytes, whatever its name. */
final class Unpacked extends FilterInputStream {
  private static final int BUFFER = 1 << 16;
  private static final byte[] GZIP = {0x1F, (byte) 0x8B, 8};
  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

  private final String name;

  private Unpacked(InputStream unpacked, String name) {
    super(unpacked);
    this.name = name;
  }

  /**
   * Returns what {@code in} holds, or {@code in} itself if it isn't compressed.
   *
   * @param name what messages call it
   */
  static InputStream of(InputStream in, String name) {
    Packed packed = new Packed(in);
    try {
      byte[] head = packed.readNBytes(ZSTD.length);
      packed.unread(head);
      if (Arrays.equals(head, ZSTD)) {
        return new Unpacked(new ZstdInputStream(packed), name);
      }
      return Arrays.equals(Arrays.copyOf(head, GZIP.length), GZIP)
          ? new Unpacked(new GZIPInputStream(packed, BUFFER), name)
          : packed;
    } catch (EOFException e) {
      throw new InputException(name + " ends in the middle of its compressed data", e);
    } catch (IOException e) {
      throw new InputException(name + " can't be read: " + e, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return super.read(bytes, from, length);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (EOFException e) {
      throw new InputException(name + " ends in the middle of its compressed data", e);
    } catch (ZipException | MalformedInputException e) {
      throw new InputException(name + " is damaged: its compressed data can't be unpacked", e);
    } catch (IOException e) { // Of the file, or of a cut that the library has no class for.
      boolean isCut = String.valueOf(e.getMessage()).startsWith("Not enough input");
      throw new InputException(
          name + (isCut ? " ends in the middle of its compressed data" : " can't be read: " + e),
          e);
    }
  }

  /**
   * Compressed bytes that say whether more of them follow: {@link GZIPInputStream} takes the end of
   * the first of several members for the end of all when nothing seems to be there.
   */
  private static final class Packed extends PushbackInputStream {
    Packed(InputStream in) {
      super(in, ZSTD.length);
    }

    @Override
    public int available() throws IOException {
      int next = read();
      if (next < 0) {
        return 0;
      }
      unread(next);
      return 1;
    }
  }
}
