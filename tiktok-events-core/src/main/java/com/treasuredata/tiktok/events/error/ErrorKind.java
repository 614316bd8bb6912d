package com.treasuredata.tiktok.events.error;

/**
 * What a refusal by TikTok means, and what to do about it (events-api.md §5.3, auth-and-sources.md
 * §5).
 */
public enum ErrorKind {
  /** The access token is missing, wrong, expired or revoked. */
  AUTHENTICATION(
      false,
      Fault.CREDENTIALS,
      "Give a valid access token; an OAuth user must authorize the app again."),
  /**
   * The token is valid but isn't allowed to do this: the event source is another account's, or a
   * permission is missing.
   */
  PERMISSION(
      false,
      Fault.CREDENTIALS,
      "Use a token of the ad account that owns the event source, with the permission Measurement > Report Conversion"
          + " Event, made by an admin or operator."),
  /** TikTok found something wrong in what was sent. */
  INVALID_CONTENT(
      false,
      Fault.RECORDS,
      "Correct the records named in the report; check them with 'validate' or a dry run."),
  /**
   * The request is larger than TikTok, or a gateway in front of it, accepts; no event is at fault.
   */
  TOO_LARGE(false, Fault.SETTINGS, "Set smaller batch limits, or shorten the texts of events."),
  /** The event source, advertiser or address doesn't exist. */
  NOT_FOUND(
      false,
      Fault.SETTINGS,
      "Check the event source id and its type, the advertiser id and the base URL."),
  /** The set-up is wrong: the API version, the endpoint, or the sandbox. */
  CONFIGURATION(
      false,
      Fault.SETTINGS,
      "Check the base URL and API version; the sandbox takes no events: use a test event code."),
  /** Too many requests; throttled. */
  RATE_LIMIT(
      true,
      Fault.SERVICE,
      "Wait, and use fewer threads; requests are paced and repeated by themselves."),
  /** TikTok, or a server on the way to it, failed temporarily. */
  SERVER(
      true,
      Fault.SERVICE,
      "Try again later; what has an event_id counts once however often it is sent."),
  /** TikTok answered with a code that this library doesn't know. */
  UNKNOWN(false, Fault.SERVICE, "The code isn't known: ask TikTok's support, with the request id.");

  private final boolean retryable;
  private final Fault fault;
  private final String advice;

  ErrorKind(boolean retryable, Fault fault, String advice) {
    this.retryable = retryable;
    this.fault = fault;
    this.advice = advice;
  }

  /** Returns whether the same request may be accepted later. */
  public boolean isRetryable() {
    return retryable;
  }

  /** Returns whose fault it is. */
  public Fault fault() {
    return fault;
  }

  /** Returns whether every further request would be refused for the same reason. */
  public boolean concernsEveryRequest() {
    return this == AUTHENTICATION
        || this == PERMISSION
        || this == NOT_FOUND
        || this == CONFIGURATION;
  }

  /** Returns one sentence that says what to do. */
  public String advice() {
    return advice;
  }
}
