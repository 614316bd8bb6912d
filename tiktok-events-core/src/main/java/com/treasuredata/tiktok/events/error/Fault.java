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
   * What the job is set up with: its settings, the table's columns, the event source, the address.
   * A person must correct them.
   */
  SETTINGS,
  /**
   * The access token is missing or refused, or may not do this. A person must give another one, or
   * authorize again.
   */
  CREDENTIALS,
  /** What a record says; the records must be corrected, or invalid ones be skipped. */
  RECORDS,
  /** TikTok, or what is on the way to it: it failed, or didn't answer as expected. */
  SERVICE,
  /**
   * The calling code, or code that it brought: a mapper, a listener or an HTTP client that threw,
   * an interrupt, a session that was closed.
   */
  CALLER
}
