package com.treasuredata.tiktok.events.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ConnectionException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.export.RecordFailure.Outcome;
import org.junit.jupiter.api.Test;

class RecordFailureTest {
  private final ApiException refusal =
      ApiException.builder(ErrorKind.INVALID_CONTENT, "wrong")
          .code(40002, "PARAM_ERROR")
          .requestId("R1")
          .build();

  @Test
  void namesTheRequestThatSupportAsksFor() {
    assertThat(new RecordFailure(1, Outcome.REJECTED, refusal).requestId()).contains("R1");
    assertThat(
            new RecordFailure(1, Outcome.UNKNOWN, new DeliveryUnknownException("?", refusal))
                .requestId())
        .contains("R1");
    assertThat(
            new RecordFailure(1, Outcome.NOT_SENT, new ConnectionException("no", null)).requestId())
        .isEmpty();
  }

  @Test
  void saysWhetherTheRecordStandsAlone() {
    assertThat(new RecordFailure(17, Outcome.REJECTED, refusal, 0).toString())
        .startsWith(
            "record 17 REJECTED: TikTok refused the request: wrong (code 40002 PARAM_ERROR");
    assertThat(new RecordFailure(17, Outcome.REJECTED, refusal, 9).toString())
        .startsWith("record 17 REJECTED, together with 9 others: TikTok refused");
  }
}
