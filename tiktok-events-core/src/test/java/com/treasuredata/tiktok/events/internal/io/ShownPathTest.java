package com.treasuredata.tiktok.events.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders-2026-11-27.csv",
        "orders_20261127T021055.jsonl",
        "report 2026 (final, v2).html",
        "out/2026/11/27/part-00000-550e8400-e29b-41d4-a716-446655440000.csv.gz",
        "export/dt=2026-11-27/orders.parquet",
        "/srv/export/20261127-0210/shop1.journal",
        "~/exports/shop-1/results.jsonl",
        "C:\\exports\\shop-1\\results.jsonl",
        "../results-v2",
        "state-2026-11-27",
        "注文/結果 11月.csv",
        "a-rather-long-name-of-words-alone-that-somebody-likes",
        "no/such/directory/r.txt"
      })
  void showsWhatPlainlyIsThePathOfAFile(String path) {
    assertThat(ShownPath.of(Path.of(path))).isEqualTo(path.replace("\\", Path.of("\\").toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "another-t0ken-0123456789",
        "0123456789abcdef0123456789abcdef01234567",
        "C4A1EXAMPLE0PIXEL7QG",
        "YWxsbGV0dGVyc2FuZG5vZGlnaXRzaW5pdA",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV",
        "ya29.a0AfB/another-t0ken0123456789abcdef",
        "ada@example.com",
        "out/ada@example.com",
        "+81 90-1234-5678",
        "+819012345678.csv",
        "090-1234-5678",
        "09012345678.csv",
        "(555) 123-45678",
        "{\"access_token\": \"x\"}"
      })
  void hidesWhatMayBeASecretOrAPersons(String path) {
    assertThat(ShownPath.of(Path.of(path))).startsWith("(not shown");
  }
}
