package app.firstbell.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PricesTest {
  @Test
  void aPackCostsWhatItsCurrencySays() {
    CreditPack fifty = CreditPack.of("pack-50").orElseThrow();
    assertEquals("75.00 EUR", fifty.price("EUR").orElseThrow().text());
    assertEquals("12000 JPY", fifty.price("JPY").orElseThrow().text());
    assertEquals("25.000 KWD", fifty.price("KWD").orElseThrow().text());
    assertEquals(Optional.empty(), fifty.price("XPF"), "no price is invented");
    assertEquals(Optional.empty(), CreditPack.of("pack-51"));
  }

  @Test
  void aLargerPackCostsLessForEachCredit() {
    for (String currency : List.of("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "JPY", "KWD")) {
      double before = Double.MAX_VALUE;
      for (CreditPack pack : CreditPack.ALL) {
        double each = (double) pack.price(currency).orElseThrow().minor() / pack.credits();
        assertTrue(each < before, () -> currency + " " + pack.id());
        before = each;
      }
      String code = currency;
      assertTrue(
          fee(Package.OPERATIONS, code) < fee(Package.PLATFORM, code),
          "Operations has the lower fee");
      assertEquals(
          12 * fee(Package.PLATFORM, code),
          Fee.of(Package.PLATFORM, code, 12).orElseThrow().minor());
    }
    assertThrows(IllegalArgumentException.class, () -> Fee.of(Package.PLATFORM, "EUR", 0));
  }

  private static long fee(Package of, String currency) {
    return Fee.of(of, currency, 1).orElseThrow().minor();
  }
}
