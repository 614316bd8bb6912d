package com.treasuredata.tiktok.events.examples.cli;

import com.treasuredata.tiktok.events.ExportReport;
import com.treasuredata.tiktok.events.ExportStoppedException;
import com.treasuredata.tiktok.events.JournalException;
import com.treasuredata.tiktok.events.auth.CredentialsException;
import com.treasuredata.tiktok.events.connector.InvalidSetupException;
import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.ErrorKind;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.examples.input.InputException;
import com.treasuredata.tiktok.events.source.EventSourceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended, for whoever started it: a scheduler tries again later, or calls a person. 75
 * is {@code EX_TEMPFAIL} of sysexits.h; signals end a process with 128 and their number.
 */
public enum ExitCode {
  /** All is delivered, or skipped as asked. */
  DONE(0),
  /** Records need a person, or nothing was delivered. */
  FAILED(1),
  /** Usage, settings or input are wrong. */
  WRONG_USAGE(2),
  /** The token is missing or refused, or may not do this. */
  NO_PERMISSION(3),
  /** Rows that were checked, and not sent, are invalid. */
  INVALID(4),
  /** The same command again may succeed, and goes on where this one was. */
  TEMPORARY(75),
  /** Interrupted, as by Ctrl-C. */
  INTERRUPTED(130);

  /** The codes in a sentence for help texts. */
  public static final String HELP =
      "Exit codes: 0 done; 1 records need a person, or nothing was delivered; 2 usage, settings or"
          + " input; 3 token or permission refused; 4 'validate' found invalid rows; 75 temporary, the same command again goes on;"
          + " 130 and 143 ended by a signal.";

  /** Those of {@code validate}. */
  public static final String VALIDATE_HELP =
      "Exit codes: 0 all rows are valid; 4 some are not; 2 usage, or an input that can't be read to its end; 1 standard output can't be"
          + " written; 75 the database can't be reached just now.";

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * Returns the code of an export that wasn't stopped: that of the first source that TikTok
   * refused, if it refused any of several.
   */
  public static ExitCode of(ExportReport report) {
    Optional<ApiException> refusal = report.refusals().values().stream().findFirst();
    if (refusal.isPresent()) {
      return of(refusal.get());
    }
    if (report.unknown() > 0 || report.rejectedTogether() > 0) {
      return isGoneOnWith(report) ? TEMPORARY : FAILED;
    }
    boolean isNothingDelivered =
        report.accepted() == 0 && report.read() > report.passedOver() + report.withheld();
    return isNothingDelivered ? FAILED : DONE;
  }

  /** Returns whether a resumed run would send records again that are unknown. */
  private static boolean isGoneOnWith(ExportReport report) {
    return report.unknown() > report.checkpoint().unknown();
  }

  /**
   * Returns the code of what a command threw; {@code null} if that is an error of this program's.
   */
  public static @Nullable ExitCode of(Throwable thrown) {
    if (thrown instanceof ExportStoppedException stopped) {
      return ofStop(stopped);
    }
    if (thrown instanceof UsageException
        || thrown instanceof InvalidSetupException
        || (thrown instanceof InputException input && !input.isRetryable())
        || (thrown instanceof EventSourceException e && e.refusal().isEmpty())
        || thrown instanceof IllegalArgumentException) {
      return WRONG_USAGE;
    }
    if (thrown instanceof JournalException journal) {
      return journal.getCause() == null ? WRONG_USAGE : FAILED;
    }
    if (thrown instanceof InterruptedException) {
      return INTERRUPTED;
    }
    return thrown instanceof EventsException known ? of(known) : null;
  }

  private static ExitCode of(EventsException e) {
    if (e instanceof EventSourceException refused && refused.refusal().isPresent()) {
      return of(refused.refusal().get());
    }
    boolean isRefused =
        e instanceof CredentialsException
            || (e instanceof ApiException refusal
                && (refusal.kind() == ErrorKind.AUTHENTICATION
                    || refusal.kind() == ErrorKind.PERMISSION));
    if (e.isRetryable()) {
      return TEMPORARY;
    }
    return isRefused ? NO_PERMISSION : FAILED;
  }

  private static ExitCode ofStop(ExportStoppedException stopped) {
    Throwable reason = stopped.getCause();
    if (reason instanceof DeliveryUnknownException) {
      boolean goesOn = isGoneOnWith(stopped.report()) || stopped.report().notSent() > 0;
      return goesOn ? TEMPORARY : FAILED;
    }
    ExitCode code = reason == null ? null : of(reason);
    return code == null ? FAILED : code;
  }
}
