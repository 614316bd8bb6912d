package com.treasuredata.tiktok.events.auth;

import com.treasuredata.tiktok.events.auth.CredentialsException.Reason;
import com.treasuredata.tiktok.events.spi.ForeignInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/** What TikTok tells the app through the user's browser (auth-and-sources.md §2.2). */
final class Callback {
  /** The words of RFC 6749, section 4.1.2.1; TikTok publishes none of its own. */
  private static final Map<String, String> ERRORS =
      Map.of(
          "access_denied",
          "the user said no, or isn't an admin or operator of the ad account",
          "invalid_scope",
          "the app asked for a permission that it doesn't have",
          "unauthorized_client",
          "the app may not ask for this; check its state in TikTok's developer portal",
          "invalid_request",
          "the authorization URL is wrong; check app id and redirect URI",
          "server_error",
          "TikTok failed; try again later",
          "temporarily_unavailable",
          "TikTok is busy; try again later");

  private final Map<String, String> parameters;

  private Callback(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads an address, or its part from the path or the question mark on.
   *
   * @throws CredentialsException if it can't be read, or has a parameter twice
   */
  static Callback of(String pasted) {
    String address = withoutQuotesAndBlanks(pasted);
    int start = address.indexOf('?') + 1;
    int end = address.indexOf('#', start);
    String query = address.substring(start, end < 0 ? address.length() : end);
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0
          && parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)))
              != null) {
        throw CredentialsException.of(
            Reason.STATE_MISMATCH, "the callback has a parameter twice; it isn't TikTok's");
      }
    }
    return new Callback(parameters);
  }

  /**
   * No address has white space or quotes in it, but what was pasted may, as lines that were cut.
   */
  private static String withoutQuotesAndBlanks(String pasted) {
    StringBuilder address = new StringBuilder(pasted.length());
    for (int i = 0; i < pasted.length(); i++) {
      char c = pasted.charAt(i);
      if (c > ' ' && "\"'`<>".indexOf(c) < 0) {
        address.append(c);
      }
    }
    return address.toString();
  }

  /** Decodes once. A plus sign stays one: codes and states hold no spaces. */
  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw CredentialsException.of(
          Reason.STATE_MISMATCH,
          "the callback's parameters aren't URL-encoded; give the address as the browser has it");
    }
  }

  /**
   * Returns the authorization code.
   *
   * @throws CredentialsException if this is no answer to the request with that state, or says no
   */
  String authCode(String expectedState) {
    String state = parameters.getOrDefault("state", "");
    String error = parameters.getOrDefault("error", "");
    boolean isOurs = isSame(state, expectedState);
    if (!isOurs) { // Nor is an error believed: any page can send the browser here.
      throw CredentialsException.of(
          Reason.STATE_MISMATCH,
          state.isEmpty()
              ? "the callback has no state, so it may be another site's; start the authorization again"
              : "the callback has another state than this authorization; start it again");
    }
    if (!error.isEmpty()) {
      throw CredentialsException.of(Reason.DENIED, "no authorization: " + explained(error));
    }
    String code = parameters.getOrDefault("auth_code", parameters.getOrDefault("code", ""));
    if (code.isBlank()) {
      throw CredentialsException.of(
          Reason.DENIED,
          "the callback has no auth_code; check the app's redirect URI, and start again");
    }
    return code;
  }

  private static boolean isSame(String state, String expected) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private String explained(String error) {
    String known = ERRORS.get(error);
    if (known != null) {
      return error + ": " + known;
    }
    String description = parameters.getOrDefault("error_description", "").replace('+', ' ');
    return ForeignInput.masked(error + ' ' + description).strip();
  }
}
