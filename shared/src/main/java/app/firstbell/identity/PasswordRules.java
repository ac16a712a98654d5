package app.firstbell.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a new password must be: long rather than odd, as NIST SP 800-63B advises. Passwords from
/// before this rule stay valid.
public final class PasswordRules {
  public static final int SHORTEST = 10;

  /// The most common ones of ten characters and more, of the lists that leaked.
  private static final Set<String> COMMON =
      Set.of(
          "1234567890",
          "12345678910",
          "0123456789",
          "0987654321",
          "9876543210",
          "1q2w3e4r5t",
          "1q2w3e4r5t6y",
          "1qaz2wsx3edc",
          "qwertyuiop",
          "qwerty12345",
          "qwerty123456",
          "qwertyuiop123",
          "asdfghjkl1",
          "zaq12wsxcde3",
          "password12",
          "password123",
          "password1234",
          "password12345",
          "passw0rd123",
          "p@ssw0rd123",
          "letmein123",
          "welcome123",
          "welcome1234",
          "iloveyou12",
          "iloveyou123",
          "administrator",
          "admin12345",
          "changeme123",
          "football123",
          "baseball123",
          "superman123",
          "princess123",
          "sunshine123",
          "michael123",
          "trustno1trustno1",
          "abcdefghij",
          "abcdefghijk",
          "abc1234567",
          "a123456789",
          "aa12345678",
          "firstbell123",
          "livechat123");

  private PasswordRules() {}

  /// What is wrong with a new password, if anything.
  ///
  /// @param email of whom it is to be
  public static Optional<String> problem(String password, String email) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || password.length() > Passwords.LONGEST) {
      return Optional.of(
          "expected a password of %d to %d characters, got %d"
              .formatted(SHORTEST, Passwords.LONGEST, length));
    }
    String folded = password.toLowerCase(Locale.ROOT);
    String local = email.substring(0, Math.max(0, email.indexOf('@')));
    if (folded.equals(email) || (local.length() >= SHORTEST && folded.equals(local))) {
      return Optional.of("expected a password that is not the e-mail address");
    }
    if (COMMON.contains(folded) || folded.chars().distinct().count() < 3) {
      return Optional.of("expected a password that is not among the first that anybody tries");
    }
    return Optional.empty();
  }
}
