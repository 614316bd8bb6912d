package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.annotations.CanIgnoreReturnValue;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.schema.InvalidEventException;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An export of records that belong to several event sources: one pass over the records, one export
 * for each source, one account over all. Immutable.
 *
 * <pre>{@code
 * RoutedExport<Order> orders =
 *     RoutedExport.of(
 *         website, // Where orders go that have no shop.
 *         order -> order.shop() == null ? null : EventSource.offline(order.shop()),
 *         source -> client.to(source).export(mapper).invalidRecords(InvalidRecordPolicy.SKIP));
 * ExportReport report = orders.run(records);
 * }</pre>
 *
 * <p>Records are numbered over all sources, so that messages, results, checkpoints and the journal
 * name the records as they were read: {@link #resumeFrom} and {@link #journal} are for the whole,
 * and the exports to its sources have none of their own. Listeners are called one at a time, over
 * all sources, with the account over all; give all exports the same one. If TikTok refuses a
 * source, because it doesn't exist or the token may not write to it, only the export to that source
 * stops; its further records are not sent. Any other reason to stop ends all of them.
 *
 * <p>Each source has a batch in memory while it is filled, and as many as are in flight. Safe for
 * use by several threads; a session is for one.
 *
 * @param <R> the type of records
 */
@CheckReturnValue
public final class RoutedExport<R> {
  /** How many sources there may be; records of others are invalid. */
  public static final int MAX_SOURCES = 100;

  /**
   * What is exported, and how.
   *
   * @param fallback where records go that belong to no other source
   * @param route returns the source of a record
   * @param exports returns the export to a source
   * @param stopsTogether whether all stop when TikTok refuses one
   * @param resumeFrom the records that are passed over, if there is no journal
   * @param journal keeps what is settled
   * @param fingerprint gives what is in a record, for the journal
   */
  record Plan<R>(
      EventSource fallback,
      Function<? super R, @Nullable EventSource> route,
      Function<? super EventSource, Export<R>> exports,
      boolean stopsTogether,
      Checkpoint resumeFrom,
      @Nullable ExportJournal journal,
      Function<? super R, String> fingerprint) {}

  private final Plan<R> plan;

  private RoutedExport(Plan<R> plan) {
    this.plan = plan;
  }

  /**
   * Returns an export of records to several sources.
   *
   * @param fallback the source of records that belong to no other
   * @param route returns the source of a record; {@code null} for {@code fallback}. If it throws
   *     {@link InvalidEventException#unreadable} the record is invalid; any other exception stops
   *     the export
   * @param exports returns the export to a source, called once for each, when its first record is
   *     read; {@link EventsClient#to} makes clients of several sources that share connections and
   *     threads
   * @param <R> the type of records
   */
  public static <R> RoutedExport<R> of(
      EventSource fallback,
      Function<? super R, @Nullable EventSource> route,
      Function<? super EventSource, Export<R>> exports) {
    return new RoutedExport<>(
        new Plan<>(
            Objects.requireNonNull(fallback, "fallback"),
            Objects.requireNonNull(route, "route"),
            Objects.requireNonNull(exports, "exports"),
            false,
            Checkpoint.NONE,
            null,
            record -> ""));
  }

  /** Returns this export, but with all sources stopping when TikTok refuses one. */
  public RoutedExport<R> stopTogether() {
    return new RoutedExport<>(
        new Plan<>(
            plan.fallback,
            plan.route,
            plan.exports,
            true,
            plan.resumeFrom,
            plan.journal,
            plan.fingerprint));
  }

  /**
   * Resumes an earlier export of the same records in the same order, to the same sources, as {@link
   * Export#resumeFrom} says.
   *
   * @param checkpoint that of the account over all sources
   */
  public RoutedExport<R> resumeFrom(Checkpoint checkpoint) {
    return new RoutedExport<>(
        new Plan<>(
            plan.fallback,
            plan.route,
            plan.exports,
            plan.stopsTogether,
            Objects.requireNonNull(checkpoint, "checkpoint"),
            null,
            plan.fingerprint));
  }

  /**
   * Goes on where {@code journal} says, and writes down there what is settled, as {@link
   * Export#journal(ExportJournal, Function)} says: one file for all sources. Its job has the
   * fallback in it, and each record's fingerprint the source that the record goes to: if a settled
   * record would now go to another one, the export stops. All exports must have the same server,
   * test event code and options that change ids.
   *
   * @param fingerprint returns the whole content of a record, the same text for the same record on
   *     any day; only salted digests of it are kept
   */
  public RoutedExport<R> journal(ExportJournal journal, Function<? super R, String> fingerprint) {
    return new RoutedExport<>(
        new Plan<>(
            plan.fallback,
            plan.route,
            plan.exports,
            plan.stopsTogether,
            Checkpoint.NONE,
            Objects.requireNonNull(journal, "journal"),
            Objects.requireNonNull(fingerprint, "fingerprint")));
  }

  /**
   * As {@link #journal(ExportJournal, Function)}, for records that the caller knows to be the same:
   * only their number, and the sources that they go to, are checked.
   */
  public RoutedExport<R> journal(ExportJournal journal) {
    return journal(journal, record -> "");
  }

  /**
   * Begins an export into which records are pushed. Its {@link ExportSession#finish} returns
   * normally if TikTok refused sources, as {@link #run(Iterable)} does.
   *
   * @throws JournalException if the journal is another job's
   */
  public ExportSession<R> open() {
    return newSession();
  }

  private RoutedSession<R> newSession() {
    return new RoutedSession<>(plan);
  }

  /**
   * Exports all of {@code records} and waits for the end. Returns normally if TikTok refused
   * sources, which are in {@link ExportReport#refusals}: {@link ExportReport#orThrow} throws then.
   *
   * @throws ExportStoppedException as {@link Export#run(Iterable)} does, except when TikTok refuses
   *     a source
   * @throws JournalException if the journal is another job's
   */
  @CanIgnoreReturnValue
  public ExportReport run(Iterable<? extends R> records) {
    return run(records.iterator());
  }

  /**
   * Exports all that is left in {@code records} and waits for the end.
   *
   * @throws ExportStoppedException as {@link #run(Iterable)} does
   * @throws JournalException if the journal is another job's
   */
  @CanIgnoreReturnValue
  public ExportReport run(Iterator<? extends R> records) {
    try (RoutedSession<R> session = newSession()) {
      while (session.read(records::hasNext)) {
        session.add(session.next(records));
      }
      return session.finish();
    }
  }
}
