package app.firstbell.organization;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where an organization stands (P5).
public enum OrganizationState {
  ACTIVE,
  /// Sign-in and widget are off; nothing is lost.
  SUSPENDED,
  /// Gone for everybody; its rows stay until retention ends.
  DELETED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<OrganizationState> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
