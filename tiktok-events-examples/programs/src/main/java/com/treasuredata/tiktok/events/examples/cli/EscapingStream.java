package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A stream for people and programs, in UTF-8. What a terminal obeys or a reader can't see is
 * escaped, whoever's text it came from: {@code \}{@code u001b} for an escape. Line feeds and tabs
 * are written as they are. For JSON, too, which has such characters in strings only.
 */
public final class EscapingStream extends PrintStream {
  private final Escaper escaper;

  EscapingStream(OutputStream target) {
    this(new Escaper(target));
  }

  private EscapingStream(Escaper escaper) {
    super(escaper, true, StandardCharsets.UTF_8);
    this.escaper = escaper;
  }

  /** Writes one line, whatever is in {@code text}: its line feeds and tabs are escaped, too. */
  public void printLine(String text) {
    println(ForeignText.escaped(text));
  }

  /** Writes what the terminal is to obey. */
  public void printControl(String text) {
    flush();
    try {
      escaper.put(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      setError();
    }
  }

  /**
   * Returns whether what was written can't be read any more, since its reader has gone, as {@code
   * head} does when it has seen enough. {@link #checkError} is then true as well.
   */
  public boolean isReaderGone() {
    return escaper.isReaderGone;
  }

  private static final class Escaper extends OutputStream {
    private final OutputStream target;
    private volatile boolean isReaderGone;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** The beginning of a character whose other bytes are still to come. */
    private byte[] begun = {};

    Escaper(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      if (begun.length == 0 && isPlain(bytes, start, length)) {
        put(bytes, start, length);
        return;
      }
      ByteBuffer in = ByteBuffer.allocate(begun.length + length);
      in.put(begun).put(bytes, start, length).flip();
      CharBuffer out = CharBuffer.allocate(in.remaining());
      decoder.reset().decode(in, out, false);
      begun = new byte[in.remaining()];
      in.get(begun);
      put(escaped(out.flip().toString()).getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] bytes) throws IOException {
      put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int start, int length) throws IOException {
      try {
        target.write(bytes, start, length);
        target.flush();
      } catch (IOException e) { // Java has no class for it, and the system's text is "Broken pipe".
        isReaderGone |= String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        throw e;
      }
    }

    private static boolean isPlain(byte[] bytes, int start, int length) {
      for (int i = start; i < start + length; i++) {
        byte b = bytes[i];
        if ((b < ' ' && b != '\n' && b != '\t') || b == 0x7f) { // Negative beyond ASCII.
          return false;
        }
      }
      return true;
    }

    private static String escaped(String text) {
      StringBuilder escaped = new StringBuilder(text.length());
      int done = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\n' || c == '\t') {
          escaped.append(ForeignText.escaped(text.substring(done, i))).append(c);
          done = i + 1;
        }
      }
      return escaped.append(ForeignText.escaped(text.substring(done))).toString();
    }

    @Override
    public void flush() throws IOException {
      target.flush();
    }
  }
}
