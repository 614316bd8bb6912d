package com.treasuredata.tiktok.events.internal.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of countries, codes of three letters, and the states of the US by name. English names and
 * codes are the JDK's; other names are those that the countries have for themselves.
 */
final class Countries {
  private static final Map<String, String> CODES = new HashMap<>();
  private static final Map<String, String> STATES = new HashMap<>();

  /** The codes of two letters in lower case, each at the place of its letters. */
  private static final @Nullable String[] PLAIN = new String[26 * 26];

  static {
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale("", code);
      String lower = Text.lower(code);
      PLAIN[26 * (code.charAt(0) - 'A') + code.charAt(1) - 'A'] = lower;
      CODES.put(folded(country.getDisplayCountry(Locale.ENGLISH)), lower);
      CODES.put(Text.lower(country.getISO3Country()), lower);
    }
    others(
        """
        gb: UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, \
          United Kingdom of Great Britain and Northern Ireland
        us: United States of America, The United States, America, U S, EE UU, Estados Unidos, \
          アメリカ, アメリカ合衆国, 米国, 美国, Vereinigte Staaten
        jp: 日本, 日本国, Nippon, Nihon
        de: Deutschland, Federal Republic of Germany, Allemagne, ドイツ
        fr: フランス, Frankreich, Francia
        es: España, Espana
        it: Italia
        br: Brasil
        mx: México, Mexico
        nl: Nederland, The Netherlands, Holland
        be: Belgique, België, Belgie
        ch: Schweiz, Suisse, Svizzera
        at: Österreich, Oesterreich
        pl: Polska
        se: Sverige
        no: Norge
        dk: Danmark
        fi: Suomi
        pt: Portugal
        tr: Turkey, Türkiye, Turkiye
        cz: Czech Republic, Czechia, Česko
        ru: Russia, Russian Federation, Россия
        kr: South Korea, Korea, Republic of Korea, 대한민국, 한국, 韓国
        kp: North Korea
        cn: China, 中国, PRC, People's Republic of China, Mainland China
        tw: Taiwan, 台灣, 台湾, Taiwan Province of China
        hk: Hong Kong, Hong Kong SAR China, 香港
        mo: Macau, Macao, Macao SAR China
        th: ประเทศไทย, ไทย
        vn: Vietnam, Viet Nam, Việt Nam
        ae: UAE, U A E, Emirates
        sa: KSA, Saudi Arabia
        mk: Macedonia, North Macedonia
        sz: Swaziland, Eswatini
        mm: Burma, Myanmar
        cv: Cape Verde
        ci: Ivory Coast, Cote d'Ivoire, Côte d'Ivoire
        va: Vatican, Vatican City, Holy See
        """);
    for (String state :
        ("AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,"
                + "DE Delaware,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,"
                + "KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,"
                + "MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,"
                + "NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
                + "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,"
                + "RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,"
                + "VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,"
                + "DC District of Columbia,DC Washington DC,PR Puerto Rico,GU Guam,"
                + "VI Virgin Islands,VI US Virgin Islands,AS American Samoa,"
                + "MP Northern Mariana Islands")
            .split(",", -1)) {
      STATES.put(folded(state.substring(3)), Text.lower(state.substring(0, 2)));
    }
  }

  private Countries() {}

  /** Returns the code of two letters in either case; {@code null} if no country has it. */
  static @Nullable String plainCode(char first, char second) {
    return Text.isAsciiLetter(first) && Text.isAsciiLetter(second)
        ? PLAIN[26 * ((first | 0x20) - 'a') + (second | 0x20) - 'a']
        : null;
  }

  private static void others(String lines) {
    for (String line : lines.strip().split("\n", -1)) {
      for (String name : line.substring(4).split(",", -1)) {
        CODES.put(folded(name), line.substring(0, 2));
      }
    }
  }

  /** Returns the two letters of {@code USA}, {@code United States} or {@code UK}, or null. */
  static @Nullable String code(String name) {
    return name.length() > 80 ? null : CODES.get(folded(name));
  }

  /** Returns the two letters of a state of the US by its name without spaces, or null. */
  static @Nullable String stateOfUs(String name) {
    return STATES.get(name);
  }

  private static String folded(String name) {
    return Text.without(
        Text.lower(Text.composed(Text.narrow(name))),
        c -> Text.isBlank(c) || Text.isPunctuation(c));
  }
}
