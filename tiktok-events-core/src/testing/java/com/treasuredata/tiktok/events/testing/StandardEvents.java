package com.treasuredata.tiktok.events.testing;

import java.util.Set;

/** The event names TikTok knows by itself (§4.1) and the old ones it still converts (§4.2). */
final class StandardEvents {
  static final Set<String> WEB_AND_OFFLINE =
      Set.of(
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "ApplicationApproval",
          "CompleteRegistration",
          "Contact",
          "CustomizeProduct",
          "Download",
          "FindLocation",
          "InitiateCheckout",
          "Lead",
          "Purchase",
          "Schedule",
          "Search",
          "StartTrial",
          "SubmitApplication",
          "Subscribe",
          "ViewContent",
          // §4.2, renamed or deprecated, still taken
          "CompletePayment",
          "SubmitForm",
          "ClickButton",
          "PlaceAnOrder");

  private StandardEvents() {}
}
