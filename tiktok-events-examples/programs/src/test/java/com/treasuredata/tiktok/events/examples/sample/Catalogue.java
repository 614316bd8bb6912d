package com.treasuredata.tiktok.events.examples.sample;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the shop sells. */
final class Catalogue {
  /** An article and its price in cents of a dollar. */
  record Product(String id, String name, String category, String brand, int cents) {}

  /** Some of an article. */
  record Item(Product product, int quantity) {}

  /** What somebody buys or looks at, at the prices of their country. */
  record Cart(Country country, List<Item> items) {
    BigDecimal value() {
      return items.stream()
          .map(item -> price(item).multiply(BigDecimal.valueOf(item.quantity())))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    long count() {
      return items.stream().mapToLong(Item::quantity).sum();
    }

    List<String> ids() {
      return items.stream().map(item -> item.product().id()).toList();
    }

    /** Returns the items as the {@code contents} of an event. */
    List<Map<String, Object>> contents() {
      return items.stream().map(this::content).toList();
    }

    private Map<String, Object> content(Item item) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("content_id", item.product().id());
      content.put("content_name", item.product().name());
      content.put("content_category", item.product().category());
      content.put("brand", item.product().brand());
      content.put("price", price(item));
      content.put("quantity", (long) item.quantity());
      return content;
    }

    private BigDecimal price(Item item) {
      return country.price(item.product().cents());
    }
  }

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("SKU-TEE-01", "T-shirt", "Apparel > Tops", "ExampleWear", 1990),
          new Product("SKU-TEE-02", "T-shirt, \"limited\"", "Apparel > Tops", "ExampleWear", 2990),
          new Product("SKU-CAP-02", "Cap", "Apparel > Hats", "ExampleWear", 1250),
          new Product("SKU-LIN-07", "Linen shirt", "Apparel > Tops", "Leinen & Söhne", 5490),
          new Product("1077218", "Running shoes", "Shoes > Running", "Fleetfoot", 8900),
          new Product("1197218", "Trail shoes", "Shoes > Running", "Fleetfoot", 11900),
          new Product("SKU-BAG-11", "Sac à dos", "Bags", "Atelier Exemple", 7450),
          new Product("SKU-TEA-03", "抹茶 100 g", "Food > Tea", "例茶園", 1800),
          new Product("SKU-PRF-05", "عطر الورد", "Beauty > Perfume", "مثال", 6400),
          new Product("SKU-MUG-09", "Кружка", "Home > Kitchen", "Пример", 990),
          new Product("SKU-SER-04", "수분 세럼", "Beauty > Skin care", "예시", 2450),
          new Product("SKU-GFT-50", "Gift card", "Gift cards", "ExampleWear", 5000));

  private Catalogue() {}

  /** Returns a cart of one to five different articles. */
  static Cart cart(Dice dice, Country country) {
    int articles = dice.chance(60) ? 1 : dice.between(2, 5);
    return cart(dice, country, articles);
  }

  /** Returns a cart of {@code articles} different articles. */
  static Cart cart(Dice dice, Country country, int articles) {
    int first = dice.between(0, PRODUCTS.size() - 1);
    List<Item> items = new ArrayList<>(articles);
    for (int i = 0; i < articles; i++) {
      // Steps of 5 visit every one of the 12 products before the first comes again.
      Product product = PRODUCTS.get((first + 5 * i) % PRODUCTS.size());
      items.add(new Item(product, dice.chance(75) ? 1 : dice.between(2, 4)));
    }
    return new Cart(country, items);
  }
}
