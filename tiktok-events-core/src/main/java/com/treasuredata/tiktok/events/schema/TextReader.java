package com.treasuredata.tiktok.events.schema;

import com.treasuredata.tiktok.events.event.EventSourceType;
import com.treasuredata.tiktok.events.internal.schema.EventField;
import com.treasuredata.tiktok.events.internal.schema.Hashing;
import com.treasuredata.tiktok.events.internal.schema.Placeholders;
import com.treasuredata.tiktok.events.internal.schema.Presence;
import com.treasuredata.tiktok.events.internal.text.NationalPhones;
import com.treasuredata.tiktok.events.internal.text.Normalized;
import com.treasuredata.tiktok.events.internal.text.PersonalData;
import com.treasuredata.tiktok.events.internal.text.Sha256;
import com.treasuredata.tiktok.events.internal.text.TextForm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of an event closely, in the form of their field or hashed. Not safe for use by
 * several threads.
 */
final class TextReader {
  /** TikTok has wanted numbers of this country with and without it (events-api.md §2.2, D). */
  private static final String CHINA = "+86";

  private final EventSourceType source;
  private final Findings findings;
  private final Unreadable unreadable;
  private final @Nullable NationalPhones phones;
  private String rowsCountry = "";

  /** The second digest of a Chinese number. */
  private @Nullable String nationalDigest;

  TextReader(
      EventSourceType source,
      Findings findings,
      Unreadable unreadable,
      @Nullable NationalPhones phones) {
    this.source = source;
    this.findings = findings;
    this.unreadable = unreadable;
    this.phones = phones;
  }

  /** Sets the country that the row gives, also where it isn't sent. */
  void setRowsCountry(String country) {
    rowsCountry = country;
  }

  /** §2.4: TikTok can pick the click id out of the URL. */
  static boolean hasClickId(String url) {
    return url.contains("ttclid=") && TextForm.CLICK_ID.normalize(url, "").problem() == null;
  }

  /** Adds an identifier as it is to be sent; a Chinese number has two digests. */
  void readInto(Set<String> items, EventField field, Object raw) {
    String digest = read(field, raw, "");
    if (digest != null) {
      items.add(digest);
    }
    if (nationalDigest != null) {
      items.add(nationalDigest);
      nationalDigest = null;
    }
  }

  /** Returns a text as it is to be sent; null if it isn't, which is then reported. */
  @Nullable String read(EventField field, Object raw, String country) {
    if (field.isId() ? IdText.hasLostDigits(raw) : ValueReader.hasLostDigits(raw)) {
      boolean isNeeded = raw instanceof Number || field.presence(source) == Presence.REQUIRED;
      findings.leaveOut(
          Rule.UNREADABLE,
          isNeeded && field.isEssential(source),
          "expected text: this number has lost digits on its way, so export it as text");
      return null;
    }
    String given = ValueReader.text(raw);
    if (given == null) {
      unreadable.report(field, raw);
      return null;
    }
    String text = field.isId() ? id(field, given) : given;
    if (field.hashing() != Hashing.ALWAYS && field.form() != TextForm.URL) {
      PersonalData.Kind personal = PersonalData.in(text);
      if (personal != null) {
        findings.leaveOutPersonalData(personal, field.isEssential(source));
        return null;
      }
    }
    Normalized normalized =
        field.hashing() == Hashing.NONE
            ? field.form().normalize(text, country)
            : normalizedOrDigest(field, text, country);
    if (normalized.problem() != null) {
      leaveOut(field, Rule.MALFORMED, "expected " + normalized.problem());
      return null;
    }
    return normalized.text().isEmpty()
        ? null // Nothing is left of it, and nothing is never hashed.
        : sent(field, normalized.text());
  }

  private @Nullable String sent(EventField field, String text) {
    if (field.hashing() == Hashing.ALWAYS) {
      return digest(field, text);
    }
    if (field.form() == TextForm.URL) {
      return findings.redacted(text);
    }
    if (field.isProductId() && text.indexOf(':') >= 0 && text.contains("://")) {
      findings.report(
          Rule.ODD_ID,
          "an address, such as a shop has for its own use, is not the id in TikTok's catalog");
    }
    return field.allowed().isEmpty() ? text : oneOf(field, text);
  }

  private @Nullable String digest(EventField field, String text) {
    if (Placeholders.isDigestOfOne(text)) {
      leaveOut(
          field, Rule.MALFORMED, "expected the SHA-256 of a value, not of a word such as null");
      return null;
    }
    if (Sha256.isDigest(text)) {
      return text;
    }
    if (field.form() == TextForm.PHONE && text.startsWith(CHINA)) {
      nationalDigest = Sha256.hex(text.substring(CHINA.length()));
    }
    return Sha256.hex(text);
  }

  private Normalized normalizedOrDigest(EventField field, String text, String country) {
    boolean isNational =
        phones != null
            && field.form() == TextForm.PHONE
            && !NationalPhones.isInternational(text)
            && !Sha256.isDigest(text.strip());
    return isNational && phones != null
        ? phones.read(text, rowsCountry)
        : field.form().normalizeOrDigest(text, country);
  }

  private String id(EventField field, String given) {
    String id = IdText.repaired(given);
    if (field.mayHaveGroups()) {
      id = IdText.withoutGroups(id);
    }
    if (IdText.endsInZeros(id)) {
      findings.report(
          Rule.DIGITS_LOST,
          "it ends in zeros from the 16th digit on, as a spreadsheet leaves it: export it as text");
    }
    return id;
  }

  private @Nullable String oneOf(EventField field, String text) {
    String word = text.replace(' ', '_').replace('-', '_'); // Not determined, in-store
    for (String allowed : field.allowed()) {
      if (allowed.equalsIgnoreCase(text) || allowed.equalsIgnoreCase(word)) {
        return allowed;
      }
    }
    leaveOut(field, Rule.NOT_ALLOWED, "expected one of " + String.join(", ", field.allowed()));
    return null;
  }

  private void leaveOut(EventField field, Rule rule, String message) {
    findings.leaveOut(rule, field.isEssential(source), message);
  }
}
