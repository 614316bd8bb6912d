package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.RecordResult.Outcome;
import com.treasuredata.tiktok.events.RecordResult.RecordId;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordResultTest {
  private final ApiException refusal =
      ApiException.builder(ErrorKind.INVALID_CONTENT, "wrong")
          .code(40002, "PARAM_ERROR")
          .requestId("R1")
          .build();

  @Test
  void saysWhetherTheRecordStandsAlone() {
    assertThat(rejected(null, 0).toString())
        .startsWith(
            "record 17 REJECTED: TikTok refused the request: wrong (code 40002 PARAM_ERROR");
    assertThat(rejected(null, 9).toString())
        .startsWith("record 17 REJECTED, together with 9 others: TikTok refused");
  }

  @Test
  void namesTheRecordByItsKeyOnOneLine() {
    assertThat(rejected("order\n7", 0).toString())
        .startsWith("task 3, record 17 [order\\u000a7] REJECTED: ");
    assertThat(rejected("order\n7", 0).key()).contains("order\n7");
  }

  @Test
  void countsAlikeWhatFailedAlike() {
    assertThat(rejected(null, 0).kind()).contains("rejected with code 40002");
    assertThat(RecordResult.withheld(new RecordId("", 1, null)).kind()).isEmpty();
  }

  @Test
  void isALineOfJsonWithWhatIsThere() {
    assertThat(rejected("order\n7", 9).toJson())
        .isEqualTo(
            "{\"record\":17,\"export\":\"task 3\",\"key\":\"order\\n7\",\"outcome\":\"rejected\","
                + "\"event_id\":\"e\",\"event_time\":\"1970-01-01T00:00:00Z\",\"reason\":\""
                + rejected(null, 0).reason().orElseThrow()
                + "\",\"rejected_together_with\":9}");
    assertThat(RecordResult.withheld(new RecordId("", 1, null)).toJson())
        .isEqualTo("{\"record\":1,\"outcome\":\"withheld\"}");
  }

  @Test
  void isALineThatATerminalShowsAsItIs() {
    assertThat(rejected("\u001b[2J\u009b\u202e", 0).toJson())
        .contains("\"key\":\"\\u001b[2J\\u009b\\u202e\"");
  }

  private RecordResult rejected(@Nullable String key, int others) {
    RecordId id = new RecordId(key == null ? "" : "task 3", 17, key);
    EncodedEvent event =
        new EncodedEvent(id, null, new byte[0], "e", Instant.EPOCH, List.of(), true);
    return RecordResult.failed(event, Outcome.REJECTED, refusal, others, Optional.empty());
  }
}
