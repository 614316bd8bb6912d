package com.treasuredata.tiktok.events.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.error.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialsExceptionTest {
  @ParameterizedTest
  @EnumSource
  void isAlwaysAQuestionOfCredentials(Reason reason) {
    CredentialsException exception = CredentialsException.of(reason, "set a token");

    assertThat(exception.fault()).isEqualTo(Fault.CREDENTIALS);
    assertThat(exception.isRetryable()).isFalse();
  }
}
