import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Reads what {@code mvn -Prelease verify} made as Maven Central does, and puts it into {@code
 * target/central-bundle.zip}, which is what Central takes.
 *
 * <p>Run in the top directory by {@code java .ci/CheckRelease.java}. With {@code --rehearsal} a
 * snapshot's version and addresses of {@code .example} are no mistakes.
 */
final class CheckRelease {
  private static final Pattern GROUP = Pattern.compile("com\\.treasuredata\\.tiktok");
  private static final List<String> REQUIRED =
      List.of(
          "groupId",
          "artifactId",
          "version",
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "developers/developer/email",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");

  private static final List<String> LICENCES = List.of("Apache-2.0", "MIT");
  private static final Pattern LICENCE =
      Pattern.compile("\"license\"\\s*:\\s*\\{\\s*\"\\w+\"\\s*:\\s*\"([^\"]*)\"");

  private final boolean isRehearsal;
  private final List<String> mistakes = new ArrayList<>();
  private final Map<String, byte[]> bundle = new TreeMap<>();

  private CheckRelease(boolean isRehearsal) {
    this.isRehearsal = isRehearsal;
  }

  public static void main(String[] args) throws Exception {
    CheckRelease check = new CheckRelease(Arrays.asList(args).contains("--rehearsal"));
    check.module("", "tiktok-events-parent", List.of());
    check.module(
        "tiktok-events-core/",
        "tiktok-events-core",
        List.of("", "-sources", "-javadoc", "-testing"));
    check.module("tiktok-events-auth/", "tiktok-events-auth", List.of("", "-sources", "-javadoc"));
    if (!check.mistakes.isEmpty()) {
      check.mistakes.forEach(System.err::println);
      System.exit(1);
    }
    check.write(Path.of("target/central-bundle.zip"));
    System.out.println(
        "what Central asks for is there: target/central-bundle.zip, "
            + check.bundle.size()
            + " files");
  }

  private void module(String directory, String artifact, List<String> jars) throws Exception {
    Path target = Path.of(directory + "target");
    String version = text(parse(target.resolve(".flattened-pom.xml")), "/project/version");
    String name = artifact + '-' + version;
    String folder = "com/treasuredata/tiktok/" + artifact + '/' + version + '/';

    List<String> files = new ArrayList<>(List.of(name + ".pom"));
    jars.forEach(jar -> files.add(name + jar + ".jar"));
    if (!jars.isEmpty()) {
      files.addAll(List.of(name + "-cyclonedx.json", name + "-cyclonedx.xml"));
    }
    for (String file : files) {
      Path path = target.resolve(file);
      if (!Files.exists(path)) {
        mistakes.add(path + " is missing");
        continue;
      }
      add(folder + file, Files.readAllBytes(path));
      checkSignature(folder, target, file);
    }
    if (!Files.exists(target.resolve(name + ".pom"))) {
      return; // Said already.
    }
    Document pom = parse(target.resolve(name + ".pom"));
    checkPom(artifact, pom);
    for (String jar : jars) {
      checkJar(target.resolve(name + jar + ".jar"), jar);
    }
    if (!jars.isEmpty()) {
      checkBom(target.resolve(name + "-cyclonedx.json"), pom);
    }
  }

  private void checkPom(String artifact, Document pom) throws Exception {
    for (String path : REQUIRED) {
      if (text(pom, "/project/" + path).isBlank()) {
        mistakes.add(artifact + ": no " + path);
      }
    }
    if (!GROUP.matcher(text(pom, "/project/groupId")).matches()) {
      mistakes.add(artifact + ": another group");
    }
    for (String path : List.of("parent", "repositories", "build", "profiles", "properties")) {
      if (nodes(pom, "/project/" + path).getLength() > 0) {
        mistakes.add(artifact + ": has " + path + ", so it isn't flattened");
      }
    }
    NodeList dependencies = nodes(pom, "/project/dependencies/dependency");
    if (dependencies.getLength()
        != nodes(pom, "/project/dependencies/dependency/version").getLength()) {
      mistakes.add(artifact + ": a dependency has no version");
    }
    String all = pom.getDocumentElement().getTextContent();
    if (all.contains("${")) {
      mistakes.add(artifact + ": a property isn't replaced");
    }
    if (!isRehearsal && all.contains("-SNAPSHOT")) {
      mistakes.add(artifact + ": a version is a snapshot's");
    }
    if (!isRehearsal && Pattern.compile("\\.example\\b").matcher(all).find()) {
      mistakes.add(
          artifact + ": an address is a placeholder: repository.url, maintainers.email in pom.xml");
    }
  }

  private void checkJar(Path jar, String kind) throws IOException {
    if (!Files.exists(jar)) {
      return; // Said already.
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      String expected =
          switch (kind) {
            case "-sources" -> "module-info.java";
            case "-javadoc" -> "index.html";
            case "-testing" -> "com/treasuredata/tiktok/events/testing/FakeTikTok.class";
            default -> "module-info.class";
          };
      if (!names.contains(expected)) {
        mistakes.add(jar + ": no " + expected);
      }
      if (!kind.equals("-javadoc") && !names.contains("META-INF/LICENSE")) {
        mistakes.add(jar + ": no META-INF/LICENSE");
      }
      if (zip.stream().map(ZipEntry::getTime).distinct().count() > 1) {
        mistakes.add(jar + ": times of entries differ, so the build can't be repeated");
      }
    }
  }

  /**
   * All direct dependencies are in the list of software, and all that is there has a licence that
   * Apache 2.0 goes with.
   */
  private void checkBom(Path bom, Document pom) throws Exception {
    if (!Files.exists(bom)) {
      return; // Said already.
    }
    String json = Files.readString(bom);
    String itself = text(pom, "/project/artifactId") + '@' + text(pom, "/project/version");
    if (!json.contains('/' + itself + '?')) {
      mistakes.add(bom + ": isn't of " + itself);
    }
    NodeList artifacts = nodes(pom, "/project/dependencies/dependency[not(optional)]/artifactId");
    for (int i = 0; i < artifacts.getLength(); i++) {
      String artifact = artifacts.item(i).getTextContent();
      if (!Pattern.compile("pkg:maven/[^\"]*/" + Pattern.quote(artifact) + "@")
          .matcher(json)
          .find()) {
        mistakes.add(bom + ": no " + artifact);
      }
    }
    List<String> licences =
        LICENCE.matcher(json).results().map(licence -> licence.group(1)).toList();
    licences.stream()
        .filter(licence -> !LICENCES.contains(licence))
        .forEach(licence -> mistakes.add(bom + ": licence " + licence));
    if (licences.size() < Pattern.compile("\"purl\"").matcher(json).results().count()) {
      mistakes.add(bom + ": something has no licence");
    }
  }

  private void checkSignature(String folder, Path target, String file) throws Exception {
    Path signature = target.resolve(file + ".asc");
    if (!Files.exists(signature)) {
      mistakes.add(signature + " is missing");
      return;
    }
    Process gpg =
        new ProcessBuilder("gpg", "--verify", signature.toString(), target.resolve(file).toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(gpg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gpg.waitFor() != 0) {
      mistakes.add(signature + ": " + said.strip());
    }
    bundle.put(folder + file + ".asc", Files.readAllBytes(signature));
  }

  private void add(String name, byte[] content) throws Exception {
    bundle.put(name, content);
    for (String algorithm : List.of("MD5", "SHA-1")) {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
      bundle.put(
          name + '.' + algorithm.replace("-", "").toLowerCase(Locale.ROOT),
          HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void write(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : bundle.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private static Document parse(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }

  private static String text(Document pom, String path) throws Exception {
    return xpath().evaluate(path, pom);
  }

  private static NodeList nodes(Document pom, String path) throws Exception {
    return (NodeList) xpath().evaluate(path, pom, XPathConstants.NODESET);
  }

  private static XPath xpath() {
    return XPathFactory.newInstance().newXPath();
  }
}
