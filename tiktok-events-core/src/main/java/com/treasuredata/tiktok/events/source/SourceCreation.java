package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.ApiException;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.internal.http.ApiAnswer;
import com.treasuredata.tiktok.events.internal.http.ApiRequest;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.source.SourceKind.Creation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates event sources, each once (auth-and-sources.md §3.5, steps 5 and 6). Safe for use by
 * several threads.
 */
final class SourceCreation {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCreation.class);
  private static final int MAX_ATTEMPTS = 2;

  /** TikTok's word for a request that it has had before (auth-and-sources.md §5). */
  private static final int DUPLICATED_REQUEST = 40050;

  private final ApiTransport transport;
  private final SourceList sources;
  private final String advertiserId;
  private final Duration pause;
  private final Runnable beforeCreating;

  /**
   * Creates one.
   *
   * @param pause how long to wait before looking for what may have been created
   * @param beforeCreating is run directly before the request that creates
   */
  SourceCreation(
      ApiTransport transport,
      SourceList sources,
      String advertiserId,
      Duration pause,
      Runnable beforeCreating) {
    this.transport = transport;
    this.sources = sources;
    this.advertiserId = advertiserId;
    this.pause = pause;
    this.beforeCreating = beforeCreating;
  }

  /** Creates a source of this name, as {@link EventSourceResolver#create} says. */
  synchronized EventSource create(SourceKind kind, SourceName name) {
    Creation creation = kind.creation();
    if (creation == null) {
      throw new IllegalArgumentException(
          "an app can't be created by its name: create it in TikTok Ads Manager, and give its"
              + " TikTok App ID");
    }
    List<SourceRow> taken = sources.named(kind, name, new ArrayList<>());
    if (!taken.isEmpty()) {
      throw exists(kind, name, taken);
    }
    beforeCreating.run();
    return createOnce(kind, creation, name);
  }

  private EventSource createOnce(SourceKind kind, Creation creation, SourceName name) {
    EventsException unanswered = null;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      ApiAnswer answer;
      try {
        answer = send(kind, creation, name);
      } catch (EventsException e) {
        boolean isUnanswered = e instanceof DeliveryUnknownException;
        if (isUnanswered || unanswered != null || isDuplicate(e)) {
          Optional<EventSource> found = lookAgain(kind, name, e);
          if (found.isPresent()) {
            return found.get();
          }
        }
        if (!isUnanswered) {
          throw failure(kind, creation, name, e, unanswered != null);
        }
        unanswered = e;
        continue;
      }
      SourceRow created = SourceRow.of(name.toCreate(), kind.createdId(answer.data()), "");
      return created
          .usable(kind.type())
          .map(ListedSource::source)
          .or(() -> lookAgain(kind, name, null)) // Taken, but its id isn't in the answer.
          .orElseThrow(() -> unknown(kind, name, null));
    }
    throw unknown(kind, name, unanswered);
  }

  private ApiAnswer send(SourceKind kind, Creation creation, SourceName name) {
    return transport.send(
        ApiRequest.post(creation.endpoint(), kind.createBody(advertiserId, name.toCreate())));
  }

  /** Returns the source of this name that is there by now; there was none before. */
  private Optional<EventSource> lookAgain(
      SourceKind kind, SourceName name, @Nullable EventsException reason) {
    LOG.warn(
        "{} \"{}\": no clear answer to its creation; looking for it", kind.noun(), name.text());
    List<SourceRow> rows;
    try {
      Thread.sleep(pause.toMillis());
      rows = sources.named(kind, name, new ArrayList<>());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(kind, name, e);
    } catch (EventsException e) {
      DeliveryUnknownException unknown = unknown(kind, name, e);
      if (reason != null) {
        unknown.addSuppressed(reason);
      }
      throw unknown;
    }
    List<ListedSource> found = EventSourceResolver.usable(kind.type(), rows);
    if (found.size() > 1) {
      throw exists(kind, name, rows); // Somebody else created one too; which is ours?
    }
    return found.stream().map(ListedSource::source).findFirst();
  }

  private DeliveryUnknownException unknown(
      SourceKind kind, SourceName name, @Nullable Exception cause) {
    return new DeliveryUnknownException(
        "whether TikTok created the %s %s of advertiser %s is unknown: it isn't listed; look for it again before creating it"
                .formatted(kind.noun(), ForeignText.quoted(name.text()), advertiserId)
            + (cause instanceof EventsException ? " (" + cause.getMessage() + ')' : ""),
        cause);
  }

  private EventSourceException exists(SourceKind kind, SourceName name, List<SourceRow> rows) {
    List<ListedSource> existing = EventSourceResolver.usable(kind.type(), rows);
    String hint =
        existing.isEmpty()
            ? ", but " + rows.get(0).flaw() + "; choose another name"
            : ' '
                + existing.stream().map(source -> source.source().id()).toList().toString()
                + "; use it by its name (NAME in a connector's settings) or id, or choose another"
                + " name";
    return EventSourceException.of(
        EventSourceException.Reason.EXISTS,
        "advertiser %s already has the %s %s%s"
            .formatted(advertiserId, kind.noun(), ForeignText.quoted(name.text()), hint),
        existing);
  }

  private static boolean isDuplicate(EventsException failure) {
    return failure instanceof ApiException refusal && refusal.code() == DUPLICATED_REQUEST;
  }

  /**
   * Returns what to tell the caller.
   *
   * @param isInDoubt whether an earlier request got no answer
   */
  private EventsException failure(
      SourceKind kind,
      Creation creation,
      SourceName name,
      EventsException last,
      boolean isInDoubt) {
    if (last instanceof ApiException refusal) {
      return EventSourceException.ofRefusal(
              refusal,
              "create " + kind.noun() + "s of advertiser " + advertiserId,
              creation.permission(),
              creation.correction())
          .<EventsException>map(refused -> refused)
          .orElse(refusal);
    }
    return isInDoubt ? unknown(kind, name, last) : last;
  }
}
