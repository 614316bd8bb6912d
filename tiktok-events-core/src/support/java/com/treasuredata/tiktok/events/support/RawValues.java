package com.treasuredata.tiktok.events.support;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What no log may hold: anything in the form of an identifier, and the secrets and people's data
 * that the tests make up.
 *
 * <p>Values without a form of their own are known by their marks. A test that needs a new one gives
 * it a mark that is here, as {@code another-t0ken}, or adds its mark.
 */
final class RawValues {
  private record Form(String name, Pattern pattern) {
    Form(String name, String pattern) {
      this(name, Pattern.compile(pattern));
    }
  }

  private static final List<Form> FORMS =
      List.of(
          new Form("an e-mail address", "\\S@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*\\.\\p{L}{2}"),
          new Form("a phone number", "\\+(?:[ ().-]*[0-9]){7}"),
          new Form(
              "an IP address",
              "(?<![0-9.])(?!127\\.|0\\.0\\.0\\.0)[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?!\\.?[0-9])"),
          new Form(
              "an IP address",
              "(?i)(?<![\\w:])(?!0:0:0:)[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\\w:])"),
          new Form("a device's id", "(?i)[0-9a-f]{6,8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
          new Form("the query of a URL", "[?&][\\w.-]+="),
          new Form("a token or code of FakeTikTok", "(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])"),
          new Form(
              "the state of an authorization",
              "(?<![\\w-])(?=[\\w-]*[0-9])(?=[\\w-]*[A-Z])[\\w-]{43}(?![\\w-])"),
          new Form(
              "the id of an event or a customer",
              "(?i)\\b(?:order|event|signup|customer|cust|crm|pos)-[0-9é]"));

  /** Parts of secrets and of what the tests' people are, have and do; in lower case. */
  private static final List<String> MARKS =
      List.of(
          "t0ken",
          "s3cret",
          "r3fresh",
          "auth-c0de",
          "wr0ng",
          "any-token",
          "sample-secret",
          "qzplanted",
          "qz-planted",
          "907133559",
          "2133734253",
          "lovelace",
          "augusta",
          "alice_abc",
          "user_123",
          "san jos",
          "sanjos",
          "e.c.p.",
          "2abcdefg",
          "mozilla/",
          "dalvik/",
          "applewebkit",
          "analyticalengine",
          "engagement rings",
          "linen shirt");

  /** What messages give as an example. */
  private static final String EXAMPLE = "such as name@example.com";

  private RawValues() {}

  /** Returns what {@code line} holds that it shouldn't, in whatever letters it is written. */
  static Optional<String> in(String line) {
    String plain =
        Normalizer.normalize(line, Normalizer.Form.NFKC)
            .replace("%40", "@")
            .replace("%2B", "+")
            .replace(EXAMPLE, "");
    String lower = plain.toLowerCase(Locale.ROOT);
    return Stream.concat(
            FORMS.stream().filter(form -> form.pattern().matcher(plain).find()).map(Form::name),
            MARKS.stream().filter(lower::contains).map(mark -> "a test's '" + mark + "'"))
        .findFirst();
  }
}
