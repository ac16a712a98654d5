package app.firstbell.billing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who answers an organization's chats (B2).
@SuppressWarnings("JavaLangClash") // the product's word
public enum Package {
  /// Its own agents alone.
  PLATFORM,
  /// Operators too, for interaction credits and at a lower fee.
  OPERATIONS;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Package> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
