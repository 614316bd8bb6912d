package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What TikTok says of event names beyond the standard ones (events-api.md §4). */
final class EventNames {
  /**
   * §4.2: what an old name is called now; empty if it has no successor. TikTok still takes all of
   * them.
   */
  private static final Map<String, String> LEGACY =
      Map.of(
          "CompletePayment",
          "Purchase",
          "SubmitForm",
          "Lead",
          "ClickButton",
          "",
          "PlaceAnOrder",
          "");

  /** §4.1: TikTok's own template sends it, though it is in no list. */
  private static final Set<String> PAGE_VIEW = Set.of("Pageview", "PageView");

  /** §4.4: what TikTok makes of reserved names on web sites. */
  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          Map.entry("AddBilling", "AddPaymentInfo"),
          Map.entry("Browse", "PageView"),
          Map.entry("Checkout", "PlaceAnOrder"),
          Map.entry("ClickForm", "Lead"),
          Map.entry("ClickInDownloadPage", "ClickButton"),
          Map.entry("ClickToDownload", "Download"),
          Map.entry("Consult", "Contact"),
          Map.entry("ConsultByPhone", "Contact"),
          Map.entry("Registration", "CompleteRegistration"),
          Map.entry("StartCheckout", "InitiateCheckout"),
          Map.entry("ViewConsultationPage", "ViewContent"),
          Map.entry("ViewDownloadPage", "ViewContent"),
          Map.entry("ViewForm", "ViewContent"));

  private static final Pattern CUSTOM =
      Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0," + (Limits.MAX_CUSTOM_NAME_LENGTH - 1) + "}");

  private final EventSourceType type;
  private final Map<String, String> standardByLowerCase = new HashMap<>();

  EventNames(EventSourceType type) {
    this.type = type;
    for (EventName name : EventName.standardFor(type)) {
      standardByLowerCase.put(name.value().toLowerCase(Locale.ROOT), name.value());
    }
  }

  /** Returns the only names that are taken, old ones last; empty if any is. */
  List<String> only() {
    if (type != EventSourceType.OFFLINE) {
      return List.of();
    }
    List<String> names = new ArrayList<>(new TreeSet<>(standardByLowerCase.values()));
    names.addAll(new TreeSet<>(LEGACY.keySet()));
    return names;
  }

  /** Reports each rule that {@code name} breaks. */
  void check(String name, Findings findings) {
    if (EventName.of(name).isStandardFor(type)
        || (type == EventSourceType.WEB && PAGE_VIEW.contains(name))) {
      return;
    }
    String successor = LEGACY.get(name);
    if (successor != null && type != EventSourceType.APP) {
      findings.reportAt(
          "event",
          Rule.LEGACY_NAME,
          successor.isEmpty()
              ? "TikTok is giving up this name"
              : "TikTok now calls this event " + successor);
      return;
    }
    String standard = standardByLowerCase.get(name.toLowerCase(Locale.ROOT));
    if (type == EventSourceType.OFFLINE) {
      findings.reportAt(
          "event",
          Rule.CUSTOM_NAME_NOT_ALLOWED,
          standard == null
              ? "offline events have standard names only, such as Purchase"
              : "offline events have standard names only; this one is written " + standard);
      return;
    }
    if (standard != null) {
      findings.reportAt("event", Rule.NAME_CASE, "TikTok's standard event is written " + standard);
    } else if (type == EventSourceType.WEB && RESERVED.containsKey(name)) {
      findings.reportAt(
          "event", Rule.RESERVED_NAME, "TikTok takes this reserved name as " + RESERVED.get(name));
    } else if (!CUSTOM.matcher(name).matches()) {
      findings.reportAt(
          "event",
          Rule.CUSTOM_NAME_SHAPE,
          "a custom name has at most "
              + Limits.MAX_CUSTOM_NAME_LENGTH
              + " letters, digits, _ and -, and starts with a letter");
    }
  }
}
