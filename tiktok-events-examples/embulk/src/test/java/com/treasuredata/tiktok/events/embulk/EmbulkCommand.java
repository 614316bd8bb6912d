package com.treasuredata.tiktok.events.embulk;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Embulk's command line, {@code embulk run}, in a process of its own, with the packaged plugin in
 * its repository.
 *
 * <p>Embulk's executable jar isn't on Maven Central, so that one of its form is put together of the
 * artifacts that are: the input and the parser are in it as jars that its manifest names.
 */
final class EmbulkCommand {
  private static final Pattern OURS =
      Pattern.compile(
          "(?:tiktok-events|embulk-output|okhttp|okio|kotlin|annotations-13|moshi|libphonenumber).*|.*classes");

  private static final Pattern CORE = Pattern.compile("embulk-core-.*");
  private static final Pattern OF_PLUGINS =
      Pattern.compile("(?:embulk-(?:input|parser|util)|jackson|validation).*");

  /** Embulk has its own. */
  private static final Pattern JACKSON = Pattern.compile("jackson.*");

  private static final Map<String, Pattern> PLUGINS =
      new TreeMap<>(
          Map.of(
              "embulk-input-file",
              Pattern.compile(
                  "(?:embulk-input-file|embulk-util-(?:config|file)|jackson|validation).*"),
              "embulk-parser-csv",
              Pattern.compile("(?:embulk-parser-csv|embulk-util|jackson|validation).*")));

  private final Path directory;
  private final Path executable;

  /** Prepares it in a directory that is there. */
  EmbulkCommand(Path directory) throws IOException {
    this.directory = directory;
    this.executable = directory.resolve("embulk.jar");
    writeExecutable();
  }

  /**
   * Runs the job in the file {@code args[1]} with {@code args[0]} as Embulk's directory, and ends
   * as it does.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    EmbulkCommand embulk = new EmbulkCommand(Path.of(args[0]));
    int exitCode = embulk.run(Files.readString(Path.of(args[1]))).waitFor();
    System.out.print(embulk.output());
    System.exit(exitCode);
  }

  private void writeExecutable() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Embulk-Resource-Class-Path", "");
    attributes.putValue("Embulk-Plugins", String.join(" ", PLUGINS.keySet()));
    Set<Path> inside = new LinkedHashSet<>();
    PLUGINS.forEach(
        (plugin, jars) -> {
          List<Path> found =
              Stream.concat(
                      Stream.of(one(Pattern.compile(plugin + "-.*"))), // It must be the first.
                      classPath().filter(jar -> isNamed(jar, jars)))
                  .distinct()
                  .toList();
          inside.addAll(found);
          attributes.putValue(
              "Embulk-Plugin-" + plugin,
              String.join(" ", found.stream().map(jar -> "/lib/" + jar.getFileName()).toList()));
        });
    try (OutputStream out = Files.newOutputStream(executable);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        JarFile core = new JarFile(one(CORE).toFile())) {
      for (Path each : inside) {
        jar.putNextEntry(new JarEntry("lib/" + each.getFileName()));
        Files.copy(each, jar);
      }
      for (JarEntry entry : Collections.list(core.entries())) {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
          jar.putNextEntry(new JarEntry(entry.getName()));
          core.getInputStream(entry).transferTo(jar);
        }
      }
    }
  }

  /** Starts {@code embulk run} with a job. */
  Process run(String job) throws IOException {
    Path file = Files.writeString(directory.resolve("job.yml"), job);
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", embulksClassPath(), "org.embulk.cli.Main"));
    words.addAll(List.of("-X", "embulk_home=" + directory));
    words.addAll(List.of("-X", "m2_repo=" + property("plugin.repository")));
    words.addAll(
        List.of(
            "-X",
            "plugins.output.tiktok_events=maven:com.treasuredata.tiktok:tiktok_events:"
                + property("plugin.version")));
    words.addAll(List.of("run", file.toString(), "-c", directory.resolve("diff.yml").toString()));
    ProcessBuilder embulk = new ProcessBuilder(words);
    embulk.environment().remove("TIKTOK_ACCESS_TOKEN");
    return embulk
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return directory.resolve("log");
  }

  /** Returns all that it printed. */
  String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the config diff that it wrote. */
  String configDiff() throws IOException {
    return Files.readString(directory.resolve("diff.yml"));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private String embulksClassPath() {
    Stream<Path> jars =
        classPath()
            .filter(jar -> !isNamed(jar, OURS) && !isNamed(jar, CORE))
            .filter(jar -> !isNamed(jar, OF_PLUGINS) || isNamed(jar, JACKSON));
    return String.join(
        File.pathSeparator,
        Stream.concat(Stream.of(executable), jars).map(Path::toString).toList());
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of);
  }

  private static Path one(Pattern name) {
    return classPath().filter(jar -> isNamed(jar, name)).findFirst().orElseThrow();
  }

  private static boolean isNamed(Path jar, Pattern name) {
    return name.matcher(jar.getFileName().toString()).matches();
  }
}
