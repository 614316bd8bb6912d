package com.treasuredata.tiktok.events.testing;

import com.treasuredata.tiktok.events.testing.FrontDoor.Route;
import java.util.HashMap;
import java.util.Map;

/** Which address leads where. */
final class Routes {
  private final Map<String, Route> routes = new HashMap<>();
  private final Tokens tokens;
  private final Script script;

  Routes(Tokens tokens, Script script) {
    this.tokens = tokens;
    this.script = script;
  }

  void add(Operation operation, Endpoint endpoint) {
    routes.put(operation.path(), new Route(operation.method(), endpoint));
  }

  /** Adds all that is not event/track. */
  void addLookups(World world, AuthCodes codes, EventCounts counts) {
    PixelHandlers pixels = new PixelHandlers(world, counts);
    OfflineHandlers offline = new OfflineHandlers(world);
    CrmHandlers crm = new CrmHandlers(world);
    OAuthHandlers oauth = new OAuthHandlers(world, tokens, codes);
    handle(Operation.PIXEL_LIST, pixels::list);
    handle(Operation.PIXEL_STATS, pixels::stats);
    handle(Operation.PIXEL_CREATE, pixels::create);
    handle(Operation.APP_LIST, new AppHandlers(world)::list);
    handle(Operation.OFFLINE_GET, offline::get);
    handle(Operation.OFFLINE_CREATE, offline::create);
    handle(Operation.CRM_LIST, crm::list);
    handle(Operation.CRM_CREATE, crm::create);
    handle(Operation.ACCESS_TOKEN, oauth::accessToken);
    handle(Operation.REVOKE_TOKEN, oauth::revokeToken);
    handle(Operation.ADVERTISER_GET, oauth::advertisers);
    routes.put(PortalPage.PATH, new Route("GET", new PortalPage(world, codes)));
  }

  Map<String, Route> map() {
    return routes;
  }

  private void handle(Operation operation, Handler handler) {
    add(operation, new ApiEndpoint(operation, tokens, script, handler));
  }
}
