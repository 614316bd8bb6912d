package com.treasuredata.tiktok.events.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is handed on carries the licences that it must. */
class LicencesIT {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path COMMAND_LINE = Path.of("target/tiktok-events.jar");

  @Test
  void eachJarHasOurs() throws IOException {
    String licence = Files.readString(ROOT.resolve("LICENSE"));
    for (Path jar : jars()) {
      assertThat(entry(jar, "META-INF/LICENSE")).as(jar.toString()).isEqualTo(licence);
    }
  }

  @Test
  void theCommandLineNamesAllSoftwareOfOthersInIt() throws IOException {
    String others = entry(COMMAND_LINE, "META-INF/THIRD-PARTY");
    List<String> ours = List.of("com.treasuredata.tiktok.events");
    List<String> named =
        others
            .lines()
            .filter(line -> line.startsWith("  "))
            .flatMap(line -> Stream.of(line.strip().replaceFirst("\\S+\\s+", "").split(", ")))
            .toList();
    assertThat(named).hasSizeGreaterThan(5);
    try (JarFile jar = new JarFile(COMMAND_LINE.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
          .allMatch(
              name -> {
                String type = name.replaceFirst("^META-INF/versions/[0-9]+/", "").replace('/', '.');
                return Stream.concat(ours.stream(), named.stream())
                    .anyMatch(owner -> type.startsWith(owner + '.'));
              });
    }
    assertThat(others).contains("Permission is hereby granted", "QOS.ch");
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> core = Files.list(ROOT.resolve("tiktok-events-core/target"));
        Stream<Path> auth = Files.list(ROOT.resolve("tiktok-events-auth/target"))) {
      List<Path> jars =
          Stream.of(core, auth, Stream.of(COMMAND_LINE))
              .flatMap(files -> files)
              .filter(file -> file.toString().endsWith(".jar"))
              .filter(file -> !file.toString().matches(".*-(javadoc|sources)\\.jar"))
              .toList();
      assertThat(jars).hasSizeGreaterThanOrEqualTo(4); // core, its testing jar, auth, command line
      return jars;
    }
  }

  private static String entry(Path file, String name) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      JarEntry entry = jar.getJarEntry(name);
      assertThat(entry).as(file + " " + name).isNotNull();
      return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
