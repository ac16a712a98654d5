package app.firstbell.ledger;

import java.math.BigDecimal;

/// So much of a unit. Exact: what does not fit into 64 bits is an error, never another number.
///
/// @param minor in the unit's minor unit: 1250 of EUR is 12.50
public record Amount(long minor, Unit unit) {
  public static Amount money(long minor, String currency) {
    return new Amount(minor, Unit.money(currency));
  }

  public static Amount interactions(long count) {
    return new Amount(count, Unit.INTERACTIONS);
  }

  /// @throws IllegalArgumentException when the other is of another unit
  /// @throws ArithmeticException when the sum is beyond 64 bits
  public Amount plus(Amount other) {
    if (!unit.equals(other.unit)) {
      throw new IllegalArgumentException(
          "expected an amount of " + unit.code() + ", got one of " + other.unit.code());
    }
    return new Amount(Math.addExact(minor, other.minor), unit);
  }

  public Amount minus(Amount other) {
    return plus(other.negated());
  }

  public Amount negated() {
    return new Amount(Math.negateExact(minor), unit);
  }

  /// The same without its sign.
  public Amount absolute() {
    return minor < 0 ? negated() : this;
  }

  public boolean isZero() {
    return minor == 0;
  }

  public boolean isPositive() {
    return minor > 0;
  }

  /// As people write it: `12.50 EUR`, `3 interactions`.
  public String text() {
    String number = BigDecimal.valueOf(minor, unit.exponent()).toPlainString();
    return unit.isMoney()
        ? number + " " + unit.code()
        : number + (Math.abs(minor) == 1 ? " interaction" : " interactions");
  }

  @Override
  public String toString() {
    return text();
  }
}
