package com.treasuredata.tiktok.events.connector;

import com.treasuredata.tiktok.events.EventsClient;
import com.treasuredata.tiktok.events.http.AccessToken;
import com.treasuredata.tiktok.events.http.AccessTokenProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The client of all connectors in this JVM that share a plan; it is closed with the last of them.
 * Safe for use by several threads.
 */
final class SharedClient {
  /** Those in use; guards itself and what is in it. */
  private static final Map<ExportPlan, SharedClient> ALL = new HashMap<>();

  private final ExportPlan plan;
  private final List<AccessTokenProvider> providers = new ArrayList<>();
  private @Nullable EventsClient client;

  private SharedClient(ExportPlan plan) {
    this.plan = plan;
  }

  /** One connector's share; to be closed once. */
  static final class Share {
    private final SharedClient shared;
    private final AccessTokenProvider provider;

    private Share(SharedClient shared, AccessTokenProvider provider) {
      this.shared = shared;
      this.provider = provider;
    }

    EventsClient client(Function<AccessTokenProvider, EventsClient> factory) {
      synchronized (ALL) {
        if (shared.client == null) {
          shared.client = factory.apply(shared.new Tokens());
        }
        return shared.client;
      }
    }

    void close() {
      EventsClient last;
      synchronized (ALL) {
        if (shared.providers.size() > 1) {
          shared.removeProvider(provider);
          return;
        }
        ALL.remove(shared.plan); // Its token stays, for requests that are in flight.
        last = shared.client;
      }
      if (last != null) {
        last.close(); // Not under the lock, which senders take for a token.
      }
    }
  }

  static Share open(ExportPlan plan, AccessTokenProvider provider) {
    synchronized (ALL) {
      SharedClient shared = ALL.computeIfAbsent(plan, SharedClient::new);
      shared.providers.add(provider);
      return new Share(shared, provider);
    }
  }

  private void removeProvider(AccessTokenProvider provider) {
    for (int i = 0; i < providers.size(); i++) {
      if (providers.get(i) == provider) {
        providers.remove(i);
        return;
      }
    }
  }

  /** The tokens of the connector that was made last, which are the newest. */
  private final class Tokens implements AccessTokenProvider {
    @Override
    public AccessToken token() {
      AccessTokenProvider last;
      synchronized (ALL) {
        last = providers.get(providers.size() - 1);
      }
      return last.token();
    }

    @Override
    public void invalidate(AccessToken rejected) {
      List<AccessTokenProvider> all;
      synchronized (ALL) {
        all = List.copyOf(providers);
      }
      all.forEach(provider -> provider.invalidate(rejected));
    }
  }
}
