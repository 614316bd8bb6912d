package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.SendReceipt;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.support.Clients;
import com.treasuredata.tiktok.events.testing.Answer;
import com.treasuredata.tiktok.events.testing.FakeTikTok;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers mean (events-api.md §5). */
class ResponseParserTest {
  private final FakeTikTok tiktok = FakeTikTok.start();
  private final EventsClient client =
      Clients.builder(tiktok.baseUrl()).retry(Clients.retries(1).build()).build();

  @AfterEach
  void close() {
    client.close();
    tiktok.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 400, 401, 403, 404, 413, 429, 500, 502, 503})
  void goesByTheCodeWhateverTheStatus(int status) {
    tiktok.answerNext(1, Answer.code(40105, "Access token is incorrect.").withStatus(status));
    ApiException refusal = refusal();
    assertThat(refusal.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(refusal.code()).isEqualTo(40105);
    assertThat(refusal.httpStatus()).isEqualTo(status);

    tiktok.answerNext(1, Answer.ok().withStatus(status));
    assertThat(send().requestId()).isPresent();
  }

  @Test
  void saysWhatSupportNeedsAndWhatToDo() {
    tiktok.answerNext(
        1,
        json(
            200,
            """
            {"code":40105,"message":"Access token is incorrect or has been revoked.",
             "request_id":"20260101000000ABCDEF0123456789AB","data":{}}"""));
    assertThat(refusal())
        .hasMessage(
            "TikTok refused the request: Access token is incorrect or has been revoked. (code 40105"
                + " INVALID_ACCESS_TOKEN, request 20260101000000ABCDEF0123456789AB, attempt 1)."
                + " Give a valid access token; an OAuth user must authorize the app again.");
  }

  @Test
  void takesTheRequestIdFromAHeaderWhereTheEnvelopeHasNone() {
    tiktok.answerNext(1, Answer.html(403).withHeader("X-TT-LOGID", "LOG1"));
    assertThat(refusal().requestId()).contains("LOG1");
    tiktok.answerNext(1, json(200, "{\"code\":40001}").withHeader("x-request-id", "REQ1"));
    assertThat(refusal().requestId()).contains("REQ1");
    tiktok.answerNext(1, json(200, "{\"code\":40001,\"request_id\":\"ada@example.com\"}"));
    assertThat(refusal().requestId()).isEmpty();
  }

  @Test
  void passesOnWhatWasWrongThoughTikTokTookTheEvents() {
    tiktok.answerNext(1, Answer.code(20001, "data.0.user.email: ada@example.com not hashed"));
    assertThat(send().problem())
        .contains("code 20001 PARTIAL_OK: data.0.user.email: […] not hashed");
    assertThat(tiktok.stats().requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      textBlock =
          """
          Invalid value for event_source_id: not a valid string.   | NOT_FOUND
          Invalid value for event_source: must be web, app or offline. | NOT_FOUND
          Field 'event_source_id' is required but not set.         | NOT_FOUND
          Invalid value for test_event_code                        | NOT_FOUND
          Invalid value for event_id: not a valid string.          | INVALID_CONTENT
          Invalid value for data.3.event_source: unknown           | INVALID_CONTENT
          data.0.lead.lead_event_source: not a valid string        | INVALID_CONTENT
          Invalid value for lead_event_source                      | INVALID_CONTENT
          Invalid value for properties.event_source: unknown       | INVALID_CONTENT
          Invalid value for properties[event_source_id]: unknown   | INVALID_CONTENT
          Invalid value for page.test_event_code                   | INVALID_CONTENT
          """)
  void tellsAFaultOfTheSourceFromOneOfAnEvent(String message, ErrorKind kind) {
    tiktok.answerNext(1, Answer.code(40002, message));
    assertThat(refusal().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Invalid value for data.3.user.email: ada@example.com  | 3
          Batch.0.properties.contents.7.content_id: Not a valid string | 0
          data[12].event_time is required                       | 12
          Invalid data.999.event                                | 999
          Invalid data.1000.event                               | -1
          Invalid value for event_id: not a valid string.       | -1
          metadata.3.x                                          | -1
          """)
  void readsThePlaceOfTheEventThatTheTextNames(String message, int place) {
    tiktok.answerNext(1, Answer.code(40002, message));
    assertThat(refusal().eventIndex().orElse(-1)).isEqualTo(place);
  }

  /** Answers that are no envelope: nobody knows whether TikTok took the request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "0",
        "[]",
        "{}",
        "{\"message\":\"OK\"}",
        "{\"code\":\"0\"}",
        "{\"code\":null}",
        "{\"code\":true}",
        "{\"code\":[0]}",
        "{\"code\":0.5}",
        "{\"code\":1e400}",
        "{\"code\":99999999999}",
        "{\"code\":0",
        "{\"code\":0}}",
        "{\"code\":0}{\"code\":40105}",
        "{\"code\":40105,\"code\":0}",
        "{code:0}",
        "<html><body>Welcome</body></html>",
        "\uFEFF<!DOCTYPE html>",
      })
  void neverTakesAnythingElseForSuccess(String body) {
    tiktok.answerNext(1, json(200, body));
    assertThatThrownBy(this::send)
        .isInstanceOf(DeliveryUnknownException.class)
        .hasMessageContaining("no JSON in the answer (HTTP status 200, attempt 1)");
  }

  @Test
  void takesAnEnvelopeHoweverItIsDressed() {
    for (String body :
        new String[] {
          "{\"code\":0}",
          " {\"code\" : 0 , \"message\":null, \"request_id\":17, \"data\":[] }\n",
          "{\"code\":0.0,\"data\":\"text\"}",
          "{\"code\":0,\"new\":{\"deep\":[[[[{\"a\":null}]]]]}}",
        }) {
      tiktok.answerNext(1, json(200, body));
      assertThat(send().attempts()).isEqualTo(1);
    }
  }

  private SendReceipt send() {
    return client.send(Clients.event(1));
  }

  private ApiException refusal() {
    return catchThrowableOfType(ApiException.class, this::send);
  }

  private static Answer json(int status, String body) {
    return Answer.body(status, "application/json", body);
  }
}
