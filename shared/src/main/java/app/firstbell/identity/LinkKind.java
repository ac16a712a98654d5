package app.firstbell.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a mailed link is for, and how long it is good.
public enum LinkKind {
  RESET(Duration.ofHours(1)),
  INVITATION(Duration.ofDays(7)),
  SIGN_UP(Duration.ofHours(24)),
  EMAIL(Duration.ofHours(24)),
  /// Buys interaction credits, signed in or not (K3). It works until it expires, as often as it is
  /// followed: it may order, and never spend.
  RENEWAL(Duration.ofDays(30));

  private final Duration lasts;

  LinkKind(Duration lasts) {
    this.lasts = lasts;
  }

  public Duration lasts() {
    return lasts;
  }

  /// As it is written: `sign-up`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<LinkKind> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
