package app.firstbell.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an API key may do: read or write one kind of thing.
public enum Scope {
  ORGANIZATIONS_READ,
  ORGANIZATIONS_WRITE,
  MEMBERS_READ,
  MEMBERS_WRITE,
  ROOMS_READ,
  ROOMS_WRITE,
  AUDIT_READ,
  BILLING_READ,
  BILLING_WRITE;

  /// As it is written in items and answers: `organizations:read`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
