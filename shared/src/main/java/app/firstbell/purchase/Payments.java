package app.firstbell.purchase;

/// How an order is paid. Cards come later; they are another implementation of this port.
@FunctionalInterface
public interface Payments {
  /// Whoever is owed the money receives it outside of Firstbell, and posts its receipt.
  Payments BY_RECEIPT =
      (order, payee) ->
          new Begun.AwaitsReceipt(
              "Pay "
                  + order.price().text()
                  + " to "
                  + payee
                  + " with the reference "
                  + order.id()
                  + ". The credits are there as soon as the payment is received.");

  /// What has begun.
  sealed interface Begun {
    /// Somebody has to pay, and somebody else to say that it came.
    ///
    /// @param instructions how to pay, for people
    record AwaitsReceipt(String instructions) implements Begun {}
  }

  /// Says how an order is to be paid. Asked again for the same order, it says the same.
  ///
  /// @param payee the name of the organization that is owed the money
  Begun begin(Purchase order, String payee);
}
