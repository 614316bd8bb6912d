package com.treasuredata.tiktok.events.internal.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cuts out of TikTok's error texts whatever may be a value: they can quote what was sent
 * (events-api.md §5.1).
 *
 * <p>A name, a city or an id has no form by which it could be told from an ordinary word, so it is
 * the ordinary words that are known: those that TikTok's texts are made of, TikTok's field names,
 * and paths of such as in {@code data.3.user.email}. All else is cut, and so is what stands in
 * quotation marks unless it is a field: {@code Invalid value for data.3.user.email: "ada@x.org" is
 * not hashed.} becomes {@code Invalid value for data.3.user.email: […] is not hashed.}
 */
public final class ErrorText {
  private static final String CUT = "[…]";
  private static final int MAX_LENGTH = 300;
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private static final Set<String> WORDS =
      words(
          """
          a about above accept accepted access account action ad ads admin advertiser after again
          all allowed allowlist already also an and any api app application are array as ask at
          auth authorization authorize authorized authorizing banned base64 batch be because been
          before belong belongs below beside between blank blocked body boolean but by bytes call
          callback can cancelled cannot catalog change character characters check client code
          codes conflict contact contain contains content could country create created
          credentials crm currency currently data database date day days debug deleted denied
          deprecated developer did digest digits disabled do document does domain double due duplicate
          duplicated during e-mail each either email emails emoji empty enabled endpoint ends enough
          entity enum error errors event events exceed exceeded exceeds exist exists expected
          expire expired fail failed failure fatal field fields first float for forbidden form
          format found frequent frequently from further future gateway get give given go grant
          granted greater has hash hashed have header hex higher hour hours http https id ids if in
          incorrect index int integer interface internal into invalid ip is iso it item items its
          json key last later latest lead least leave length less level limit limited list long
          longer lower lower-case lowercase maintenance many match matches max maximum may message
          method milliseconds min minimum minute minutes missing more most must name names negative
          network no non none normal not null number numbers object objects occurred of ok offline
          on once one only open operate operation operator option or order other out over own page
          param parameter parameters params parse parsed partner past path pattern pending
          permission permissions phone pixel please positive post present prior privilege process
          processed processing property protocol provide provided public qps query range rate
          reach reached reaches read reason received record refresh region rejected remove
          repeated request requests require required requires resource resources response restricted
          retry return review revoked role route s sandbox schema scope second seconds secret see
          send sent server service session set sha-256 sha256 short should sign signature
          single size slow some source sources special specified standard start status still
          string strings successful such suffix support supported suspended system task
          temporarily terms test text than that the their them there these this throttled
          tiktok time timeout times timestamp to token too top track traffic try twice
          type types unable unauthorized unavailable unexpected unhashed unique unix unknown
          unsupported until upper upper-case uppercase url use used user uses utf-8 valid validate
          validation value values version was we web were when where which while white
          whitelist will with within without would wrong xml yet you your 1000
          access-token application/json content-type event/track
          advertiser_id advertiser_ids app_id app_name app_version att_status attributed
          attribution_provider attribution_share attribution_type auth_code brand campaign_id ad_id
          city content_category content_id content_ids content_name content_type contents context
          creative_id customer_type delivery_category description event_id event_set_id
          event_set_ids event_source event_source_id event_time external_id first_name gaid idfa
          idfv is_retargeting last_name lead_event_source lead_id limited_data_use locale num_items
          order_id partner_name pixel_code pixel_id pixel_name predicted_ltv price properties
          quantity referrer search_string shop_id state test_event_code ttclid ttp user_agent
          zip_code
          """);

  /** The fields of an event, whose values may be personal. */
  private static final Set<String> FIELDS =
      words(
          """
          ad_id app_id app_name app_version att_status attribution_provider brand callback
          campaign_id city content_category content_id content_ids content_name content_type country
          creative_id currency description email event event_id event_time external_id
          first_name gaid idfa idfv ip last_name lead_event_source lead_id locale num_items order_id
          phone price quantity query referrer search_string shop_id state ttclid ttp url user
          user_agent value zip_code
          """);

  /** What stands in quotation marks, up to the end of the text if they are never closed. */
  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"?|(?<!\\p{L})'[^']*'?|`[^`]*`?|[“„«‘][^“”»’]*[“”»’]?");

  /** A word, between the punctuation that sentences are made with. */
  private static final Pattern WORD =
      Pattern.compile("([(\\['\"`]*)(\\S*?)((?:n't|'s)?[.,:;!?)\\]'\"`]*)( |$)");

  /** Indexes and names of fields below one of TikTok's objects. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?:data|batch|user|properties|page|app|ad|lead|context)"
              + "(?:\\.[a-z_]{1,40}|\\.[0-9]{1,3}|\\[[0-9]{1,3}])+");

  /** Where a path ends, or a field's name and a colon, and a value may follow. */
  private static final Pattern FIELD_BEFORE_VALUE =
      Pattern.compile(
          "(?<![\\p{L}\\d_.@-])([A-Za-z][\\w.\\[\\]]*?)(['\"`]?\\s*[:=]\\s*|['\"`]?\\s+)(?=\\S)");

  /** What a text says of a value: {@code is not hashed}, {@code must be a string}. */
  private static final Pattern JUDGEMENT =
      Pattern.compile(
          "(?i)(?:is|isn't|are|aren't|was|were|must|should|can't|cannot|has|does|doesn't|exceeds|not"
              + "|invalid|missing|required|wrong|expected|too)\\b.*");

  private static final Pattern VERB =
      Pattern.compile(
          "(?i)(?<=[ ,;:])(?:is|isn't|are|aren't|was|were|must|should|can't|cannot|has|does|doesn't"
              + "|exceeds|(?<!(?:is|are|was|be|must|should) )not (?=hashed|valid|allowed|supported|found|set|known))\\b");

  private static final Pattern PATH_JOINT = Pattern.compile("[.\\[\\]]");

  /** What goes with a word that is cut. */
  private static final Pattern BRACKET = Pattern.compile("[^.,:;!?]");

  /** What words are joined by, as in {@code event/track} and {@code upper-case}. */
  private static final Pattern JOINT = Pattern.compile("[/=:,;()-]");

  private static final Pattern CUTS = Pattern.compile("\\Q%1$s\\E(?: \\Q%1$s\\E)+".formatted(CUT));

  private ErrorText() {}

  /** Returns {@code text} without anything that may be a value, on one line. */
  public static String masked(String text) {
    String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    String line = SPACE.matcher(start).replaceAll(" ").strip();
    String unquoted = QUOTED.matcher(line).replaceAll(ErrorText::maskedQuotation);
    String withoutValue = withoutValueOfField(unquoted);
    String masked = WORD.matcher(withoutValue).replaceAll(ErrorText::maskedWord);
    return CUTS.matcher(masked).replaceAll(Matcher.quoteReplacement(CUT));
  }

  /**
   * Cuts what stands behind the first field that an event may have, up to what is said of it: a
   * value may be made of ordinary words, as the city of Most.
   */
  private static String withoutValueOfField(String line) {
    Matcher field = FIELD_BEFORE_VALUE.matcher(line);
    while (field.find()) {
      boolean isFollowedByValue = field.group(2).contains(":") || field.group(2).contains("=");
      String lower = field.group(1).toLowerCase(Locale.ROOT);
      if (isPath(lower) || (isFollowedByValue && FIELDS.contains(lower))) {
        return line.substring(0, field.end()) + judgementOf(line.substring(field.end()));
      }
    }
    return line;
  }

  private static String judgementOf(String rest) {
    if (JUDGEMENT.matcher(rest).matches()) {
      return rest;
    }
    int start = -1;
    Matcher verb = VERB.matcher(rest);
    while (verb.find()) {
      start = verb.start();
    }
    return start < 0 ? CUT : CUT + ' ' + rest.substring(start);
  }

  private static String maskedQuotation(MatchResult match) {
    String quotation = match.group();
    boolean namesField = isField(quotation.substring(1, Math.max(1, quotation.length() - 1)));
    return Matcher.quoteReplacement(namesField ? quotation : CUT);
  }

  private static String maskedWord(MatchResult match) {
    String word = match.group(2);
    boolean kept = word.isEmpty() || word.equals("…") || isOrdinary(word);
    return Matcher.quoteReplacement(
        kept
            ? match.group()
            : CUT + BRACKET.matcher(match.group(3)).replaceAll("") + match.group(4));
  }

  private static boolean isField(String word) {
    return (word.contains("_") && isOrdinary(word)) || isPath(word);
  }

  private static boolean isOrdinary(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return WORDS.contains(lower)
        || isPath(lower)
        || JOINT.splitAsStream(lower).allMatch(WORDS::contains);
  }

  /** A path may only have known names in it: a value can have dots too. */
  private static boolean isPath(String lower) {
    return PATH.matcher(lower).matches()
        && PATH_JOINT
            .splitAsStream(lower)
            .allMatch(part -> part.isEmpty() || isIndex(part) || WORDS.contains(part));
  }

  private static boolean isIndex(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Set<String> words(String text) {
    return SPACE.splitAsStream(text.strip()).collect(Collectors.toUnmodifiableSet());
  }
}
