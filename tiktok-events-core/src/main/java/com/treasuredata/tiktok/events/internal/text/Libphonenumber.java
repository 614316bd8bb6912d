package com.treasuredata.tiktok.events.internal.text;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import org.jspecify.annotations.Nullable;

/** The one class that needs Google's libphonenumber, and can't be loaded without. */
final class Libphonenumber {
  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

  /** Returns a number of a region in E.164, or null if it can't be one. */
  @Nullable String read(String text, String region) {
    try {
      Phonenumber.PhoneNumber number = numbers.parse(text, region);
      return numbers.isValidNumber(number)
          ? numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
