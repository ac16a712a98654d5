package app.firstbell.purchase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the money for a pack came.
public enum PaymentMethod {
  /// Out of the organization's own balance.
  BALANCE,
  WIRE,
  CHECK,
  CASH,
  OTHER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<PaymentMethod> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /// One that somebody outside has received.
  public static Optional<PaymentMethod> fromOutside(String word) {
    return of(word).filter(one -> one != BALANCE);
  }
}
