package com.treasuredata.tiktok.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.RecordFailure.Outcome;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordFailureTest {
  private final ApiException refusal =
      ApiException.builder(ErrorKind.INVALID_CONTENT, "wrong")
          .code(40002, "PARAM_ERROR")
          .requestId("R1")
          .build();

  @Test
  void saysWhetherTheRecordStandsAlone() {
    assertThat(new RecordFailure(17, Outcome.REJECTED, refusal).toString())
        .startsWith(
            "record 17 REJECTED: TikTok refused the request: wrong (code 40002 PARAM_ERROR");
    assertThat(new RecordFailure(17, Outcome.REJECTED, refusal, 9, Optional.empty()).toString())
        .startsWith("record 17 REJECTED, together with 9 others: TikTok refused");
  }
}
