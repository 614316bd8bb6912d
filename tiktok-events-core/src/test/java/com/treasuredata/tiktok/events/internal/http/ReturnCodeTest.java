package com.treasuredata.tiktok.events.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.tiktok.events.error.ErrorKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnCodeTest {
  /** Written from the tables of events-api.md §5.3 and auth-and-sources.md §5, row by row. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          40000, INVALID_PARAMS,            INVALID_CONTENT
          40001, PERMISSION_ERROR,          PERMISSION
          40002, PARAM_ERROR,               INVALID_CONTENT
          40003, FORBIDDEN,                 PERMISSION
          40006, VERSION_ERROR,             CONFIGURATION
          40007, NOT_EXIST,                 NOT_FOUND
          40008, NOT_IMPL,                  CONFIGURATION
          40009, UNSUPPORTED_IN_SANDBOX,    CONFIGURATION
          40010, '',                        CONFIGURATION
          40011, '',                        TOO_LARGE
          40013, '',                        CONFIGURATION
          40014, INVALID_CLUSTER,           CONFIGURATION
          40016, BIZ_FC_ERROR,              RATE_LIMIT
          40050, DUPLICATED_REQUEST,        INVALID_CONTENT
          40051, INVALID_API_VERSION,       CONFIGURATION
          40061, INVALID_BATCH_SIZE,        TOO_LARGE
          40062, PII_NOT_HASHED,            INVALID_CONTENT
          40063, INVALID_PARTNER_NAME,      CONFIGURATION
          40100, REQUEST_TOO_FREQUENT,      RATE_LIMIT
          40101, INVALID_PARTNER,           AUTHENTICATION
          40102, ACCESS_TOKEN_EXPIRE,       AUTHENTICATION
          40103, REFRESH_TOKEN_EXPIRE,      AUTHENTICATION
          40104, EMPTY_ACCESS_TOKEN,        AUTHENTICATION
          40105, INVALID_ACCESS_TOKEN,      AUTHENTICATION
          40106, '',                        AUTHENTICATION
          40107, '',                        AUTHENTICATION
          40108, '',                        AUTHENTICATION
          40110, '',                        AUTHENTICATION
          40112, '',                        AUTHENTICATION
          40113, APP_FORBIDDEN,             AUTHENTICATION
          40115, '',                        AUTHENTICATION
          40116, '',                        AUTHENTICATION
          40117, '',                        AUTHENTICATION
          40118, NOT_IN_WHITELIST,          PERMISSION
          40119, NOT_SAME_IDENTITY,         AUTHENTICATION
          40124, '',                        PERMISSION
          40125, '',                        PERMISSION
          40130, '',                        PERMISSION
          40131, SCOPE_NOT_AUTHORIZED,      PERMISSION
          40132, REQUEST_FREQUENCY_LIMITED, RATE_LIMIT
          40133, '',                        RATE_LIMIT
          40201, '',                        SERVER
          40202, WRITE_CONFLICT,            SERVER
          40300, '',                        NOT_FOUND
          40301, '',                        NOT_FOUND
          40400, ROUTE_NOT_FOUND,           CONFIGURATION
          40700, RPC_VALIDATION_ERROR,      INVALID_CONTENT
          41000, BLOCKED,                   PERMISSION
          41001, INTERFACE_OFFLINE,         CONFIGURATION
          41002, FIELDS_OFFLINE,            CONFIGURATION
          50000, SYS_ERROR,                 SERVER
          50002, SYS_TIMEOUT,               SERVER
          51000, '',                        SERVER
          51010, '',                        SERVER
          51012, '',                        SERVER
          51021, '',                        RATE_LIMIT
          51050, '',                        SERVER
          51099, '',                        SERVER
          52000, '',                        SERVER
          52204, '',                        SERVER
          53102, SERIALIZATION_ERROR,       INVALID_CONTENT
          53103, DESERIALIZATION_ERROR,     INVALID_CONTENT
          60001, MAINTENANCE,               SERVER
          61000, TOO_MANY_REQUESTS_BL,      RATE_LIMIT
          70001, INVALID_BIZ_AUTH_TYPE,     AUTHENTICATION
          """)
  void knowsEveryCodeOfTheSpecification(int code, String name, ErrorKind kind) {
    assertThat(ReturnCode.of(code, 200)).isEqualTo(new ReturnCode(name, kind));
  }

  @ParameterizedTest
  @CsvSource({
    "49999, UNKNOWN",
    "50001, SERVER",
    "58888, SERVER",
    "69999, SERVER",
    "70000, UNKNOWN",
    "1, UNKNOWN",
    "-1, UNKNOWN",
    "2147483647, UNKNOWN"
  })
  void takesUnknownCodesFrom50000To69999ForPassing(int code, ErrorKind kind) {
    assertThat(ReturnCode.of(code, 200)).isEqualTo(new ReturnCode("", kind));
  }

  @ParameterizedTest
  @CsvSource({
    "200, SERVER",
    "204, SERVER",
    "301, CONFIGURATION",
    "400, UNKNOWN",
    "401, AUTHENTICATION",
    "403, PERMISSION",
    "404, CONFIGURATION",
    "405, CONFIGURATION",
    "408, SERVER",
    "413, TOO_LARGE",
    "418, UNKNOWN",
    "429, RATE_LIMIT",
    "500, SERVER",
    "502, SERVER",
    "503, SERVER",
    "504, SERVER",
    "599, SERVER"
  })
  void goesByTheStatusWhereThereIsNoCode(int status, ErrorKind kind) {
    assertThat(ReturnCode.ofStatus(status)).isEqualTo(kind);
  }
}
