package com.treasuredata.tiktok.events.examples.input;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a database said was wrong, without what may be a value of a row: such texts quote them,
 * as in {@code invalid input syntax for type integer: "ada@example.com"}.
 *
 * <p>Of the text's first line those words are shown that stand in the query, outside of its
 * literals, and those that such texts are made of; all else is cut, as it is for TikTok's texts.
 */
final class SqlFailure {
  private static final String CUT = "[…]";
  private static final int LONGEST = 300;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}_]+");
  private static final Pattern CUTS = Pattern.compile("\\Q%1$s\\E(?: \\Q%1$s\\E)+".formatted(CUT));

  /**
   * Classes of SQL states that pass: no connection, too little of something, an operator's stop.
   */
  private static final Set<String> PASSING = Set.of("08", "53", "57");

  private static final Set<String> WORDS =
      words(
          """
          a about accepting access aggregate all already ambiguous an and any appear argument
          arguments array as at authentication be because been before being binder binding boolean
          by call can cannot canceled cancelled case cast catalog check clause closed column
          columns command connect connection constraint conversion convert converting correct
          could current data database date decimal denied did division does doesn't doubled
          due duplicate each either empty end error exceeded exceeds exist exists expected
          expression failed fatal field file files for format found from function group
          has have host hostname identifier if in incorrect index input integer interval
          invalid io is it join key keyword left length limit line login loss many match
          matches matching max maximum memory missing more must name named near no not null
          number numeric of on only open operand operator or order out outside over overflow
          parameter parse parser password path pattern permission please port postmaster
          precision privilege query range read reading reached referenced refused relation
          request required requires right role row rows running schema select server set
          should size sql start state statement string supported syntax system table tables
          temporary terminated terminating text than that the there this time timed timeout timestamp to
          token too transaction type types unable undefined unexpected unknown unsupported
          unterminated used user using valid value values varchar view violates was when
          where while with within zero zone you your int32 int64 blob double float bigint tcp ip
          """);

  private SqlFailure() {}

  /**
   * Returns the failure as one of an input.
   *
   * @param what could not be done, as in {@code the query failed}
   */
  static InputException of(String what, SQLException e, JdbcQuery query) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String shownState = state.matches("[0-9A-Z]{5}") ? " (SQL state " + state + ")" : "";
    String message = what + shownState + ": " + masked(String.valueOf(e.getMessage()), query.sql());
    boolean passes =
        e instanceof SQLTransientException
            || e instanceof SQLRecoverableException
            || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
    return passes ? InputException.temporary(message, e) : new InputException(message, e);
  }

  private static String masked(String text, String sql) {
    Set<String> asked = words(LITERAL.matcher(sql).replaceAll(" "));
    String line = text.lines().findFirst().orElse("").strip();
    String shown =
        SPACE
            .splitAsStream(line.length() > LONGEST ? line.substring(0, LONGEST) : line)
            .map(
                word ->
                    NOT_WORD
                            .splitAsStream(word.toLowerCase(Locale.ROOT))
                            .allMatch(
                                part ->
                                    part.isEmpty() || WORDS.contains(part) || asked.contains(part))
                        ? word
                        : CUT)
            .collect(Collectors.joining(" "));
    return CUTS.matcher(shown).replaceAll(CUT);
  }

  private static Set<String> words(String text) {
    return Stream.of(text)
        .map(each -> each.toLowerCase(Locale.ROOT))
        .flatMap(NOT_WORD::splitAsStream)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
