package app.firstbell.identity;

import java.security.SecureRandom;
import java.util.Base64;

/// Where new ids and secrets come from; tests give their own.
public interface Ids {
  /// `count` bytes that nobody can guess.
  byte[] bytes(int count);

  /// An id of 128 random bits: 26 characters of base32.
  default String id() {
    return Base32.encode(bytes(16));
  }

  /// A secret of 32 random bytes in base64url: 43 characters.
  default String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  /// The platform's secure source. It seeds itself at each use from the operating system, so that
  /// the clones of a SnapStart snapshot do not make the same ids.
  static Ids secure() {
    SecureRandom random = new SecureRandom();
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }
}
