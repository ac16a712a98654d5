package app.firstbell.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where an agent's picture comes from (A7).
public enum PhotoKind {
  /// Made from the name by whoever shows it.
  AVATAR,
  /// An address somewhere on the web, which Firstbell never fetches.
  URL,
  /// A picture that was uploaded, and is served by Firstbell.
  UPLOAD;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<PhotoKind> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
