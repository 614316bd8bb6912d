package com.treasuredata.tiktok.events.source;

import com.treasuredata.tiktok.events.error.DeliveryUnknownException;
import com.treasuredata.tiktok.events.error.EventsException;
import com.treasuredata.tiktok.events.event.EventSource;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import com.treasuredata.tiktok.events.http.RetryOptions;
import com.treasuredata.tiktok.events.http.TransportOptions;
import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import com.treasuredata.tiktok.events.internal.http.ApiTransport;
import com.treasuredata.tiktok.events.internal.text.ForeignText;
import com.treasuredata.tiktok.events.internal.text.Ids;
import com.treasuredata.tiktok.events.internal.text.Nearest;
import com.treasuredata.tiktok.events.source.EventSourceException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds and creates one advertiser's event sources by name (auth-and-sources.md §3).
 *
 * <p>{@code resolve(WEB, "Main store")} gives {@code EventSource.web("C4A1EXAMPLE0PIXEL7QG")}.
 *
 * <p>It needs a token from OAuth whose user approved the permissions that the methods name; a token
 * from Events Manager may do no more than send events to a source whose id is known (§2.7).
 *
 * <p>Immutable and safe for use by several threads. {@link #close} closes idle connections, and no
 * request is sent any more.
 */
public final class EventSourceResolver implements AutoCloseable {
  private static final int MAX_NAMES_SHOWN = 10;

  private final ApiTransport transport;
  private final SourceList sources;
  private final SourceCreation creation;
  private final String advertiserId;

  private EventSourceResolver(Builder builder) {
    if (builder.advertiserId == null) {
      throw new IllegalStateException("a resolver needs an advertiser: call advertiserId(…)");
    }
    if (builder.tokens == null) {
      throw new IllegalStateException("a resolver needs a token provider: call tokenProvider(…)");
    }
    this.advertiserId = builder.advertiserId;
    AccessTokenProvider tokens = builder.tokens;
    this.transport = new ApiTransport(builder.transport, builder.retry, tokens);
    this.sources = new SourceList(transport, advertiserId);
    this.creation =
        new SourceCreation(
            transport, sources, advertiserId, builder.retry.firstDelay(), builder.beforeCreating);
  }

  /**
   * Returns a resolver with the usual transport and retries.
   *
   * @throws IllegalArgumentException as {@link Builder#advertiserId} does
   */
  public static EventSourceResolver of(AccessTokenProvider tokens, String advertiserId) {
    return builder().tokenProvider(tokens).advertiserId(advertiserId).build();
  }

  /** Returns a builder; it needs a token provider and an advertiser id. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns {@code name} without the white space around it, if TikTok can have a source of that
   * name: 1 to 40 characters for WEB and CRM, no emoji for WEB (auth-and-sources.md §3.0). For the
   * others TikTok publishes no rule; names of up to 200 characters are allowed.
   *
   * @throws IllegalArgumentException if it can't; says why
   */
  public static String checkName(EventSourceType type, String name) {
    return SourceName.of(type, name).text();
  }

  /**
   * Returns all sources of a type that events can be sent to, so without pixels that are no longer
   * shared with this account, and without apps that have no TikTok App ID. An app with several App
   * IDs is listed once for each, and a name of more than 200 characters ends in {@code …}.
   *
   * @throws EventSourceException if the token lacks the permission to list them, which the message
   *     names, or there are more than 10,000
   * @throws EventsException if TikTok refuses otherwise, or can't be reached
   */
  public List<ListedSource> list(EventSourceType type) {
    Objects.requireNonNull(type, "type");
    return usable(type, sources.rows(SourceKind.of(type), null));
  }

  /**
   * Returns the one source of this type and name. The name must be the one in Events Manager, in
   * the same case. White space around it, seen or not, and how its accents are encoded matter only
   * between names that would otherwise be the same.
   *
   * @throws IllegalArgumentException if TikTok has no such names, as {@link #checkName} says
   * @throws EventSourceException if no source has this name, or several have, or there are more
   *     than 10,000 to look through, or the token lacks the permission to list them
   * @throws EventsException if TikTok refuses otherwise, or can't be reached
   */
  public EventSource resolve(EventSourceType type, String name) {
    SourceName wanted = SourceName.of(type, name);
    SourceKind kind = SourceKind.of(type);
    List<SourceRow> all = new ArrayList<>();
    List<SourceRow> named = sources.named(kind, wanted, all);
    List<ListedSource> found = usable(type, named);
    if (found.size() == 1) {
      return found.get(0).source();
    }
    if (found.isEmpty()) {
      throw missing(kind, wanted.text(), named, usable(type, all));
    }
    throw EventSourceException.of(
        Reason.AMBIGUOUS,
        found.size()
            + " %ss of advertiser %s are named %s: %s; give the id of the one you mean"
                .formatted(
                    kind.noun(), advertiserId, ForeignText.quoted(wanted.text()), shown(found)),
        found);
  }

  /**
   * Creates a source and returns it. A new offline event set isn't used for tracking campaigns.
   * TikTok may need a moment before it accepts events for a new source.
   *
   * <p>A creation without an answer isn't simply retried: the name is looked for first, and only if
   * it isn't there the request is sent once more (auth-and-sources.md §3.5 step 5). Creations by
   * one resolver run one after the other.
   *
   * @throws IllegalArgumentException if TikTok can have no such name, as {@link #checkName} says,
   *     or {@code type} is APP: an app takes more than a name, so it is created in TikTok Ads
   *     Manager
   * @throws EventSourceException if a source of this type has the name already, or one that looks
   *     the same; if there are more than 10,000, so that the name can't be looked for; if the token
   *     lacks the permission to list or create them; or if TikTok doesn't take the name, or no more
   *     sources
   * @throws DeliveryUnknownException if no answer came, and the source isn't listed (yet)
   * @throws EventsException if TikTok refuses otherwise, or can't be reached
   */
  public EventSource create(EventSourceType type, String name) {
    SourceName checked = SourceName.of(type, name);
    return creation.create(SourceKind.of(type), checked);
  }

  private EventSourceException missing(
      SourceKind kind, String name, List<SourceRow> flawed, List<ListedSource> all) {
    StringBuilder message =
        new StringBuilder(
            "no %s of advertiser %s is named %s"
                .formatted(kind.noun(), advertiserId, ForeignText.quoted(name)));
    if (!flawed.isEmpty()) {
      message.append(" and can be sent to: there is one, but ").append(flawed.get(0).flaw());
    }
    List<ListedSource> nearestFirst = ranked(name, all);
    Optional<String> nearest =
        Nearest.to(name, nearestFirst.stream().limit(1).map(ListedSource::name).toList());
    nearest.ifPresent(
        near -> message.append("; did you mean ").append(ForeignText.quoted(near)).append('?'));
    message
        .append(nearest.isPresent() ? " There " : "; there ")
        .append(nearestFirst.isEmpty() ? "is none" : "are: " + shown(nearestFirst));
    return EventSourceException.of(Reason.NOT_FOUND, message.toString(), nearestFirst);
  }

  private static List<ListedSource> ranked(String name, List<ListedSource> sources) {
    Map<String, Integer> ranks = new HashMap<>();
    for (String near : Nearest.ranked(name, sources.stream().map(ListedSource::name).toList())) {
      ranks.put(near, ranks.size());
    }
    return sources.stream()
        .sorted(Comparator.comparing(source -> ranks.get(source.name())))
        .toList();
  }

  private static String shown(List<ListedSource> sources) {
    String shown =
        sources.stream()
            .limit(MAX_NAMES_SHOWN)
            .map(ListedSource::toString)
            .collect(Collectors.joining(", "));
    int more = sources.size() - MAX_NAMES_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** Returns what events can be sent to, each id once: a shared pixel may be listed twice. */
  static List<ListedSource> usable(EventSourceType type, List<SourceRow> rows) {
    Map<String, ListedSource> byId = new LinkedHashMap<>();
    for (SourceRow row : rows) {
      row.usable(type).ifPresent(source -> byId.putIfAbsent(source.source().id(), source));
    }
    return List.copyOf(byId.values());
  }

  /**
   * Closes idle connections; no request is sent any more. An HTTP client that the caller brought
   * stays open.
   */
  @Override
  public void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return "EventSourceResolver[advertiser " + advertiserId + ']';
  }

  /** Builds an {@link EventSourceResolver}; not safe for use by several threads. */
  public static final class Builder {
    private @Nullable AccessTokenProvider tokens;
    private @Nullable String advertiserId;
    private TransportOptions transport = TransportOptions.DEFAULT;
    private RetryOptions retry = RetryOptions.DEFAULT;
    private Runnable beforeCreating = () -> {};

    private Builder() {}

    /** Sets where access tokens come from. Required. */
    public Builder tokenProvider(AccessTokenProvider tokens) {
      this.tokens = Objects.requireNonNull(tokens, "tokenProvider");
      return this;
    }

    /**
     * Sets the id of the ad account that owns the sources, such as {@code 7000000000000000001}.
     * Required.
     *
     * @throws IllegalArgumentException if it is blank, or has white space or anything in it that
     *     isn't printable ASCII
     */
    public Builder advertiserId(String advertiserId) {
      this.advertiserId =
          Ids.checked(
              "advertiser id", Objects.requireNonNull(advertiserId, "advertiserId").strip());
      return this;
    }

    /**
     * Sets the server's address and the HTTP client. By default {@link TransportOptions#DEFAULT}.
     */
    public Builder transport(TransportOptions transport) {
      this.transport = Objects.requireNonNull(transport, "transport");
      return this;
    }

    /**
     * Sets a callback that runs directly before the request that creates a source, when no source
     * has that name; use it to record that from now on one may be this program's own. By default
     * none.
     */
    public Builder beforeCreating(Runnable action) {
      this.beforeCreating = Objects.requireNonNull(action, "action");
      return this;
    }

    /**
     * Sets when failed requests are retried. By default {@link RetryOptions#DEFAULT}. A creation is
     * repeated only as {@link EventSourceResolver#create} says, after its first delay.
     */
    public Builder retry(RetryOptions retry) {
      this.retry = Objects.requireNonNull(retry, "retry");
      return this;
    }

    /**
     * Returns the resolver; no request is sent yet.
     *
     * @throws IllegalStateException if token provider or advertiser id are missing
     */
    @CheckReturnValue
    public EventSourceResolver build() {
      return new EventSourceResolver(this);
    }
  }
}
