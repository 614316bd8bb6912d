package com.treasuredata.tiktok.events.internal.http;

import static com.treasuredata.tiktok.events.internal.http.ErrorText.masked;
import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.internal.schema.FieldTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {
  /** All texts of TikTok's that the specification quotes, as far as they quote no value. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "OK",
        "Too many requests. Please retry in some time.",
        "Due to too many requests, requests from App are temporarily restricted.",
        "Access token is incorrect or has been revoked.",
        "Access token is null, you should set it in http header with key Access-Token.",
        "Invalid value for event_source: must be web, app or offline.",
        "Invalid value for event_source_id: not a valid string.",
        "Field 'event_source_id' is required but not set.",
        "Batch.0.properties.contents.0.content_id: Not a valid string",
        "The request QPS is limited by pixel_code's value.",
        "data[3].user.email isn't hashed; doesn't match sha256",
        "Missing required field(s): data.12.event_time",
        "The Content-Type must be application/json",
      })
  void leavesOrdinaryTextsAsTheyAre(String text) {
    assertThat(masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      textBlock =
          """
          No permission to operate pixel code: BU35XYZ. You must be an admin.|No permission to operate pixel code: […]. You must be an admin.
          Invalid value for data.3.user.email: "ada@example.com" is not hashed.|Invalid value for data.3.user.email: […] is not hashed.
          data.0.user.first_name: Ada Lovelace is not valid|data.0.user.first_name: […] is not valid
          data.0.user.city: tokyo is not allowed|data.0.user.city: […] is not allowed
          Invalid user: ada@example.com, please retry|Invalid user: […]
          data.0.user.city: Most|data.0.user.city: […]
          data.0.user.city Most is not valid|data.0.user.city […] is not valid
          search_string: secret phone code|search_string: […]
          data.1.properties.search_string: what is the code of this phone is too long|data.1.properties.search_string: […] is too long
          Invalid value for 'search_string' = secret user code, not found|Invalid value for 'search_string' = […] not found
          properties.description: the best phone. Please retry|properties.description: […]
          phone (+81) 90-1234-5678 is not valid|phone […] is not valid
          phone 12 34 56 78 90 is not valid|phone […] is not valid
          hash 5f4dcc3b5aa765d61d8327deb882cf99 not found|hash […] not found
          ip 203.0.113.9 or 2001:db8::1 is not public|ip […] or […] is not public
          app 7000000000000000001 reaches the QPS limit 10|app […] reaches the QPS limit […]
          id=order-1001 twice, event_id=abc|[…] twice, […]
          name 'O'Brien' is wrong|name […] is wrong
          name 'never closed ada@example.com is wrong|name […]
          value “ada@example.com” or «Ada» or `Ada` or ‘Ada’ is wrong|value […] or […] or […] or […] is wrong
          page https://shop.example/?mail=ada%40example.com is wrong|page […] is wrong
          user.ada@example.com is wrong|[…] is wrong
          名前 山田 is wrong|[…] is wrong
          'user' is wrong|[…] is wrong
          """)
  void cutsWhateverMayBeAValue(String text, String masked) {
    assertThat(masked(text)).isEqualTo(masked);
  }

  @Test
  void makesOneLineOfBoundedLength() {
    assertThat(masked("Invalid\r\n\tvalue\u2028 ")).isEqualTo("Invalid value");
    assertThat(masked("invalid ".repeat(1_000))).hasSizeLessThanOrEqualTo(300);
    assertThat(masked("\u001b[31minvalid")).isEqualTo("[…]");
    assertThat(masked("")).isEmpty();
  }

  @Test
  void knowsEveryFieldOfTheSchema() {
    FieldTable.fields()
        .forEach(
            field -> {
              String path = "data.7." + field.path().replace("[]", ".0");
              assertThat(masked("Invalid value for " + path + ": wrong"))
                  .isEqualTo("Invalid value for " + path + ": wrong");
              String name = field.path().replaceAll(".*\\.", "").replace("[]", "");
              assertThat(masked("Invalid " + name)).isEqualTo("Invalid " + name);
            });
  }
}
