package com.treasuredata.tiktok.events.internal.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts out of TikTok's error texts whatever may be a value: they can quote what was sent
 * (events-api.md §5.1).
 *
 * <p>What is in quotation marks goes, and every word that isn't made as field paths, codes and
 * ordinary words are: with a letter outside ASCII, an {@code @}, three or more digits in a row, or
 * more than 40 characters. {@code Invalid value for data.3.user.email: 'ada@example.com'} becomes
 * {@code Invalid value for data.3.user.email: […]}.
 */
public final class ErrorText {
  private static final String CUT = "[…]";
  private static final int LONGEST = 300;
  private static final int LONGEST_WORD = 40;
  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"?|(?<![A-Za-z])'[^']*'?|`[^`]*`?|[“”„«][^“”»]*[“”»]?");
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern ORDINARY = Pattern.compile("[A-Za-z0-9_.,:;!?()/>\\[\\]'-]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{3}");

  private ErrorText() {}

  /** Returns {@code text} without anything that may be a value, at most 300 characters long. */
  public static String masked(String text) {
    String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String unquoted = QUOTED.matcher(shortened).replaceAll(Matcher.quoteReplacement(CUT));
    return WORD.matcher(unquoted)
        .replaceAll(
            match -> Matcher.quoteReplacement(isOrdinary(match.group()) ? match.group() : CUT));
  }

  private static boolean isOrdinary(String word) {
    if (word.contains(CUT)) {
      return true;
    }
    return word.length() <= LONGEST_WORD
        && ORDINARY.matcher(word).matches()
        && !NUMBER.matcher(word).find();
  }
}
