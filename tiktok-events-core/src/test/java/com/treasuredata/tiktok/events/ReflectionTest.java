package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a shrinker or a native image must be told of: what embedding.md says of both holds. */
class ReflectionTest {
  private static final Set<String> WATCHED =
      Set.of(
          "java/lang/reflect/Method",
          "java/lang/reflect/Field",
          "java/lang/reflect/Constructor",
          "java/lang/reflect/Proxy",
          "java/lang/reflect/InvocationHandler",
          "java/util/ServiceLoader",
          "java/util/ResourceBundle",
          "forName",
          "loadClass",
          "getResource",
          "getResourceAsStream",
          "loadLibrary");

  @Test
  void readsOnlyArraysAndClobsOfDatabasesByReflection() throws IOException {
    assertThat(uses()).isEqualTo(Map.of("JdbcValues", Set.of("java/lang/reflect/Method")));
  }

  private static Map<String, Set<String>> uses() throws IOException {
    Path classes = Path.of("target/classes");
    Map<String, Set<String>> uses = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        // Names stand in the constant pool, each behind its tag and length.
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Set<String> found = new TreeSet<>();
        WATCHED.stream().filter(name -> holds(text, name)).forEach(found::add);
        if (!found.isEmpty()) {
          uses.put(classes.relativize(file).toString().replaceAll(".*/|\\.class$", ""), found);
        }
      }
    }
    return uses;
  }

  private static boolean holds(String constants, String name) {
    return constants.contains("\1" + (char) (name.length() >> 8) + (char) name.length() + name);
  }
}
