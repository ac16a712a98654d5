package app.firstbell.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a member stands. Only an active one signs in.
public enum MemberStatus {
  /// Invited by mail, and has not accepted: no password yet.
  INVITED,
  ACTIVE,
  DISABLED,
  /// Gone, and kept for the names in the history.
  DELETED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<MemberStatus> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
