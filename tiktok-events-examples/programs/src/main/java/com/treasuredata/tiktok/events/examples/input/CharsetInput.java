package com.treasuredata.tiktok.events.examples.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** An input in another charset, as UTF-8. What isn't of that charset ends it. */
final class CharsetInput extends InputStream {
  private static final int CHUNK = 8_192;

  private final Reader reader;
  private final String name;
  private final Charset charset;
  private final char[] chars = new char[CHUNK + 1];
  private byte[] bytes = new byte[0];
  private int position;
  private int kept; // A high surrogate whose other half comes with the next chunk.

  CharsetInput(InputStream in, String name, Charset charset) {
    this.name = name;
    this.charset = charset;
    this.reader =
        new InputStreamReader(
            in,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == bytes.length) {
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, to, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    int count;
    try {
      count = reader.read(chars, kept, CHUNK);
    } catch (CharacterCodingException e) {
      throw new InputException(
          name + " isn't " + charset.name() + ": give the charset it was saved in by --charset", e);
    }
    int length = kept + Math.max(count, 0);
    kept = count > 0 && Character.isHighSurrogate(chars[length - 1]) ? 1 : 0;
    bytes = new String(chars, 0, length - kept).getBytes(StandardCharsets.UTF_8);
    position = 0;
    if (kept == 1) {
      chars[0] = chars[length - 1];
    }
    return length > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
