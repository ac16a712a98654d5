package app.firstbell.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a member is in the organization. An administrator holds every permission (A1).
public enum Role {
  ADMIN,
  MEMBER;

  /// As it is written in items and answers: `admin`, `member`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
