package com.treasuredata.tiktok.events.testing;

import java.time.Instant;
import java.util.List;

/** A web source (§3.1); events name its code, advertisements its numeric id. */
record Pixel(
    String advertiserId,
    String id,
    String code,
    String name,
    String category,
    Instant created,
    boolean unbound)
    implements OwnedSource {
  private static final String SCRIPT =
      """
      <script>
      !function (w, d, t) {
        w.TiktokAnalyticsObject=t;var ttq=w[t]=w[t]||[];ttq.methods=["page","track","identify"],\
      ttq.setAndDefer=function(t,e){t[e]=function(){t.push([e].concat(\
      Array.prototype.slice.call(arguments,0)))}};for(var i=0;i<ttq.methods.length;i++)\
      ttq.setAndDefer(ttq,ttq.methods[i]);ttq.load=function(e){var s=d.createElement("script");\
      s.async=!0;s.src="https://analytics.tiktok.com/i18n/pixel/events.js?sdkid="+e+"&lib="+t;\
      var f=d.getElementsByTagName("script")[0];f.parentNode.insertBefore(s,f)};
        ttq.load('%s');
        ttq.page();
      }(window, document, 'ttq');
      </script>
      """;

  @Override
  public String eventSource() {
    return "web";
  }

  @Override
  public String eventSourceId() {
    return code;
  }

  @Override
  public boolean isUsable() {
    return !unbound;
  }

  /** As it was recorded from {@code /pixel/list/}, nulls and undocumented fields included. */
  JsonObject listed() {
    return new JsonObject()
        .put("pixel_id", id)
        .put("pixel_code", code)
        .put("pixel_name", name)
        .put("pixel_category", category)
        .put("pixel_setup_mode", "DEVELOPER")
        .put("activity_status", "NO_RECENT_ACTIVITY")
        .put("create_time", created.toString())
        .put("partner_name", null)
        .put("has_pcm_config", null)
        .object("advanced_matching_fields", matching())
        .object(
            "asset_ownership",
            new JsonObject()
                .put("asset_relation_status", unbound ? "UNBOUND" : null)
                .put("ownership_status", !unbound)
                .put("owner_bc_id", null)
                .put("updated_at", 0))
        .put("events", List.of())
        .put("pixel_script", SCRIPT.formatted(code));
  }

  /** As it was recorded from {@code /pixel/create/}. */
  JsonObject answered() {
    return new JsonObject()
        .put("pixel_id", id)
        .put("pixel_code", code)
        .put("pixel_name", name)
        .put("pixel_category", category)
        .put("partner_name", null)
        .object("advanced_matching_fields", matching());
  }

  private static JsonObject matching() {
    return new JsonObject().put("email", true).put("phone_number", true);
  }
}
