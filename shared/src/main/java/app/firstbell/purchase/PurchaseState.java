package app.firstbell.purchase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where an order stands. From awaiting it is received or cancelled, once.
public enum PurchaseState {
  AWAITING_PAYMENT,
  RECEIVED,
  CANCELLED,
  /// It was received in error, and the receipt reversed: what is paid later is another order.
  REVERSED;

  /// As it is stored and written: `awaiting-payment`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<PurchaseState> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
