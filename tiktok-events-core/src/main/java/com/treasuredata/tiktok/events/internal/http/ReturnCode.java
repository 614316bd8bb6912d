package com.treasuredata.tiktok.events.internal.http;

import static com.treasuredata.tiktok.events.error.ErrorKind.AUTHENTICATION;
import static com.treasuredata.tiktok.events.error.ErrorKind.CONFIGURATION;
import static com.treasuredata.tiktok.events.error.ErrorKind.INVALID_CONTENT;
import static com.treasuredata.tiktok.events.error.ErrorKind.NOT_FOUND;
import static com.treasuredata.tiktok.events.error.ErrorKind.PERMISSION;
import static com.treasuredata.tiktok.events.error.ErrorKind.RATE_LIMIT;
import static com.treasuredata.tiktok.events.error.ErrorKind.SERVER;
import static com.treasuredata.tiktok.events.error.ErrorKind.TOO_LARGE;
import static com.treasuredata.tiktok.events.error.ErrorKind.UNKNOWN;

import com.treasuredata.tiktok.events.error.ErrorKind;
import java.util.HashMap;
import java.util.Map;

/**
 * TikTok's return codes and what they mean: the one table of them (events-api.md §5.3,
 * auth-and-sources.md §5).
 *
 * @param name TikTok's name of the code; empty if it has none
 * @param kind what it means
 */
record ReturnCode(String name, ErrorKind kind) {
  static final int OK = 0;

  /** Accepted with problems: not to be sent again (events-api.md §5.4). */
  static final int PARTIAL_OK = 20001;

  /** The same request came before: after one without an answer, that may have been the same one. */
  static final int DUPLICATED_REQUEST = 40050;

  private static final Map<Integer, ReturnCode> TABLE = new HashMap<>();

  static {
    add(40000, "INVALID_PARAMS", INVALID_CONTENT);
    add(40001, "PERMISSION_ERROR", PERMISSION);
    add(40002, "PARAM_ERROR", INVALID_CONTENT);
    add(40003, "FORBIDDEN", PERMISSION);
    add(40006, "VERSION_ERROR", CONFIGURATION);
    add(40007, "NOT_EXIST", NOT_FOUND);
    add(40008, "NOT_IMPL", CONFIGURATION);
    add(40009, "UNSUPPORTED_IN_SANDBOX", CONFIGURATION);
    add(40010, "", CONFIGURATION);
    add(40011, "", TOO_LARGE);
    add(40013, "", CONFIGURATION);
    add(40014, "INVALID_CLUSTER", CONFIGURATION);
    add(40016, "BIZ_FC_ERROR", RATE_LIMIT);
    add(DUPLICATED_REQUEST, "DUPLICATED_REQUEST", INVALID_CONTENT);
    add(40051, "INVALID_API_VERSION", CONFIGURATION);
    add(40061, "INVALID_BATCH_SIZE", TOO_LARGE);
    add(40062, "PII_NOT_HASHED", INVALID_CONTENT);
    add(40063, "INVALID_PARTNER_NAME", CONFIGURATION);
    add(40100, "REQUEST_TOO_FREQUENT", RATE_LIMIT);
    add(40101, "INVALID_PARTNER", AUTHENTICATION);
    add(40102, "ACCESS_TOKEN_EXPIRE", AUTHENTICATION);
    add(40103, "REFRESH_TOKEN_EXPIRE", AUTHENTICATION);
    add(40104, "EMPTY_ACCESS_TOKEN", AUTHENTICATION);
    add(40105, "INVALID_ACCESS_TOKEN", AUTHENTICATION);
    for (int code = 40106; code <= 40117; code++) {
      add(code, code == 40113 ? "APP_FORBIDDEN" : "", AUTHENTICATION);
    }
    add(40118, "NOT_IN_WHITELIST", PERMISSION);
    add(40119, "NOT_SAME_IDENTITY", AUTHENTICATION);
    add(40124, "", PERMISSION);
    add(40125, "", PERMISSION);
    add(40130, "", PERMISSION);
    add(40131, "SCOPE_NOT_AUTHORIZED", PERMISSION);
    add(40132, "REQUEST_FREQUENCY_LIMITED", RATE_LIMIT);
    add(40133, "", RATE_LIMIT);
    add(40201, "", SERVER);
    add(40202, "WRITE_CONFLICT", SERVER);
    add(40300, "", NOT_FOUND);
    add(40301, "", NOT_FOUND);
    add(40400, "ROUTE_NOT_FOUND", CONFIGURATION);
    add(40700, "RPC_VALIDATION_ERROR", INVALID_CONTENT);
    add(41000, "BLOCKED", PERMISSION);
    add(41001, "INTERFACE_OFFLINE", CONFIGURATION);
    add(41002, "FIELDS_OFFLINE", CONFIGURATION);
    add(50000, "SYS_ERROR", SERVER);
    add(50002, "SYS_TIMEOUT", SERVER);
    add(51021, "", RATE_LIMIT);
    add(53102, "SERIALIZATION_ERROR", INVALID_CONTENT);
    add(53103, "DESERIALIZATION_ERROR", INVALID_CONTENT);
    add(60001, "MAINTENANCE", SERVER);
    add(61000, "TOO_MANY_REQUESTS_BL", RATE_LIMIT);
    add(70001, "INVALID_BIZ_AUTH_TYPE", AUTHENTICATION);
  }

  /**
   * Returns whether a code has the form of TikTok's (events-api.md §5.3). Gateways answer with
   * codes of their own, such as {@code {"code":503}}; those say no more than the HTTP status.
   */
  static boolean isTikToks(int code) {
    return code == OK || code == PARTIAL_OK || (code >= 40000 && code < 80000);
  }

  private static void add(int code, String name, ErrorKind kind) {
    TABLE.put(code, new ReturnCode(name, kind));
  }

  /**
   * Returns what a code means. Of unknown ones, those from 50000 to 69999 are server errors
   * (events-api.md §5.3); the others go by the HTTP status, unless that is a success.
   */
  static ReturnCode of(int code, int httpStatus) {
    ReturnCode known = TABLE.get(code);
    if (known != null) {
      return known;
    }
    ErrorKind kind =
        code >= 50000 && code < 70000
            ? SERVER
            : httpStatus / 100 == 2 ? UNKNOWN : ofStatus(httpStatus);
    return new ReturnCode("", kind);
  }

  /**
   * Returns what an HTTP status means when the answer holds no code of TikTok's (events-api.md
   * §5.2). A 2xx answer without TikTok's envelope is a gateway's failure.
   */
  static ErrorKind ofStatus(int status) {
    return switch (status) {
      case 401 -> AUTHENTICATION;
      case 403 -> PERMISSION;
      case 404, 405 -> CONFIGURATION;
      case 408 -> SERVER;
      case 413 -> TOO_LARGE;
      case 429 -> RATE_LIMIT;
      default ->
          switch (status / 100) {
            case 3 -> CONFIGURATION;
            case 4 -> UNKNOWN;
            default -> SERVER;
          };
    };
  }
}
