package com.treasuredata.tiktok.events.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.launcher.JavaModuleOptions;
import scala.Option;

/**
 * A standalone cluster of Spark's in a process of its own: a master, and two workers that are two
 * machines to Spark, as 127.0.0.1 and 127.0.0.2. Executors and drivers are processes as well, and
 * have Spark's jars only: the sink comes by {@code --jars}.
 */
final class SparkCluster implements AutoCloseable {
  private static final Pattern OURS =
      Pattern.compile(
          "(?:tiktok-events|okhttp|okio|kotlin|annotations|moshi|libphonenumber).*|.*classes");

  private static final Path CLASSES = Path.of("target", "test-classes").toAbsolutePath();
  private static final String LISTENS = "the master is ";

  private final Path directory;
  private final Process process;
  private final String master;

  private SparkCluster(Path directory, Process process, String master) {
    this.directory = directory;
    this.process = process;
    this.master = master;
  }

  static SparkCluster start(Path directory) throws IOException, InterruptedException {
    Path jars = Files.createDirectories(directory.resolve("spark").resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry).toAbsolutePath();
      if (!OURS.matcher(jar.getFileName().toString()).matches()) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    Path log = directory.resolve("cluster.log");
    Process process =
        java(
            directory,
            log,
            jars + "/*" + File.pathSeparator + CLASSES,
            SparkCluster.class.getName(),
            directory.resolve("work").toString());
    while (true) {
      List<String> lines = Files.readAllLines(log);
      for (String line : lines) {
        if (line.startsWith(LISTENS)) {
          return new SparkCluster(directory, process, line.substring(LISTENS.length()));
        }
      }
      if (!process.isAlive()) {
        throw new IllegalStateException(String.join("\n", lines));
      }
      Thread.sleep(50);
    }
  }

  private static Process java(
      Path directory, Path log, String classPath, String main, String... args) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    words.addAll(List.of("-Xmx512m", "-cp", classPath, main));
    words.addAll(List.of(args));
    ProcessBuilder process = new ProcessBuilder(words);
    process.environment().put("SPARK_HOME", directory.resolve("spark").toString());
    process.environment().put("SPARK_SCALA_VERSION", "2.13");
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    process.environment().put("TIKTOK_ACCESS_TOKEN", "any-token");
    return process
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Starts master and workers, with {@code args[0]} for their files. */
  public static void main(String[] args) throws InterruptedException {
    SparkConf conf = new SparkConf();
    String master =
        Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf)._1().address().toSparkURL();
    for (int i = 1; i <= 2; i++) {
      Worker.startRpcEnvAndEndpoint(
          "127.0.0." + i,
          0,
          0,
          1,
          1024,
          new String[] {master},
          args[0],
          Option.apply(i),
          conf,
          Option.empty());
    }
    System.out.println(LISTENS + master);
    new CountDownLatch(1).await();
  }

  /** Starts {@link ClusterJob} by {@code spark-submit}; its output is in {@link #output}. */
  Process submit(List<String> options, String... args) throws IOException {
    List<String> words = new ArrayList<>(List.of("--master", master, "--deploy-mode", "client"));
    words.addAll(List.of("--jars", sink(), "--class", ClusterJob.class.getName()));
    words.addAll(List.of("--driver-memory", "512m", "--executor-memory", "512m"));
    words.addAll(List.of("--num-executors", "2", "--conf", "spark.ui.enabled=false"));
    words.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    words.addAll(List.of("--conf", "spark.sql.shuffle.partitions=4"));
    words.addAll(List.of("--conf", "spark.executorEnv.TIKTOK_ACCESS_TOKEN=any-token"));
    words.addAll(options);
    words.add(jobJar().toString());
    words.addAll(List.of(args));
    return java(
        directory,
        directory.resolve("job.log"),
        directory.resolve("spark").resolve("jars") + "/*",
        "org.apache.spark.deploy.SparkSubmit",
        words.toArray(new String[0]));
  }

  private static String sink() {
    return Objects.requireNonNull(System.getProperty("sink.jar"));
  }

  private Path jobJar() throws IOException {
    Path file = directory.resolve("job.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> all = Files.walk(CLASSES)) {
      for (Path each : all.filter(path -> isOfJob(path.getFileName().toString())).toList()) {
        jar.putNextEntry(new JarEntry(CLASSES.relativize(each).toString()));
        Files.copy(each, jar);
      }
    }
    return file;
  }

  private static boolean isOfJob(String name) {
    return name.startsWith(ClusterJob.class.getSimpleName()) && name.endsWith(".class");
  }

  /** Returns what the job and the cluster have said. */
  String output() {
    try {
      return Files.readString(directory.resolve("job.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    try (Stream<Path> links = Files.list(directory.resolve("spark").resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link); // JUnit warns of each.
      }
    }
  }
}
