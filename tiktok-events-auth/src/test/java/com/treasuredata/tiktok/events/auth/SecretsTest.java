package com.treasuredata.tiktok.events.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.connector.ColumnMapper;
import com.treasuredata.tiktok.events.connector.Connector;
import com.treasuredata.tiktok.events.connector.ConnectorConfig;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import com.treasuredata.tiktok.events.spi.BusinessApi;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Claims about every public type of core and auth that holds a secret, found by its fields. */
class SecretsTest {
  private static final String SECRET = "s3cret-0123456789abcdef";
  private static final AccessToken TOKEN = AccessToken.of(SECRET);
  private static final OAuthGrant GRANT = OAuthGrant.builder(TOKEN).refreshToken(SECRET).build();
  private static final String APP_ID = "7000000000000000101";
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(secret|token|state|password)$", Pattern.CASE_INSENSITIVE);

  /** One of each, holding secrets where it can. A new type that holds one must be added. */
  private static List<Object> samples() {
    AccessTokenProvider tokens = OAuthTokenProvider.of(GRANT);
    EventsClient.Builder client =
        EventsClient.builder().tokenProvider(tokens).source(EventSource.web("C1"));
    EventSourceResolver.Builder resolver =
        EventSourceResolver.builder().tokenProvider(tokens).advertiserId("7");
    ConnectorConfig.Builder config =
        ConnectorConfig.builder()
            .settings(
                Map.of("type", "tiktok_events", "access_token", SECRET, "event_source_id", "C1"));
    GrantStore store = GrantStore.inMemory();
    store.save(GRANT);
    return List.of(
        TOKEN,
        tokens,
        store,
        GrantStore.file(Path.of("grant.json")),
        AccessTokenProvider.of(TOKEN),
        LongLivedTokenProvider.of(SECRET),
        BusinessApi.of(TransportOptions.DEFAULT, RetryOptions.NONE, tokens),
        LongLivedTokenProvider.firstOf(LongLivedTokenProvider.of(SECRET), tokens),
        GRANT,
        GRANT.newBuilder(),
        TikTokOAuth.of(APP_ID, SECRET),
        TikTokOAuth.builder(APP_ID, SECRET),
        client,
        client.build(),
        client.build().export(ColumnMapper.forRows(EventSourceType.WEB)),
        client.build().export(ColumnMapper.forRows(EventSourceType.WEB)).open(),
        resolver,
        resolver.build(),
        config,
        config.build(),
        Connector.of(config.build()),
        Connector.of(config.build()).plan(),
        Connector.builder(config.build()));
  }

  @Test
  void nothingThatHoldsASecretPrintsIt() {
    for (Object sample : samples()) {
      assertThat(sample.toString()).as(sample.getClass().getName()).doesNotContain(SECRET);
    }
    AuthorizationRequest request =
        TikTokOAuth.of(APP_ID, SECRET).authorizationRequest("https://a.example/");
    assertThat(request.toString()).doesNotContain(request.state()).doesNotContain(SECRET);
  }

  @Test
  void everyPublicTypeThatHoldsASecretIsAmongTheSamples() throws Exception {
    Set<Class<?>> ours = new HashSet<>(classesBeside(AccessToken.class));
    ours.addAll(classesBeside(TikTokOAuth.class));
    assertThat(ours).hasSizeGreaterThan(100);
    ours.removeIf(type -> type.getSimpleName().equals("Libphonenumber")); // Its library isn't here.

    Set<Class<?>> holders = holdersOfSecrets(ours);
    List<Class<?>> tried = new ArrayList<>(List.of(AuthorizationRequest.class));
    samples().forEach(sample -> tried.add(sample.getClass()));

    assertThat(holders).contains(AccessToken.class, TikTokOAuth.class, EventsClient.class);
    assertThat(tried).containsAll(holders.stream().filter(SecretsTest::isPublicApi).toList());
  }

  private static boolean isPublicApi(Class<?> type) {
    boolean isPublic =
        Modifier.isPublic(type.getModifiers())
            && (type.getEnclosingClass() == null || isPublicApi(type.getEnclosingClass()));
    return isPublic && !type.isInterface() && !type.getName().contains(".internal.");
  }

  /** Returns the types with a secret in a field of theirs, or in a field of a field's type. */
  private static Set<Class<?>> holdersOfSecrets(Set<Class<?>> types) {
    Set<Class<?>> holders =
        new HashSet<>(List.of(AccessToken.class, AccessTokenProvider.class, GrantStore.class));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Class<?> type : types) {
        if (Arrays.stream(type.getDeclaredFields()).anyMatch(field -> isSecret(field, holders))) {
          grew |= holders.add(type);
        }
      }
    }
    return holders;
  }

  private static boolean isSecret(Field field, Set<Class<?>> holders) {
    if (Modifier.isStatic(field.getModifiers())) {
      return false;
    }
    return holders.contains(field.getType())
        || (field.getType() == String.class && SECRET_NAME.matcher(field.getName()).matches());
  }

  /** Returns all classes in the directory or jar of {@code one}. */
  private static List<Class<?>> classesBeside(Class<?> one) throws IOException, URISyntaxException {
    Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return classesIn(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
      return classesIn(jar.getPath("/"));
    }
  }

  private static List<Class<?>> classesIn(Path root) throws IOException {
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String name = root.relativize(file).toString();
        if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          classes.add(classOf(name.substring(0, name.length() - ".class".length())));
        }
      }
    }
    return classes;
  }

  private static Class<?> classOf(String path) {
    try {
      return Class.forName(
          path.replace('/', '.'), /* initialize= */ false, SecretsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(path, e);
    }
  }
}
