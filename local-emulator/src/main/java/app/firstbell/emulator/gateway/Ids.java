package app.firstbell.emulator.gateway;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/// Ids as API Gateway makes them: 16 characters that end in `=`, such as `R0oXAdfD0kwCH6w=`, in the
/// alphabet that may stand in a URL. Only the `=` needs encoding there.
final class Ids {
  private static final int BYTES = 11;
  private static final SecureRandom SECURE = new SecureRandom();

  private Ids() {}

  /// Whoever knows a connection's id and may call `@connections` can write to it: not to be
  /// guessed.
  static String connection() {
    byte[] bytes = new byte[BYTES];
    SECURE.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /// For requests and messages.
  static String request() {
    byte[] bytes = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
