package com.treasuredata.tiktok.events.examples.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where customers live: how they are called, reached and charged there.
 *
 * @param code two letters of ISO 3166
 * @param callingCode what comes after the plus sign of a telephone number
 * @param phoneTemplate the rest of a number that nobody answers, with # for any digit
 * @param perDollar what a dollar costs
 * @param decimals how many the currency has
 * @param searchTerm what people look for in the shop
 */
record Country(
    String code,
    String locale,
    String callingCode,
    String phoneTemplate,
    String currency,
    BigDecimal perDollar,
    int decimals,
    List<City> cities,
    List<Name> givenNames,
    List<Name> familyNames,
    String searchTerm) {

  /** A place with its state and postal code, as its inhabitants write them. */
  record City(String name, String state, String postalCode) {}

  /** A name as its bearer writes it, and in the letters of a mail address. */
  record Name(String written, String latin) {}

  static final List<Country> ALL =
      List.of(
          country(
              "AE",
              "ar-AE",
              "971",
              "50 000 ####",
              "AED 3.67 2",
              "دبي/دبي/00000, أبوظبي/أبوظبي/00000",
              "فاطمة/fatima, محمد/mohammed, نورة/noura, خالد/khalid",
              "المنصوري/almansoori, الهاشمي/alhashimi, النعيمي/alnuaimi",
              "حذاء رياضي"),
          country(
              "AU",
              "en-AU",
              "61",
              "2 5550 ####",
              "AUD 1.52 2",
              "Sydney/NSW/2000, Wagga Wagga/NSW/2650",
              "Matilda/matilda, Lachlan/lachlan, Chloé/chloe",
              "Nguyen/nguyen, O'Brien/obrien, Taylor/taylor",
              "running shoes"),
          country(
              "BR",
              "pt-BR",
              "55",
              "11 90000 ####",
              "BRL 5.40 2",
              "São Paulo/SP/01310-100, Florianópolis/SC/88010-000",
              "João/joao, Conceição/conceicao, Luís/luis, Bruna/bruna",
              "da Silva/dasilva, Gonçalves/goncalves, Araújo/araujo",
              "tênis de corrida"),
          country(
              "CA",
              "fr-CA",
              "1",
              "514 555 01##",
              "CAD 1.38 2",
              "Montréal/QC/H2Y 1C6, Toronto/ON/M5V 3L9",
              "Étienne/etienne, Chloé/chloe, Noah/noah, Maëlle/maelle",
              "Tremblay/tremblay, Côté/cote, Gagnon/gagnon",
              "chaussures de course"),
          country(
              "DE",
              "de-DE",
              "49",
              "30 23125 ###",
              "EUR 0.92 2",
              "München/Bayern/80331, Köln/Nordrhein-Westfalen/50667",
              "Jürgen/juergen, Käthe/kaethe, Björn/bjoern, Annalena/annalena",
              "Müller/mueller, Groß/gross, Schröder/schroeder, Özdemir/oezdemir",
              "Laufschuhe"),
          country(
              "EG",
              "ar-EG",
              "20",
              "100 000 ####",
              "EGP 48.50 2",
              "القاهرة/القاهرة/11511, الإسكندرية/الإسكندرية/21500",
              "أحمد/ahmed, مريم/mariam, يوسف/youssef",
              "حسن/hassan, عبد الرحمن/abdelrahman, سليمان/soliman",
              "قميص قطن"),
          country(
              "ES",
              "es-ES",
              "34",
              "600 000 ###",
              "EUR 0.92 2",
              "Málaga/Andalucía/29001, A Coruña/Galicia/15001",
              "Íñigo/inigo, María José/mariajose, Begoña/begona",
              "Núñez/nunez, García/garcia, Ibáñez/ibanez",
              "zapatillas"),
          country(
              "FR",
              "fr-FR",
              "33",
              "6 39 98 ## ##",
              "EUR 0.92 2",
              "Paris/Île-de-France/75001, Saint-Étienne/Auvergne-Rhône-Alpes/42000",
              "Renée/renee, Loïc/loic, François/francois, Anaïs/anais",
              "Lefèvre/lefevre, D'Aubigné/daubigne, Dubois/dubois",
              "baskets"),
          country(
              "GB",
              "en-GB",
              "44",
              "7700 900###",
              "GBP 0.79 2",
              "London/England/SW1A 1AA, Llandudno/Wales/LL30 2DD",
              "Siân/sian, Rhys/rhys, Olivia/olivia, Zoë/zoe",
              "O'Connor/oconnor, Llewellyn-Jones/llewellynjones, Smith/smith",
              "trainers"),
          country(
              "ID",
              "id-ID",
              "62",
              "812 0000 ####",
              "IDR 16200 2",
              "Jakarta/DKI Jakarta/10110, Yogyakarta/DI Yogyakarta/55000",
              "Siti/siti, Budi/budi, Putri/putri, Agus/agus",
              "Wijaya/wijaya, Santoso/santoso, Nurhaliza/nurhaliza",
              "sepatu lari"),
          country(
              "IN",
              "hi-IN",
              "91",
              "90000 0####",
              "INR 84.10 2",
              "मुंबई/महाराष्ट्र/400001, Bengaluru/Karnataka/560001",
              "आरव/aarav, प्रिया/priya, Ananya/ananya, Rohan/rohan",
              "शर्मा/sharma, पटेल/patel, Iyer/iyer",
              "जूते"),
          country(
              "JP",
              "ja-JP",
              "81",
              "90 0000 ####",
              "JPY 151 0",
              "東京/東京都/100-0001, 大阪/大阪府/530-0001, 札幌/北海道/060-0001",
              "さくら/sakura, 健太/kenta, 美咲/misaki, 翔太/shota, ハンナ/hanna",
              "佐藤/sato, 鈴木/suzuki, 高橋/takahashi, 渡邉/watanabe, 髙田/takada",
              "スニーカー"),
          country(
              "KR",
              "ko-KR",
              "82",
              "10 0000 ####",
              "KRW 1385 0",
              "서울/서울특별시/04524, 부산/부산광역시/48058",
              "민준/minjun, 서연/seoyeon, 지훈/jihun, 수빈/subin",
              "김/kim, 이/lee, 박/park, 최/choi, 정/jeong",
              "운동화"),
          country(
              "KW",
              "ar-KW",
              "965",
              "5000 ####",
              "KWD 0.307 3",
              "الكويت/العاصمة/13001",
              "عبدالله/abdullah, شيخة/shaikha, دلال/dalal",
              "العنزي/alenezi, المطيري/almutairi",
              "ساعة"),
          country(
              "MX",
              "es-MX",
              "52",
              "55 0000 ####",
              "MXN 18.20 2",
              "Ciudad de México/CDMX/06000, Mérida/Yucatán/97000",
              "Guadalupe/guadalupe, José/jose, Ximena/ximena",
              "Hernández/hernandez, Ramírez/ramirez, López/lopez",
              "tenis para correr"),
          country(
              "PL",
              "pl-PL",
              "48",
              "500 000 ###",
              "PLN 3.98 2",
              "Łódź/łódzkie/90-001, Kraków/małopolskie/31-001",
              "Łukasz/lukasz, Małgorzata/malgorzata, Zofia/zofia",
              "Wiśniewska/wisniewska, Dąbrowski/dabrowski, Nowak/nowak",
              "buty do biegania"),
          country(
              "RU",
              "ru-RU",
              "7",
              "900 000 ## ##",
              "RUB 92.40 2",
              "Москва/Москва/101000, Санкт-Петербург/Санкт-Петербург/190000",
              "Анна/anna, Дмитрий/dmitry, Пётр/petr, Мария/maria",
              "Иванова/ivanova, Соловьёв/solovyov, Кузнецов/kuznetsov",
              "кроссовки"),
          country(
              "SA",
              "ar-SA",
              "966",
              "50 000 ####",
              "SAR 3.75 2",
              "الرياض/الرياض/11564, جدة/مكة المكرمة/21577",
              "سارة/sara, عبدالعزيز/abdulaziz, ريم/reem",
              "القحطاني/alqahtani, الغامدي/alghamdi, الشمري/alshammari",
              "عطر"),
          country(
              "SE",
              "sv-SE",
              "46",
              "70 174 06 ##",
              "SEK 10.60 2",
              "Göteborg/Västra Götaland/411 03, Malmö/Skåne/211 20",
              "Åsa/asa, Björn/bjorn, Maj-Britt/majbritt",
              "Öberg/oberg, Sjöström/sjostrom, Lindqvist/lindqvist",
              "löparskor"),
          country(
              "TR",
              "tr-TR",
              "90",
              "500 000 ## ##",
              "TRY 34.20 2",
              "İstanbul/İstanbul/34000, İzmir/İzmir/35000",
              "Işıl/isil, İbrahim/ibrahim, Çağla/cagla",
              "Yılmaz/yilmaz, Şahin/sahin, Öztürk/ozturk",
              "koşu ayakkabısı"),
          country(
              "UA",
              "uk-UA",
              "380",
              "50 000 ####",
              "UAH 41.30 2",
              "Київ/Київ/01001, Львів/Львівська область/79000",
              "Олена/olena, Тарас/taras, Ірина/iryna",
              "Шевченко/shevchenko, Ґедзь/gedz, Коваленко/kovalenko",
              "кросівки"),
          country(
              "US",
              "en-US",
              "1",
              "202 555 01##",
              "USD 1 2",
              "Austin/TX/78701, Portland/OR/97205-1234, San José/CA/95110, New York/NY/10001",
              "James/james, Zoë/zoe, María/maria, Latoya/latoya, Nguyet/nguyet",
              "O'Neil/oneil, Smith/smith, Peña/pena, Washington/washington, Van Buren/vanburen",
              "linen shirt"),
          country(
              "VN",
              "vi-VN",
              "84",
              "90 000 ####",
              "VND 25400 0",
              "Hà Nội/Hà Nội/100000, Đà Nẵng/Đà Nẵng/550000",
              "Ngọc Ánh/ngocanh, Đức/duc, Thảo/thao",
              "Nguyễn/nguyen, Trần/tran, Phạm/pham",
              "giày thể thao"),
          country(
              "ZA",
              "en-ZA",
              "27",
              "82 000 ####",
              "ZAR 17.90 2",
              "Cape Town/Western Cape/8001, Gqeberha/Eastern Cape/6001",
              "Thandiwe/thandiwe, Sipho/sipho, Anneke/anneke",
              "Dlamini/dlamini, Van der Merwe/vandermerwe, Nkosi/nkosi",
              "veldskoene"));

  /**
   * Returns the country from a line of the table above, where slashes divide the parts of names.
   */
  private static Country country(
      String code,
      String locale,
      String callingCode,
      String phoneTemplate,
      String money,
      String cities,
      String givenNames,
      String familyNames,
      String searchTerm) {
    String[] currencyRateDecimals = money.split(" ", -1);
    return new Country(
        code,
        locale,
        callingCode,
        phoneTemplate,
        currencyRateDecimals[0],
        new BigDecimal(currencyRateDecimals[1]),
        Integer.parseInt(currencyRateDecimals[2]),
        entries(cities).map(parts -> new City(parts[0], parts[1], parts[2])).toList(),
        names(givenNames),
        names(familyNames),
        searchTerm);
  }

  private static List<Name> names(String text) {
    return entries(text).map(parts -> new Name(parts[0], parts[1])).toList();
  }

  private static Stream<String[]> entries(String text) {
    return Stream.of(text.split(", ", -1)).map(entry -> entry.split("/", -1));
  }

  /** Returns a number that nobody answers, in groups divided by spaces. */
  Phone phone(Dice dice) {
    return new Phone(callingCode, dice.fill(phoneTemplate));
  }

  /** Returns what costs {@code cents} of a dollar, with the decimals of the country's currency. */
  BigDecimal price(int cents) {
    return perDollar
        .multiply(BigDecimal.valueOf(cents, 2))
        .setScale(decimals, RoundingMode.HALF_UP);
  }
}
