package app.firstbell.ledger;

import java.util.Arrays;
import java.util.Locale;

/// Where a hold stands. It leaves `reserved` once, and for good.
public enum HoldState {
  RESERVED,
  /// Used.
  POSTED,
  /// Given back.
  VOIDED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException when there is no such state
  static HoldState known(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a hold's state, got " + word));
  }
}
