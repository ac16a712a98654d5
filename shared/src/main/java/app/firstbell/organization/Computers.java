package app.firstbell.organization;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What happens when an agent signs in at a second computer (A6).
public enum Computers {
  /// The new one takes over: the older computer's sockets are closed.
  TAKEOVER,
  /// Both ring.
  BOTH;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Computers> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
