package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventName;
import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /** Words of GA4, Meta, Segment, Shopify, Snap, Pinterest, AppsFlyer and shops, folded. */
  private static final class Elsewhere {
    static final Map<String, String> WORDS =
        table(
            """
            Purchase: ordercompleted ordercomplete orderplaced orderpaid ordercreated order placeorder \
              checkoutcompleted checkoutcomplete completepayment completepurchase purchasecompleted \
              purchased afpurchase inapppurchase ecommercepurchase transaction sale buy bought payment \
              paymentcompleted fbmobilepurchase completeorder placeanorder
            InitiateCheckout: begincheckout startcheckout checkoutstarted checkoutstart checkout \
              initiatedcheckout initiatecheckouts afinitiatedcheckout fbmobileinitiatedcheckout
            Checkout: begincheckout startcheckout checkoutstarted initiatecheckout initiatedcheckout \
              afinitiatedcheckout fbmobileinitiatedcheckout
            AddToCart: productadded productaddedtocart addcart addedtocart cartadd additemtocart \
              afaddtocart addtobasket addtobag fbmobileaddtocart
            AddToWishlist: productaddedtowishlist addedtowishlist afaddtowishlist addtowishlists \
              fbmobileaddtowishlist
            AddPaymentInfo: paymentinfoentered paymentinfosubmitted paymentinfoadded addedpaymentinfo \
              afaddpaymentinfo addbilling fbmobileaddpaymentinfo
            ViewContent: viewitem viewproduct productviewed viewitemlist productlistviewed contentview \
              viewedcontent viewedproduct afcontentview detailview productview pagevisit viewcategory \
              fbmobilecontentview viewcontents
            Search: productssearched searchsubmitted viewsearchresults searched afsearch searches \
              fbmobilesearch
            CompleteRegistration: signup signedup signups register registered registration \
              registrationcompleted accountcreated afcompleteregistration usersignup createaccount \
              fbmobilecompleteregistration
            Registration: signup signedup register registered completeregistration accountcreated \
              afcompleteregistration createaccount fbmobilecompleteregistration
            Lead: generatelead leadgenerated leadsubmitted submitform formsubmit formsubmitted \
              leadform submitlead newlead
            GenerateLead: lead leadgenerated leadsubmitted submitform formsubmit
            Subscribe: subscribed subscription subscriptionstarted afsubscribe newsubscription
            StartTrial: trialstarted trialstart afstarttrial starttrials begintrial
            Contact: contacted contactus contactform
            Download: filedownload downloaded downloads
            Schedule: scheduled bookappointment appointmentbooked appointmentscheduled
            SubmitApplication: applicationsubmitted applied
            FindLocation: storelocator findstore locationfound
            CustomizeProduct: customizedproduct productcustomized
            Pageview: pageview pageviewed viewpage pagevisited page
            InstallApp: install firstopen appinstall applicationinstalled installs
            LaunchAPP: appopen applicationopened openapp applaunch sessionstart activateapp
            Login: loggedin signin signedin aflogin
            AchieveLevel: levelup levelachieved aflevelachieved levelcomplete
            CompleteTutorial: tutorialcomplete tutorialcompleted aftutorialcompletion
            SpendCredits: spendvirtualcurrency spentcredits afspentcredits
            UnlockAchievement: achievementunlocked afachievementunlocked
            Rate: rated afrate
            InAppADImpr: adimpression adview
            InAppADClick: adclick
            """);

    private static Map<String, String> table(String lines) {
      Map<String, String> standards = new HashMap<>();
      for (String line : lines.strip().split("\n", -1)) {
        String[] parts = line.split(": ", 2);
        for (String word : parts[1].strip().split(" +", -1)) {
          standards.merge(word, parts[0].strip(), (one, other) -> one + ' ' + other);
        }
      }
      return Map.copyOf(standards);
    }
  }

  private static final class Custom {
    static final Pattern NAME =
        Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0," + (Limits.MAX_CUSTOM_NAME_LENGTH - 1) + "}");
  }

  private final EventSourceType type;
  private final Map<String, String> standardByFolded = new HashMap<>();

  EventNames(EventSourceType type) {
    this.type = type;
    for (EventName name : EventName.standardFor(type)) {
      standardByFolded.put(folded(name.value()), name.value());
    }
  }

  /** Returns the only names that are taken, old ones last; empty if any is. */
  List<String> only() {
    if (type != EventSourceType.OFFLINE) {
      return List.of();
    }
    List<String> names = new ArrayList<>(new TreeSet<>(standardByFolded.values()));
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
    String folded = folded(name);
    String standard = standardByFolded.get(folded);
    String meant = standard == null ? elsewhere(folded) : standard;
    if (type == EventSourceType.OFFLINE) {
      findings.reportAt(
          "event",
          Rule.CUSTOM_NAME_NOT_ALLOWED,
          meant == null
              ? "offline events have standard names only, such as Purchase"
              : "offline events have standard names only; this one is written " + meant);
      return;
    }
    if (standard != null) {
      findings.reportAt(
          "event",
          Rule.NAME_CASE,
          "TikTok's standard event is written "
              + standard
              + "; by another spelling it is a custom event");
    } else if (type == EventSourceType.WEB && RESERVED.containsKey(name)) {
      findings.reportAt(
          "event", Rule.RESERVED_NAME, "TikTok takes this reserved name as " + RESERVED.get(name));
    } else if (meant != null) {
      findings.reportAt(
          "event",
          Rule.NAME_ELSEWHERE,
          "TikTok's standard event is "
              + meant
              + ": a custom event is reported, and not optimised for");
    } else if (!isGoodCustomName(name)) {
      findings.reportAt(
          "event",
          Rule.CUSTOM_NAME_SHAPE,
          type == EventSourceType.CRM
              ? "a custom name has at most " + Limits.MAX_CUSTOM_NAME_LENGTH + " characters"
              : "a custom name has at most "
                  + Limits.MAX_CUSTOM_NAME_LENGTH
                  + " letters, digits, _ and -, and starts with a letter");
    }
  }

  /** CRM takes any letters, and spaces within. */
  private boolean isGoodCustomName(String name) {
    return type == EventSourceType.CRM
        ? name.codePointCount(0, name.length()) <= Limits.MAX_CUSTOM_NAME_LENGTH
        : Custom.NAME.matcher(name).matches();
  }

  /** Returns the standard event of this source that other platforms call so, if there is one. */
  private @Nullable String elsewhere(String folded) {
    String names = Elsewhere.WORDS.get(folded);
    if (names != null) {
      for (String name : names.split(" ", -1)) {
        boolean isPageView = type == EventSourceType.WEB && PAGE_VIEW.contains(name);
        if (isPageView || EventName.of(name).isStandardFor(type)) {
          return name;
        }
      }
    }
    return null;
  }

  /**
   * Returns {@code addtocart} of {@code add_to_cart}, {@code Add To Cart} and {@code addToCart}.
   */
  private static String folded(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length() && letters.length() <= Limits.MAX_CUSTOM_NAME_LENGTH; i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters.append(Character.toLowerCase(c));
      }
    }
    return letters.toString();
  }
}
