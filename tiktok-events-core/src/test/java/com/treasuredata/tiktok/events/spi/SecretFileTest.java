package com.treasuredata.tiktok.events.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir private Path directory;

  @Test
  void replacesReadsAndDeletesForTheOwnerOnly() throws IOException {
    Path file = SecretFile.ownPlace(directory.resolve("new/secret"));
    assertThatThrownBy(() -> SecretFile.read(file, 100)).isInstanceOf(NoSuchFileException.class);

    SecretFile.replace(file, "first-t0ken");
    SecretFile.replace(file, "second-t0ken");

    assertThat(SecretFile.read(file, 100)).isEqualTo("second-t0ken");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    SecretFile.delete(file);
    SecretFile.delete(file);
    assertThat(file).doesNotExist();
  }

  @Test
  void saysWhyAFileCanNotBeUsed() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "first-t0ken");

    IOException tooLong = catchThrowableOfType(IOException.class, () -> SecretFile.read(file, 10));

    assertThat(SecretFile.reason(tooLong)).isEqualTo("it holds more than 10 bytes");
  }

  @Test
  void refusesADirectoryInWhichOthersMayReplaceTheFile() throws IOException {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> SecretFile.ownPlace(shared.resolve("secret")))
        .hasMessageContaining("other users may replace files in " + shared.toRealPath());
  }

  @Test
  void showsNoSecretThatStandsInAPathsPlace() {
    assertThat(ForeignInput.shown(directory.resolve("secret"))).contains(directory.toString());
    assertThat(ForeignInput.shown(Path.of("another-t0ken-0123456789"))).startsWith("(not shown");
    assertThat(ForeignInput.masked("Invalid value \"ada@example.com\""))
        .isEqualTo("Invalid value […]");
    assertThat(ForeignInput.quoted("a\u001b[2J")).isEqualTo("\"a\\u001b[2J\"");
    assertThatThrownBy(() -> ForeignInput.checkedId("app id", "another t0ken"))
        .hasMessage("app id has white space in it");
  }

  @Test
  void readsBackTheJsonThatItWrites() {
    Map<String, ?> object = Map.of("id", "7000000000000000011");

    assertThat(JsonText.parseObject(JsonText.of(object))).isEqualTo(object);
    for (String json : new String[] {"[]", "", "{", "{\"t0ken\":1}2"}) {
      assertThatThrownBy(() -> JsonText.parseObject(json))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("t0ken");
    }
  }
}
