package app.firstbell.functions.http;

import app.firstbell.billing.CreditPack;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.ledger.Amount;
import app.firstbell.purchase.Payments;
import app.firstbell.purchase.Purchase;
import app.firstbell.purchase.Receipt;
import java.util.List;

/// Packs and orders as the API writes them.
final class PurchaseJson {
  private PurchaseJson() {}

  /// A pack with its price.
  record Priced(CreditPack pack, Amount price) {
    /// All packs that have a price in the currency, the smallest first.
    static List<Priced> in(String currency) {
      return CreditPack.ALL.stream()
          .flatMap(pack -> pack.price(currency).map(price -> new Priced(pack, price)).stream())
          .toList();
    }

    /// @throws Problem when the pack has no price in the currency
    static Priced of(CreditPack pack, String currency) {
      return pack.price(currency)
          .map(price -> new Priced(pack, price))
          .orElseThrow(() -> noPrice(currency));
    }
  }

  static Problem noPrice(String currency) {
    return Problem.of(
        Slug.NO_PRICE,
        "There is no price in "
            + currency
            + " yet: nothing can be sold in it. Please ask for one.");
  }

  static void write(JsonObjectWriter json, Priced priced) {
    json.text("id", priced.pack().id()).number("credits", priced.pack().credits());
    price(json, priced.price());
  }

  /// @param begun how it is to be paid, while it awaits its payment
  static void write(JsonObjectWriter json, Purchase order, Payments.Begun begun) {
    json.text("id", order.id().value())
        .text("pack", order.pack())
        .number("credits", order.credits());
    price(json, order.price());
    json.text("state", order.state().word()).instant("createdAt", order.createdAt());
    if (order.isOpen()) {
      json.text(
          "instructions",
          switch (begun) {
            case Payments.Begun.AwaitsReceipt awaits -> awaits.instructions();
          });
    }
    Receipt receipt = order.receipt();
    if (receipt != null) {
      json.instant("receivedAt", receipt.at())
          .text("method", receipt.method().word())
          .text("reference", receipt.reference());
    }
  }

  private static void price(JsonObjectWriter json, Amount price) {
    json.number("minor", price.minor()).text("currency", price.unit().code());
  }
}
