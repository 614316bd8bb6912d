package com.treasuredata.tiktok.events.internal.text;

import static com.treasuredata.tiktok.events.internal.text.TextForm.CITY;
import static com.treasuredata.tiktok.events.internal.text.TextForm.COUNTRY;
import static com.treasuredata.tiktok.events.internal.text.TextForm.CURRENCY;
import static com.treasuredata.tiktok.events.internal.text.TextForm.EMAIL;
import static com.treasuredata.tiktok.events.internal.text.TextForm.GAID;
import static com.treasuredata.tiktok.events.internal.text.TextForm.IDFA;
import static com.treasuredata.tiktok.events.internal.text.TextForm.IDFV;
import static com.treasuredata.tiktok.events.internal.text.TextForm.IP;
import static com.treasuredata.tiktok.events.internal.text.TextForm.LOCALE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.PERSON_NAME;
import static com.treasuredata.tiktok.events.internal.text.TextForm.PHONE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.PLAIN;
import static com.treasuredata.tiktok.events.internal.text.TextForm.POSTAL_CODE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.STATE;
import static com.treasuredata.tiktok.events.internal.text.TextForm.URL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How texts are written that people and machines really produce. */
class TextFormTest {
  @Test
  void keepsDotsAndTagsOfEmailAddresses() {
    writes(EMAIL, "Ada.Lovelace+News@Example.co.uk", "ada.lovelace+news@example.co.uk");
    writes(EMAIL, "o'neil_%{x}!#$&*=?^`|~-/@example.com", "o'neil_%{x}!#$&*=?^`|~-/@example.com");
  }

  @Test
  void takesEmailAddressesOfAllScripts() {
    writes(EMAIL, "Jürgen@Bücher.example", "jürgen@bücher.example");
    writes(EMAIL, "用户@例子.广告", "用户@例子.广告");
    writes(EMAIL, "पता@उदाहरण.भारत", "पता@उदाहरण.भारत");
    writes(EMAIL, "ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example");
  }

  @Test
  void readsEmailAddressesAsTheyAreSeen() {
    writes(EMAIL, "\uFEFFada@exa\u200Bmple.com\u00A0", "ada@example.com");
    writes(EMAIL, "ＡＤＡ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com");
    writes(EMAIL, "jose\u0301@example.com", "jos\u00E9@example.com");
  }

  @Test
  void refusesWhatIsNoEmailAddress() {
    refuses(EMAIL, "ada");
    refuses(EMAIL, "@example.com");
    refuses(EMAIL, "ada@");
    refuses(EMAIL, "ada@localhost");
    refuses(EMAIL, "ada@example..com");
    refuses(EMAIL, "ada@.example.com");
    refuses(EMAIL, "ada@example.com.");
    refuses(EMAIL, "ada@@example.com");
    refuses(EMAIL, "a@b@example.com");
    refuses(EMAIL, "ada lovelace@example.com");
    refuses(EMAIL, "Ada <ada@example.com>");
    refuses(EMAIL, "mailto:ada@example.com");
    refuses(EMAIL, "ada@example.com,bob@example.com");
    refuses(EMAIL, "ada@example.com; bob@example.com");
    refuses(EMAIL, "\"ada@example.com\"");
    refuses(EMAIL, "ada@exam\u0000ple.com");
    refuses(EMAIL, "ada@example.com?subject=x");
    refuses(EMAIL, "ada\uD800@example.com");
    refuses(EMAIL, "a".repeat(257) + "@example.com");
    refuses(EMAIL, "a@" + "b.".repeat(100_000) + "com");
  }

  @Test
  void dropsWhatPeopleWriteBetweenDigits() {
    writes(PHONE, "+81 90-1234-5678", "+819012345678");
    writes(PHONE, "+1 (213) 373.4253", "+12133734253");
    writes(PHONE, "+49/30/901820", "+4930901820");
    writes(PHONE, "+81\u00A090\u22121234\u20115678", "+819012345678");
    writes(PHONE, "\u202A+81 90 1234 5678\u202C", "+819012345678");
    writes(PHONE, "＋８１（９０）１２３４ー５６７８", "+819012345678");
    writes(PHONE, "+٩٦٦٥٠١٢٣٤٥٦٧", "+966501234567");
    writes(PHONE, "0081 90 1234 5678", "+819012345678");
  }

  @Test
  void dropsTheTrunkZeroInParentheses() {
    writes(PHONE, "+44 (0)20 7946 0958", "+442079460958");
    writes(PHONE, "+44 ( 0 ) 20 7946 0958", "+442079460958");
    writes(PHONE, "0044 (0)20 7946 0958", "+442079460958");
    writes(PHONE, "＋４４（０）２０ ７９４６ ０９５８", "+442079460958");
    writes(PHONE, "(+39) 06 1234567", "+39061234567");
  }

  @Test
  void takesPhoneNumbersOfSevenToFifteenDigitsWhole() {
    writes(PHONE, "+498912345678901", "+498912345678901");
    writes(PHONE, "+49891234567890", "+49891234567890");
    writes(PHONE, "+2907123", "+2907123");
    refuses(PHONE, "+4989123456789012");
    refuses(PHONE, "+290712");
  }

  @Test
  void guessesNoCountry() {
    refuses(PHONE, "090-1234-5678");
    refuses(PHONE, "2133734253");
    refuses(PHONE, "+0 90 1234 5678");
    writes(PHONE, "+86 138 0000 0000", "+8613800000000"); // events-api.md §2.2, conflict D
  }

  @Test
  void refusesWhatIsNoPhoneNumber() {
    refuses(PHONE, "+");
    refuses(PHONE, "--");
    refuses(PHONE, "none");
    refuses(PHONE, "++81 90 1234 5678");
    refuses(PHONE, "+1 800 FLOWERS");
    refuses(PHONE, "+12133734253, +819012345678");
    refuses(PHONE, "+" + "(0)".repeat(100_000));
    refuses(PHONE, "9".repeat(1_000_000));
  }

  @Test
  void keepsTheSpacesAndLettersOfNames() {
    writes(PERSON_NAME, " Mary Ann ", "mary ann");
    writes(PERSON_NAME, "O'Neil-Smith Jr.", "oneilsmith jr");
    writes(PERSON_NAME, "D’Angelo", "dangelo");
    writes(PERSON_NAME, "ÅSA ÖBERG", "åsa öberg");
    writes(PERSON_NAME, "Jose\u0301", "jos\u00E9");
    writes(PERSON_NAME, "マイケル・ジャクソン", "マイケルジャクソン");
    writes(PERSON_NAME, "山田\u3000太郎", "山田 太郎");
    writes(PERSON_NAME, "Ａｄａ", "ada");
    writes(PERSON_NAME, "نرگس", "نرگس");
  }

  @Test
  void readsNamesAsTheyAreSeen() {
    writes(PERSON_NAME, "Mary\u00A0Ann\u200B", "mary ann");
    writes(PERSON_NAME, "Mary\tAnn", "mary ann");
    writes(PERSON_NAME, "A\u00ADd\u200Ba\u0000", "ada");
    writes(PERSON_NAME, "می\u200Cنا", "می\u200Cنا"); // The joiners of Persian are part of the word.
    refuses(PERSON_NAME, "-");
    refuses(PERSON_NAME, "…");
    refuses(PERSON_NAME, "12345");
  }

  @Test
  void cutsPostalCodesOfTheUsOnly() {
    writes(POSTAL_CODE, "us", "95110", "95110");
    writes(POSTAL_CODE, "us", "951101234", "95110");
    writes(POSTAL_CODE, "us", "95110 - 1234", "95110");
    writes(POSTAL_CODE, "us", "９５１１０", "95110");
    writes(POSTAL_CODE, "", "951101234", "951101234");
    writes(POSTAL_CODE, "sa", "12345-6789", "123456789");
    refuses(POSTAL_CODE, "us", "9511");
    refuses(POSTAL_CODE, "us", "M5V 3L9");
  }

  @Test
  void dropsSpacesAndDashesOfPostalCodes() {
    writes(POSTAL_CODE, "jp", "100-0001", "1000001");
    writes(POSTAL_CODE, "jp", "１００ー０００１", "1000001");
    writes(POSTAL_CODE, "gb", "SW1A\u00A02AA", "sw1a2aa");
    writes(POSTAL_CODE, "br", "01310–100", "01310100");
    writes(POSTAL_CODE, "ir", "۱۲۳۴۵", "12345");
    refuses(POSTAL_CODE, "jp", "-");
  }

  @Test
  void writesPlacesInOneWord() {
    writes(CITY, "São Paulo", "sãopaulo");
    writes(CITY, "Sa\u0303o Paulo", "são" + "paulo");
    writes(CITY, "Winston-Salem", "winstonsalem");
    writes(CITY, "St. John's", "stjohns");
    writes(CITY, "İstanbul", "i\u0307stanbul");
    writes(CITY, "東京", "東京");
    refuses(CITY, "?");
    refuses(CITY, "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f");
  }

  @Test
  void wantsTwoLettersOfAUsState() {
    writes(STATE, "us", "CA", "ca");
    writes(STATE, "us", " N.Y. ", "ny");
    writes(STATE, "", "California", "california");
    writes(STATE, "fr", "75", "75");
    writes(STATE, "us", "California", "ca");
    refuses(STATE, "us", "06");
  }

  @Test
  void knowsTheCountriesOfTheWorld() {
    writes(COUNTRY, "US", "us");
    writes(COUNTRY, "jP", "jp");
    writes(COUNTRY, "ＩＤ", "id");
    writes(COUNTRY, "USA", "us");
    refuses(COUNTRY, "XX");
    writes(COUNTRY, "Japan", "jp");
    refuses(COUNTRY, "Nowhere");
  }

  @Test
  void takesPublicAddresses() {
    writes(IP, "203.0.113.25", "203.0.113.25");
    writes(IP, "8.8.8.8", "8.8.8.8");
    writes(IP, "172.32.0.1", "172.32.0.1");
    writes(IP, "100.128.0.1", "100.128.0.1");
    writes(IP, "2001:DB8:1111:A:B0::200", "2001:db8:1111:a:b0::200");
    writes(
        IP, "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:0db8:0000:0000:0000:0000:0000:0001");
    writes(IP, "::ffff:203.0.113.25", "203.0.113.25");
    writes(IP, "::FFFF:cb00:7119", "203.0.113.25");
  }

  @Test
  void refusesAddressesThatTheInternetCannotSee() {
    for (String ip :
        words(
            """
        0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.1.1 172.16.0.1 172.31.255.255 192.168.0.1 224.0.0.1
        240.0.0.1 255.255.255.255 :: ::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 ::ffff:10.0.0.1
        """)) {
      assertThat(IP.normalize(ip, "").problem()).as(ip).contains("public");
    }
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String ip :
        words(
            """
        1.2.3 1.2.3.4.5 256.1.1.1 01.2.3.4 1.2.3.04 1..2.3 1.2.3. .1.2.3 1:2:3 :::
        2001:db8::1::2 12345::1 2001:db8::1%eth0 2001:db8::1/64 localhost example.com face 3405803801 0x7f.1.1.1
        ::ffff:1.2.3.256 9999999999.1.1.1
        """)) {
      assertThat(IP.normalize(ip, "").problem()).as(ip).contains("IPv4 or IPv6");
    }
    refuses(IP, ":".repeat(100_000));
    refuses(IP, "1.".repeat(100_000));
  }

  @Test
  void writesLocalesWithHyphens() {
    writes(LOCALE, "en_US", "en-US");
    writes(LOCALE, "pt-BR", "pt-BR");
    writes(LOCALE, "zh_Hans_CN", "zh-Hans-CN");
    refuses(LOCALE, "english please");
    refuses(LOCALE, "e");
    refuses(LOCALE, "en" + "-a".repeat(100_000));
  }

  @Test
  void writesDeviceIdsInTheirCase() {
    writes(IDFA, "ea7583cd-a667-48bc-b806-42ecb2b48606", "EA7583CD-A667-48BC-B806-42ECB2B48606");
    writes(GAID, "AAAAAA-2222-1111-8787-809E92233BA0", "aaaaaa-2222-1111-8787-809e92233ba0");
    writes(IDFV, "5D1C9E7A-0B3F-4A61-8F22-6C0E9B7D1a34", "5D1C9E7A-0B3F-4A61-8F22-6C0E9B7D1a34");
    refuses(IDFA, "00000000-0000-0000-0000-000000000000");
    refuses(GAID, "unknown");
  }

  @Test
  void takesFullUrlsAsTheyAre() {
    writes(URL, " https://Shop.Example/P?q=%20a&b=ü#x ", "https://Shop.Example/P?q=%20a&b=ü#x");
    writes(URL, "android-app://com.example", "android-app://com.example");
    refuses(URL, "shop.example/p");
    refuses(URL, "//shop.example/p");
    refuses(URL, "https://");
    refuses(URL, "1https://shop.example");
    refuses(URL, "https://shop.example/a b");
    refuses(URL, "see https://shop.example");
  }

  @Test
  void writesCurrenciesInCapitals() {
    writes(CURRENCY, "usd", "USD");
    writes(CURRENCY, "inr ", "INR");
    refuses(CURRENCY, "$");
    refuses(CURRENCY, "ＵＳＤ円");
    refuses(CURRENCY, "US1");
  }

  @Test
  void onlyTrimsOtherTexts() {
    writes(PLAIN, "\u00A0 User 123\n", "User 123");
  }

  @Test
  void showsNoTextToThosePrintingIt() {
    assertThat(Normalized.of("ada@example.com")).hasToString("normalised");
    assertThat(Normalized.ABSENT).hasToString("absent");
    assertThat(Normalized.malformed("a name")).hasToString("expected a name");
  }

  private static List<String> words(String text) {
    return Pattern.compile("\\s+").splitAsStream(text.strip()).toList();
  }

  private static void writes(TextForm form, String given, String expected) {
    writes(form, "", given, expected);
  }

  private static void writes(TextForm form, String country, String given, String expected) {
    Normalized normalized = form.normalize(given, country);
    assertThat(normalized.problem()).as(given).isNull();
    assertThat(normalized.text()).isEqualTo(expected);
    assertThat(form.normalize(expected, country).text()).as("written again").isEqualTo(expected);
  }

  private static void refuses(TextForm form, String given) {
    refuses(form, "", given);
  }

  private static void refuses(TextForm form, String country, String given) {
    assertThat(form.normalize(given, country).problem()).as(given).isNotNull();
  }
}
