package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.event.EventSource;
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
 * RoutedReport report = orders.run(records);
 * }</pre>
 *
 * <p>Records are numbered over all sources, so that messages, results and checkpoints name the
 * records as they were read. Listeners are called one at a time, over all sources, with the account
 * over all; give all exports the same one. If TikTok refuses a source, because it doesn't exist or
 * the token may not write to it, only the export to that source stops; its further records are not
 * sent. Any other reason to stop ends all of them.
 *
 * <p>The exports have no {@linkplain Export#journal journal}, since a journal is for one source;
 * one that has stops the export with an {@link IllegalStateException}. Keep the checkpoint of
 * {@link RoutedReport#total} yourself, and give it to each export with {@link Export#resumeFrom}.
 *
 * <p>Each source has a batch in memory while it is filled, and as many as are in flight. Safe for
 * use by several threads; a {@link RoutedSession} is for one.
 *
 * @param <R> the type of records
 */
public final class RoutedExport<R> {
  /** How many sources there may be; records of others are invalid. */
  public static final int MAX_SOURCES = 100;

  private final EventSource fallback;
  private final Function<? super R, @Nullable EventSource> route;
  private final Function<? super EventSource, Export<R>> exports;
  private final boolean stopsTogether;

  private RoutedExport(
      EventSource fallback,
      Function<? super R, @Nullable EventSource> route,
      Function<? super EventSource, Export<R>> exports,
      boolean stopsTogether) {
    this.fallback = fallback;
    this.route = route;
    this.exports = exports;
    this.stopsTogether = stopsTogether;
  }

  /**
   * Returns an export of records to several sources.
   *
   * @param fallback the export of records that belong to no other source
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
        Objects.requireNonNull(fallback, "fallback"),
        Objects.requireNonNull(route, "route"),
        Objects.requireNonNull(exports, "exports"),
        false);
  }

  /** Returns this export, but with all sources stopping when TikTok refuses one. */
  public RoutedExport<R> stopTogether() {
    return new RoutedExport<>(fallback, route, exports, true);
  }

  /** Begins an export into which records are pushed. */
  public RoutedSession<R> open() {
    return new RoutedSession<>(fallback, route, exports, stopsTogether);
  }

  /**
   * Exports all of {@code records} and waits for the end. Returns normally if TikTok refused
   * sources: see {@link RoutedReport#orThrow}.
   *
   * @throws ExportStoppedException as {@link Export#run(Iterable)} does, except when TikTok refuses
   *     a source
   */
  public RoutedReport run(Iterable<? extends R> records) {
    return run(records.iterator());
  }

  /**
   * Exports all that is left in {@code records} and waits for the end.
   *
   * @throws ExportStoppedException as {@link #run(Iterable)} does
   */
  public RoutedReport run(Iterator<? extends R> records) {
    try (RoutedSession<R> session = open()) {
      while (session.read(records::hasNext)) {
        session.add(session.read(records::next));
      }
      session.finish();
      return session.reports();
    }
  }
}
