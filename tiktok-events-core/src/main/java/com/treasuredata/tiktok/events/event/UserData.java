package com.treasuredata.tiktok.events.event;

import com.treasuredata.tiktok.events.internal.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Who did it: identifiers by which TikTok may recognise a person, given as you have them
 * (events-api.md §2.2).
 *
 * <p>E-mail addresses, phone numbers, external ids, names and postal codes are normalised and
 * hashed before they leave the process: {@code " Ada@Example.com "} is sent as the SHA-256 of
 * {@code ada@example.com}. A value that is already a SHA-256 digest (64 hexadecimal digits) is sent
 * as it is, in lower case. {@link #toString()} never shows a value.
 */
public final class UserData extends FieldMap {
  /** A person's answer to iOS App Tracking Transparency (events-api.md §2.2). */
  public enum AttStatus {
    /** Tracking is allowed. */
    AUTHORIZED,
    /** Tracking is refused. */
    DENIED,
    /** Not asked yet. */
    NOT_DETERMINED,
    /** The device doesn't allow it. */
    RESTRICTED,
    /** iOS before 14, or Android. */
    NOT_APPLICABLE
  }

  private UserData(Builder builder) {
    super(builder);
  }

  /** Returns a builder with no field set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds {@link UserData}; not safe for use by several threads. */
  public static final class Builder extends FieldMap.Builder<Builder> {
    private Builder() {}

    /**
     * Adds an e-mail address, or its SHA-256; may be called several times. Trimmed, lower-cased,
     * hashed.
     */
    public Builder email(@Nullable String email) {
      return append("email", email);
    }

    /**
     * Adds a phone number with its country code, as in {@code +81 90-1234-5678}, or the SHA-256 of
     * its E.164 form; may be called several times. Written as E.164, hashed.
     */
    public Builder phone(@Nullable String phone) {
      return append("phone", phone);
    }

    /**
     * Adds your own id of the person, or its SHA-256; may be called several times. Trimmed, hashed.
     * Web and CRM.
     */
    public Builder externalId(@Nullable String externalId) {
      return append("external_id", externalId);
    }

    /** Sets TikTok's click id, the {@code ttclid} parameter of the landing page's URL. Web. */
    public Builder ttclid(@Nullable String ttclid) {
      return field("ttclid", ttclid);
    }

    /** Sets the value of the {@code _ttp} cookie. Web. */
    public Builder ttp(@Nullable String ttp) {
      return field("ttp", ttp);
    }

    /** Sets the public IPv4 or IPv6 address. Web and app. */
    public Builder ip(@Nullable String ip) {
      return field("ip", ip);
    }

    /** Sets the browser's or app's user agent. Web and app. */
    public Builder userAgent(@Nullable String userAgent) {
      return field("user_agent", userAgent);
    }

    /** Sets the BCP 47 language tag, as in {@code pt-BR}. Web and app. */
    public Builder locale(@Nullable String locale) {
      return field("locale", locale);
    }

    /** Sets the iOS advertising id, or its SHA-256. App. */
    public Builder idfa(@Nullable String idfa) {
      return field("idfa", idfa);
    }

    /** Sets the iOS vendor id. App. */
    public Builder idfv(@Nullable String idfv) {
      return field("idfv", idfv);
    }

    /** Sets the Google advertising id, or its SHA-256. App. */
    public Builder gaid(@Nullable String gaid) {
      return field("gaid", gaid);
    }

    /** Sets what the person answered to App Tracking Transparency. App. */
    public Builder attStatus(@Nullable AttStatus attStatus) {
      return field("att_status", attStatus == null ? null : attStatus.name());
    }

    /**
     * Sets the first name, or its SHA-256. Trimmed, lower-cased, without punctuation, hashed. Web.
     */
    public Builder firstName(@Nullable String firstName) {
      return field("first_name", firstName);
    }

    /**
     * Sets the last name, or its SHA-256. Trimmed, lower-cased, without punctuation, hashed. Web.
     */
    public Builder lastName(@Nullable String lastName) {
      return field("last_name", lastName);
    }

    /**
     * Sets the postal code, or its SHA-256. Lower-cased, without spaces and dashes, in the US its
     * first five digits, hashed. Web.
     */
    public Builder zipCode(@Nullable String zipCode) {
      return field("zip_code", zipCode);
    }

    /** Sets the city, sent as plain text in lower case without spaces and punctuation. Web. */
    public Builder city(@Nullable String city) {
      return field("city", city);
    }

    /**
     * Sets the state or region, sent as plain text in lower case; in the US its two letters. Web.
     */
    public Builder state(@Nullable String state) {
      return field("state", state);
    }

    /** Sets the ISO 3166-1 alpha-2 country code, sent as plain text in lower case. Web. */
    public Builder country(@Nullable String country) {
      return field("country", country);
    }

    /** Returns the UserData with the fields set so far. */
    @CheckReturnValue
    public UserData build() {
      return new UserData(this);
    }
  }
}
