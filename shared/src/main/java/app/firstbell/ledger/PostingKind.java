package app.firstbell.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What happened.
public enum PostingKind {
  /// Money came in advance (P4).
  TOP_UP,
  /// Money went back.
  WITHDRAWAL,
  /// A debt was paid, or a part of it.
  DEBT_PAYMENT,
  /// A pack of credits was bought (K1).
  PACK,
  /// The platform fee was paid.
  FEE,
  /// Credits given by hand.
  CREDIT_GRANTED,
  /// Credits taken back by hand.
  CREDIT_WITHDRAWN,
  /// An operator answered a chat (K2).
  CHAT,
  /// The opposite of an earlier posting, leg by leg.
  REVERSAL;

  /// As it is stored and written: `top-up`, `credit-granted`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<PostingKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /// @throws IllegalArgumentException when there is no such kind
  static PostingKind known(String word) {
    return of(word)
        .orElseThrow(() -> new IllegalArgumentException("expected a kind of posting, got " + word));
  }
}
