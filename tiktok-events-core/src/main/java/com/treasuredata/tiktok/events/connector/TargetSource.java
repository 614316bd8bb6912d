package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.ExportJournal;
import com.treasuredata.tiktok.events.JournalException;
import com.treasuredata.tiktok.events.connector.ConnectorConfig.TargetMethod;
import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.source.EventSourceException;
import com.treasuredata.tiktok.events.source.EventSourceResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds or creates the event source that settings name, once. The connector guards it. */
final class TargetSource {
  /** What a dry run shows in place of the id of a source that it doesn't look up. */
  static final String UNRESOLVED_ID = "UNRESOLVED_EVENT_SOURCE";

  private static final Logger LOG = LoggerFactory.getLogger(TargetSource.class);

  private final ConnectorConfig config;
  private final EventSourceResolver.Builder sources;
  private final @Nullable ExportJournal journal;
  private @Nullable EventSource found;
  private boolean isCreated;

  /**
   * Goes by {@code config}, and asks TikTok through {@code sources}, which need an ad account.
   *
   * @param known the source, if nothing is to be looked up
   * @param journal knows what an earlier run has created
   */
  TargetSource(
      ConnectorConfig config,
      EventSourceResolver.Builder sources,
      @Nullable EventSource known,
      @Nullable ExportJournal journal) {
    this.config = config;
    this.sources = sources;
    this.found = known == null ? config.source().orElse(null) : known;
    this.journal = journal;
  }

  /** Returns the source for a dry run, which asks TikTok for nothing. */
  static EventSource unresolved(ConnectorConfig config) {
    return config.source().orElseGet(() -> new EventSource(config.sourceType(), UNRESOLVED_ID));
  }

  /** Returns the source; after a failure, the next call tries again. */
  EventSource get() {
    EventSource source = found;
    if (source == null) {
      source =
          isNew() && journal != null ? ofJob(journal) : find(() -> {}, config.acceptExisting());
      found = source;
    }
    return source;
  }

  /** Returns whether this one created the source. */
  boolean isCreated() {
    return isCreated;
  }

  private boolean isNew() {
    return config.targetMethod() == TargetMethod.NEW;
  }

  private EventSource ofJob(ExportJournal journal) {
    return journal.source().orElseGet(() -> findAndNote(journal));
  }

  /** The journal says at any time whether the source may have been created. */
  private EventSource findAndNote(ExportJournal journal) {
    String name = config.sourceName().orElseThrow();
    try {
      return find(
          () -> journal.creatingSource(name),
          config.acceptExisting() || journal.mayHaveCreatedSource());
    } catch (DeliveryUnknownException | JournalException e) {
      throw e; // It may have been created.
    } catch (EventsException e) {
      journal.createdNoSource();
      throw e;
    }
  }

  private EventSource find(Runnable beforeCreating, boolean acceptExisting) {
    String name = config.sourceName().orElseThrow();
    try (EventSourceResolver resolver =
        sources
            .advertiserId(config.advertiserId().orElseThrow())
            .beforeCreating(beforeCreating)
            .build()) {
      EventSource source =
          isNew()
              ? create(resolver, name, acceptExisting)
              : resolver.resolve(config.sourceType(), name);
      LOG.info("{} event source \"{}\": {}", isCreated ? "created" : "found", name, source);
      return source;
    }
  }

  private EventSource create(EventSourceResolver resolver, String name, boolean acceptExisting) {
    try {
      EventSource created = resolver.create(config.sourceType(), name);
      isCreated = true;
      return created;
    } catch (EventSourceException e) {
      if (e.reason() == EventSourceException.Reason.EXISTS && acceptExisting) {
        return resolver.resolve(config.sourceType(), name);
      }
      throw e;
    }
  }
}
