package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.internal.annotations.CanIgnoreReturnValue;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An export of many records, before it is run. Immutable: each setter returns another one.
 *
 * <p>{@link #run} pulls records from an iterable; {@link #open} gives a session for frameworks that
 * push them. Records are mapped, checked and encoded on the caller's thread, and sent in batches by
 * the client's {@linkplain EventsClient.Builder#threads threads}, which all of its exports share.
 * While these are busy the caller waits, so that at most {@code threads + 1} batches of an export
 * are in memory, whatever the number of records. The order of batches isn't guaranteed. The first
 * batch is sent alone for up to two seconds, so that a refused token costs one request.
 *
 * <p>An export doesn't keep the JVM from ending: its sender threads are daemons, and it installs no
 * shutdown hook. When the JVM shuts down in the middle, requests in flight are cancelled, the
 * listener isn't called any more, and whether TikTok accepted these is unknown. Records that {@link
 * ExportListener#onProgress} reported as settled are delivered or skipped, so a later export that
 * {@linkplain #resumeFrom resumes from} that checkpoint loses nothing. A program that needs the
 * whole account interrupts the exporting thread from a shutdown hook of its own and waits for it:
 * no further batch is sent, requests in flight are waited for, and {@link
 * ExportStoppedException#report()} accounts for every record that was read. A second interrupt
 * cancels the requests in flight; their records are then unknown.
 *
 * <p>Safe for use by several threads; a {@link ExportSession} is for one.
 *
 * @param <R> the type of records
 */
@CheckReturnValue
public final class Export<R> {
  /** The most events in one request: 1,000 (events-api.md §1.2). */
  public static final int MAX_EVENTS_PER_REQUEST = Limits.MAX_EVENTS_PER_REQUEST;

  /** The most bytes in one request body by default: 1,000,000 (events-api.md §1.1). */
  public static final int DEFAULT_MAX_REQUEST_BYTES = Limits.DEFAULT_MAX_REQUEST_BYTES;

  /** The most threads: connector.md, {@code thread_count}. */
  public static final int MAX_THREADS = 10;

  private static final int MAX_NAME = 100;

  private final EventSink sink;
  private final SenderPool senders;
  private final ClientSettings client;
  private final RecordMapper<? super R> mapper;
  private final Calls<R> calls;
  private final Settings settings;

  /**
   * The caller's functions that are called for a record.
   *
   * @param recordKey names it
   * @param deduplicationKey tells it apart from others that give the same event
   * @param consent says whether it may be sent
   * @param undelivered gets it if it was not delivered; {@code null} if nobody does
   */
  record Calls<R>(
      Function<? super R, @Nullable String> recordKey,
      Function<? super R, @Nullable String> deduplicationKey,
      Predicate<? super R> consent,
      @Nullable BiConsumer<? super R, ? super RecordResult> undelivered) {}

  /** All else that can be set; not changed any more once it is in an export. */
  static final class Settings {
    String name = "";
    int threads = MAX_THREADS;
    InvalidRecordPolicy policy = InvalidRecordPolicy.FAIL;
    int maxEvents = Limits.MAX_EVENTS_PER_REQUEST;
    long maxBytes = Limits.DEFAULT_MAX_REQUEST_BYTES;
    Duration maxTimeWithoutSuccess = Duration.ofMinutes(15);
    ExportListener listener = ExportListener.NONE;

    /** Whether it is the export to one of several sources. */
    boolean isPart;

    Checkpoint resumeFrom = Checkpoint.NONE;
    @Nullable ExportJournal journal;
    @Nullable Function<Object, String> recordContent;

    /** Whether a journal is told of progress: its own, or that of a whole of which it is a part. */
    boolean isJournaled;

    private Settings copy() {
      Settings copy = new Settings();
      copy.name = name;
      copy.threads = threads;
      copy.policy = policy;
      copy.maxEvents = maxEvents;
      copy.maxBytes = maxBytes;
      copy.maxTimeWithoutSuccess = maxTimeWithoutSuccess;
      copy.listener = listener;
      copy.isPart = isPart;
      copy.resumeFrom = resumeFrom;
      copy.journal = journal;
      copy.recordContent = recordContent;
      copy.isJournaled = isJournaled;
      return copy;
    }
  }

  private Export(
      EventSink sink,
      SenderPool senders,
      ClientSettings client,
      RecordMapper<? super R> mapper,
      Calls<R> calls,
      Settings settings) {
    this.sink = sink;
    this.senders = senders;
    this.client = client;
    this.mapper = mapper;
    this.calls = calls;
    this.settings = settings;
  }

  /** Returns the export with the usual settings. */
  static <R> Export<R> create(
      EventSink sink, SenderPool senders, ClientSettings client, RecordMapper<? super R> mapper) {
    Calls<R> calls = new Calls<>(record -> null, record -> null, record -> true, null);
    return new Export<>(sink, senders, client, mapper, calls, new Settings());
  }

  /**
   * Names the export: in messages, results, logs and the names of threads, so that those of several
   * tasks can be told apart ({@code "task 3, record 51 INVALID: …"}). By default it has no name.
   *
   * @throws IllegalArgumentException if it is longer than 100 characters, or has control characters
   *     or invisible ones in it
   */
  public Export<R> name(String name) {
    Objects.requireNonNull(name, "name");
    if (name.length() > MAX_NAME || !name.equals(ForeignText.escaped(name))) {
      throw new IllegalArgumentException(
          "a name must have at most " + MAX_NAME + " characters, none of them invisible");
    }
    return with(s -> s.name = name);
  }

  /**
   * Sets how many requests of this export may be in flight at once, 1 to 10, if the client has as
   * many {@linkplain EventsClient.Builder#threads threads}. By default all that the client has.
   *
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public Export<R> threads(int threads) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads must be 1 to " + MAX_THREADS + ": " + threads);
    }
    return with(s -> s.threads = threads);
  }

  /**
   * Sets what to do with records that can't be sent. By default {@link InvalidRecordPolicy#FAIL}.
   */
  public Export<R> invalidRecords(InvalidRecordPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    return with(s -> s.policy = policy);
  }

  /**
   * Sets the limits of one request. By default 1,000 events, TikTok's limit, and 1,000,000 bytes.
   *
   * @param events the most events, 1 to 1,000
   * @param bytes the most bytes of the body, at least 1,000; an event that alone is longer is
   *     invalid
   * @throws IllegalArgumentException if one is out of its bounds
   */
  public Export<R> batchLimits(int events, long bytes) {
    if (events < 1 || events > Limits.MAX_EVENTS_PER_REQUEST) {
      throw new IllegalArgumentException(
          "events per request must be 1 to " + Limits.MAX_EVENTS_PER_REQUEST + ": " + events);
    }
    if (bytes < 1_000) {
      throw new IllegalArgumentException("bytes per request must be at least 1000: " + bytes);
    }
    return with(
        s -> {
          s.maxEvents = events;
          s.maxBytes = bytes;
        });
  }

  /**
   * Sets how long the export goes on without a successful request. By default 15 minutes. It is
   * checked whenever a request fails or is throttled; time without anything to send doesn't count.
   *
   * <p>When several batches fail and none is answered, that is an outage: they are retried until
   * this time is over, and pause together. A batch that fails while others are answered gets three
   * times as many attempts as {@link com.treasuredata.tiktok.events.http.RetryOptions} say, and
   * then its records are unknown. Both apply to idempotent batches, whose events count once; others
   * are sent once. If nothing was ever answered, the export stops after the attempts at the first
   * request, or after five requests that are sent once. With a {@code maxThrottleTime} of 0 the
   * client doesn't wait for the end of an outage either.
   *
   * @throws IllegalArgumentException if it isn't positive, or more than the 48 hours for which
   *     TikTok recognises an event (events-api.md §6)
   */
  public Export<R> maxTimeWithoutSuccess(Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(Limits.DEDUPLICATION_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "max time without success must be positive and at most 48 hours: " + time);
    }
    return with(s -> s.maxTimeWithoutSuccess = time);
  }

  /**
   * Resumes an earlier export of the same records in the same order: those that its checkpoint
   * holds are read and counted, and passed over without being mapped, checked or sent. Records keep
   * their numbers. By default {@link Checkpoint#NONE}: none is passed over.
   *
   * <p>Results of records that the checkpoint doesn't hold are reported again, so delete them first
   * if you keep results of the earlier export, as {@link ExportListener#onResult} says: {@code
   * NOT_SENT} may become {@code ACCEPTED}.
   *
   * <pre>{@code
   * export.resumeFrom(earlierReport.checkpoint()).run(orders);
   * }</pre>
   */
  public Export<R> resumeFrom(Checkpoint checkpoint) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    return with(s -> s.resumeFrom = checkpoint);
  }

  /**
   * Sets what a {@linkplain #journal journal} compares of a record. By default nothing, so that
   * records are only counted; for the rows of a {@linkplain
   * com.treasuredata.tiktok.events.connector.Connector#exportTable connector's} tables, all their
   * values.
   *
   * @param text returns the whole content of a record, the same text for the same record on any
   *     day; only salted digests of it are kept
   */
  @SuppressWarnings("unchecked") // It gets what is put into the session: records.
  public Export<R> recordContent(Function<? super R, String> text) {
    Objects.requireNonNull(text, "text");
    return with(s -> s.recordContent = (Function<Object, String>) text);
  }

  /**
   * Goes on where {@code journal} says, writes down there what is settled, and deletes its file
   * when everything is delivered; in place of {@link #resumeFrom}. The {@linkplain #recordContent
   * contents} of the settled records are compared with those of the earlier run: if one differs, or
   * records are missing, the export stops.
   *
   * <p>The journal is for one {@link #run}, or one {@linkplain #open session}, which throws a
   * {@link JournalException} if the journal is another job's, before anything is read.
   */
  public Export<R> journal(ExportJournal journal) {
    Objects.requireNonNull(journal, "journal");
    return with(s -> s.journal = journal);
  }

  /** As {@link #recordContent recordContent(text)} and {@link #journal(ExportJournal)}. */
  public Export<R> journal(ExportJournal journal, Function<? super R, String> text) {
    return recordContent(text).journal(journal);
  }

  /**
   * Sets a key that makes records with equal events count separately, such as a row number. Events
   * that are equal in every field get the same derived id, and TikTok counts them once; this text
   * becomes part of the id. The text itself isn't sent, but the id is a digest of it: who knows the
   * rest of the event can guess it, so don't give personal data. By default there is no such key.
   *
   * <p>A record keeps its id on another day's run only if it keeps this text too. It doesn't change
   * events that have an {@code event_id} of their own, and none if {@code deriveEventIds} is
   * switched off.
   *
   * @param text returns the key of a record; {@code null} or an empty text if it has none
   */
  public Export<R> deduplicationKey(Function<? super R, @Nullable String> text) {
    Objects.requireNonNull(text, "text");
    return with(new Calls<>(calls.recordKey, text, calls.consent, calls.undelivered));
  }

  /**
   * Sets the key of a record in messages, results and files of rejects, such as an order's number.
   * By default records are named by their number only, from 1. The key is shown and stored as it
   * is, so don't give personal data.
   *
   * @param key returns the key of a record; {@code null} or an empty text if it has none
   */
  public Export<R> recordKey(Function<? super R, @Nullable String> key) {
    Objects.requireNonNull(key, "key");
    return with(new Calls<>(key, calls.deduplicationKey, calls.consent, calls.undelivered));
  }

  /**
   * Sets which records may be sent. Others are withheld: they are not mapped, sent or logged, and
   * are counted separately, not as failures. By default all may be sent.
   */
  public Export<R> consent(Predicate<? super R> maySend) {
    Objects.requireNonNull(maySend, "maySend");
    return with(new Calls<>(calls.recordKey, calls.deduplicationKey, maySend, calls.undelivered));
  }

  /**
   * Adds a listener of results, warnings and progress. By default there is none; several are called
   * one after the other, and if one throws the next isn't called.
   */
  public Export<R> listener(ExportListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(s -> s.listener = ListenerPair.of(s.listener, listener));
  }

  /**
   * Adds a listener of failures only, as {@link #listener} does. What is kept of an earlier run is
   * deleted before a resumed one as {@link ExportListener#onResult} says.
   */
  public Export<R> onFailure(Consumer<? super RecordResult> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return listener(
        new ExportListener() {
          @Override
          public void onResult(RecordResult result) {
            if (result.isFailure()) {
              consumer.accept(result);
            }
          }
        });
  }

  /**
   * Sets a callback for each record that was not delivered, with the reason, for example to keep
   * skipped rows. By default none. The listener is called first.
   *
   * <pre>{@code
   * export.onUndelivered((order, failure) -> rejects.add(order, failure.toString()))
   * }</pre>
   *
   * <p>Calls and exceptions are as {@link ExportListener} says. The export keeps records in memory
   * until they are settled, as many as {@code threads + 1} batches hold: don't change one
   * meanwhile. The callback gets the record as you added it, with its personal data.
   *
   * <p>Before you resume, delete what you kept of records that aren't settled, as {@link
   * ExportListener#onResult} says.
   */
  public Export<R> onUndelivered(BiConsumer<? super R, ? super RecordResult> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return with(new Calls<>(calls.recordKey, calls.deduplicationKey, calls.consent, consumer));
  }

  private Export<R> with(Consumer<Settings> change) {
    Settings changed = settings.copy();
    change.accept(changed);
    return new Export<>(sink, senders, client, mapper, calls, changed);
  }

  private Export<R> with(Calls<R> changed) {
    return new Export<>(sink, senders, client, mapper, changed, settings);
  }

  /**
   * Begins an export into which records are pushed. Nothing is sent before the first batch is full.
   *
   * @throws IllegalStateException if the client is closed
   */
  public ExportSession<R> open() {
    return newSession();
  }

  /**
   * Exports all of {@code records} and waits for the end.
   *
   * @throws ExportStoppedException if not all records could be sent: under {@link
   *     InvalidRecordPolicy#FAIL} for the first invalid one; for a refused token or missing
   *     permission; after {@link #maxTimeWithoutSuccess}; for an exception from {@code records},
   *     the mapper or the listener; for a record that is {@code null}; for an interrupt of the
   *     calling thread
   */
  @CanIgnoreReturnValue
  public ExportReport run(Iterable<? extends R> records) {
    return exportAll(records::iterator);
  }

  /**
   * Exports all that is left in {@code records} and waits for the end.
   *
   * @throws ExportStoppedException as {@link #run(Iterable)} does
   */
  @CanIgnoreReturnValue
  public ExportReport run(Iterator<? extends R> records) {
    return exportAll(() -> records);
  }

  private ExportReport exportAll(Supplier<? extends Iterator<? extends R>> records) {
    try (RunningExport<R> session = newSession()) {
      return session.addAll(records);
    }
  }

  private RunningExport<R> newSession() {
    return newSession(journaled(), ExportState.ListenerContext.ofOneExport());
  }

  private Settings journaled() {
    ExportJournal journal = settings.journal;
    if (journal == null) {
      return settings;
    }
    Settings journaled = settings.copy();
    journaled.resumeFrom = journal.begin(sink.source(), client, settings.recordContent != null);
    journaled.listener = journal.after(settings.listener);
    journaled.isJournaled = true;
    return journaled;
  }

  /**
   * Begins this export as the part of another.
   *
   * @param before the records of the whole that are passed over
   * @param journal that of the whole, if it has one
   * @throws IllegalStateException if it has a checkpoint or a journal of its own
   */
  RunningExport<R> newPart(
      ExportState.ListenerContext context, Checkpoint before, @Nullable ExportJournal journal) {
    if (settings.journal != null || !settings.resumeFrom.equals(Checkpoint.NONE)) {
      throw new IllegalStateException(
          "the export to one of several sources has a journal or a checkpoint of its own: give it to"
              + " the RoutedExport, since the records of all sources have one numbering");
    }
    Settings part = settings.copy();
    part.resumeFrom = before;
    part.isPart = true;
    part.listener = journal == null ? settings.listener : journal.after(settings.listener);
    part.isJournaled = journal != null;
    return newSession(part, context);
  }

  /** Returns the settings that a journal keeps. */
  ClientSettings client() {
    return client;
  }

  private RunningExport<R> newSession(Settings settings, ExportState.ListenerContext context) {
    return new RunningExport<>(sink, senders, mapper, calls, settings, context);
  }

  @Override
  public String toString() {
    return "Export["
        + sink.source()
        + ", "
        + Math.min(settings.threads, senders.size())
        + " threads, "
        + settings.policy
        + ']';
  }
}
