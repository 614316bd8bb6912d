package com.treasuredata.tiktok.events.error;

/**
 * Whose fault a failure is, for an engine that has exceptions of its own for each: {@code SETTINGS}
 * becomes its "configuration is wrong", {@code RECORDS} its "data is wrong", {@code SERVICE} its
 * "try again".
 *
 * <p>Whether the same call may succeed later is another question: {@link
 * EventsException#isRetryable} answers it.
 */
public enum Fault {
  /**
   * The job's set-up: settings, the table's columns, the event source or the address. A person must
   * correct it.
   */
  SETTINGS,
  /**
   * The access token is missing, refused or lacks a permission. A person must provide another one,
   * or authorize again.
   */
  CREDENTIALS,
  /** The content of records. Correct them, or skip invalid ones. */
  RECORDS,
  /** TikTok, or the network or a gateway on the way to it, failed or didn't answer as expected. */
  SERVICE,
  /**
   * The calling code, or code that it brought: a mapper, a listener or an HTTP client that threw,
   * an interrupt, a session that was closed.
   */
  CALLER
}
