package com.treasuredata.tiktok.events.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened: one of TikTok's standard events, or a custom one (events-api.md §4). Case matters.
 *
 * <p>{@code EventName.PURCHASE} is {@code Purchase}; {@code EventName.of("Test_Drive")} is a custom
 * event. The set is open: TikTok adds names, and every name but a blank one can be made.
 */
public final class EventName {
  private static final Map<String, EventName> KNOWN = new LinkedHashMap<>();

  /** {@code AchieveLevel}: app. */
  public static final EventName ACHIEVE_LEVEL = app("AchieveLevel");

  /** {@code AddPaymentInfo}: all sources. */
  public static final EventName ADD_PAYMENT_INFO = everywhere("AddPaymentInfo");

  /** {@code AddToCart}: all sources. */
  public static final EventName ADD_TO_CART = everywhere("AddToCart");

  /** {@code AddToWishlist}: all sources. */
  public static final EventName ADD_TO_WISHLIST = everywhere("AddToWishlist");

  /** {@code ApplicationApproval}: web, offline, CRM. */
  public static final EventName APPLICATION_APPROVAL = website("ApplicationApproval");

  /** {@code Checkout}: app. */
  public static final EventName CHECKOUT = app("Checkout");

  /** {@code CompleteRegistration}: web, offline, CRM. */
  public static final EventName COMPLETE_REGISTRATION = website("CompleteRegistration");

  /** {@code CompleteTutorial}: app. */
  public static final EventName COMPLETE_TUTORIAL = app("CompleteTutorial");

  /** {@code Contact}: web, offline, CRM. */
  public static final EventName CONTACT = website("Contact");

  /** {@code CreateGroup}: app. */
  public static final EventName CREATE_GROUP = app("CreateGroup");

  /** {@code CreateRole}: app. */
  public static final EventName CREATE_ROLE = app("CreateRole");

  /** {@code CustomizeProduct}: web, offline, CRM. */
  public static final EventName CUSTOMIZE_PRODUCT = website("CustomizeProduct");

  /** {@code Download}: web, offline, CRM. */
  public static final EventName DOWNLOAD = website("Download");

  /** {@code FindLocation}: web, offline, CRM. */
  public static final EventName FIND_LOCATION = website("FindLocation");

  /** {@code GenerateLead}: app. */
  public static final EventName GENERATE_LEAD = app("GenerateLead");

  /** {@code InAppADClick}: app. */
  public static final EventName IN_APP_AD_CLICK = app("InAppADClick");

  /** {@code InAppADImpr}: app. */
  public static final EventName IN_APP_AD_IMPR = app("InAppADImpr");

  /** {@code InitiateCheckout}: web, offline, CRM. */
  public static final EventName INITIATE_CHECKOUT = website("InitiateCheckout");

  /** {@code InstallApp}: app. */
  public static final EventName INSTALL_APP = app("InstallApp");

  /** {@code JoinGroup}: app. */
  public static final EventName JOIN_GROUP = app("JoinGroup");

  /** {@code LaunchAPP}: app. */
  public static final EventName LAUNCH_APP = app("LaunchAPP");

  /** {@code Lead}: web, offline, CRM. */
  public static final EventName LEAD = website("Lead");

  /** {@code LoanApplication}: app. */
  public static final EventName LOAN_APPLICATION = app("LoanApplication");

  /** {@code LoanApproval}: app. */
  public static final EventName LOAN_APPROVAL = app("LoanApproval");

  /** {@code LoanDisbursal}: app. */
  public static final EventName LOAN_DISBURSAL = app("LoanDisbursal");

  /** {@code Login}: app. */
  public static final EventName LOGIN = app("Login");

  /** {@code Purchase}: all sources. */
  public static final EventName PURCHASE = everywhere("Purchase");

  /** {@code Rate}: app. */
  public static final EventName RATE = app("Rate");

  /** {@code Registration}: app. */
  public static final EventName REGISTRATION = app("Registration");

  /** {@code Schedule}: web, offline, CRM. */
  public static final EventName SCHEDULE = website("Schedule");

  /** {@code Search}: all sources. */
  public static final EventName SEARCH = everywhere("Search");

  /** {@code SpendCredits}: app. */
  public static final EventName SPEND_CREDITS = app("SpendCredits");

  /** {@code StartTrial}: all sources. */
  public static final EventName START_TRIAL = everywhere("StartTrial");

  /** {@code SubmitApplication}: web, offline, CRM. */
  public static final EventName SUBMIT_APPLICATION = website("SubmitApplication");

  /** {@code Subscribe}: all sources. */
  public static final EventName SUBSCRIBE = everywhere("Subscribe");

  /** {@code UnlockAchievement}: app. */
  public static final EventName UNLOCK_ACHIEVEMENT = app("UnlockAchievement");

  /** {@code ViewContent}: all sources. */
  public static final EventName VIEW_CONTENT = everywhere("ViewContent");

  private final String value;
  private final List<EventSourceType> standardFor;

  private EventName(String value, List<EventSourceType> standardFor) {
    this.value = value;
    this.standardFor = standardFor;
  }

  private static EventName standard(String value, EventSourceType... types) {
    EventName name = new EventName(value, List.of(types));
    KNOWN.put(value, name);
    return name;
  }

  /**
   * {@code web}, {@code offline} and {@code crm} share their standard names (events-api.md §4.1).
   */
  private static EventName website(String value) {
    return standard(value, EventSourceType.WEB, EventSourceType.OFFLINE, EventSourceType.CRM);
  }

  private static EventName app(String value) {
    return standard(value, EventSourceType.APP);
  }

  private static EventName everywhere(String value) {
    return standard(value, EventSourceType.values());
  }

  /**
   * Returns the event with exactly this name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static EventName of(String value) {
    EventName known = KNOWN.get(Objects.requireNonNull(value, "value"));
    if (known != null) {
      return known;
    }
    if (value.isBlank()) {
      throw new IllegalArgumentException("event name is blank");
    }
    return new EventName(value, List.of());
  }

  /**
   * Returns TikTok's standard names for a kind of source, in alphabetical order (events-api.md §4.1
   * and §4.3).
   */
  public static List<EventName> standardFor(EventSourceType type) {
    Objects.requireNonNull(type, "type");
    List<EventName> names = new ArrayList<>();
    for (EventName name : KNOWN.values()) {
      if (name.isStandardFor(type)) {
        names.add(name);
      }
    }
    names.sort((a, b) -> a.value.compareTo(b.value));
    return Collections.unmodifiableList(names);
  }

  /** Returns whether this is one of TikTok's standard names for a kind of source. */
  public boolean isStandardFor(EventSourceType type) {
    return standardFor.contains(Objects.requireNonNull(type, "type"));
  }

  /** Returns the name as TikTok writes it. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventName name && name.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
