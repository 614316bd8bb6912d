package com.treasuredata.tiktok.events.internal.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SmallFileTest {
  @TempDir private Path directory;

  @Test
  void readsWhatIsThereUpToALimit() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "12345");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    assertThat(SmallFile.read(file, 5)).isEqualTo("12345".getBytes(UTF_8));
    assertThat(SmallFile.read(link, 5)).hasSize(5);
    assertThat(SmallFile.readRegular(file, 5)).hasSize(5);
    assertThatThrownBy(() -> SmallFile.read(file, 4))
        .isInstanceOf(FileTooLongException.class)
        .hasMessage(file + ": it holds more than 4 bytes");
    assertThatThrownBy(() -> SmallFile.read(directory, 4)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> SmallFile.read(directory.resolve("none"), 4))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** It says of itself that it holds nothing. */
  @Test
  void readsNoDeviceToItsEnd() {
    assertThatThrownBy(() -> SmallFile.read(Path.of("/dev/zero"), 1 << 16))
        .isInstanceOf(FileTooLongException.class);
  }

  @Test
  void readsAPipeThatSomebodyWrites() throws Exception {
    Path pipe = pipe();
    Process writer =
        new ProcessBuilder("sh", "-c", "sleep 0.2; echo t0ken > \"$0\"", pipe.toString()).start();

    assertThat(new String(SmallFile.read(pipe, 100), UTF_8)).isEqualTo("t0ken\n");
    assertThat(writer.waitFor()).isZero();
  }

  @Test
  void waitsForAPipeThatNobodyWritesForAWhileOnly() throws Exception {
    Path pipe = pipe();

    assertThatThrownBy(() -> SmallFile.read(pipe, 100, Duration.ofMillis(100)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is a pipe or a device, and didn't end within");
  }

  @Test
  void stopsWaitingForAPipeWhenItIsInterrupted() throws Exception {
    Path pipe = pipe();
    CompletableFuture<Boolean> stayedInterrupted = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                SmallFile.read(pipe, 100);
              } catch (InterruptedIOException e) {
                stayedInterrupted.complete(Thread.interrupted());
              } catch (IOException e) {
                stayedInterrupted.completeExceptionally(e);
              }
            });
    reader.start();

    reader.interrupt();

    assertThat(stayedInterrupted.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void opensNeitherLinksNorPipesWhereAFileMustBe() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "12345");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Path pipe = pipe();

    for (Path wrong : new Path[] {link, pipe, directory, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> SmallFile.readRegular(wrong, 100))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("it is no regular file");
    }
  }

  private Path pipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }
}
