package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.identity.Digest;
import app.firstbell.identity.TokenKeys;
import java.util.Base64;
import java.util.Optional;

/// Where a page of a list ended, so that the next one can begin there. It is bound to its list, its
/// filters and whoever asked, and signed: nobody else's keys can be put into it.
///
/// @param query route, path, filters and tenant of the list
record Cursor(TokenKeys keys, String query) {
  private static final int MAC = 43;

  /// @param key behind which the next page begins
  String text(String key) {
    String mac = keys.mac(TokenKeys.Purpose.CURSOR, Digest.hex(query), key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString((mac + key).getBytes(UTF_8));
  }

  /// The key of a cursor of this very list.
  Optional<String> key(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      if (plain.length() <= MAC) {
        return Optional.empty();
      }
      String key = plain.substring(MAC);
      return keys.isMac(plain.substring(0, MAC), TokenKeys.Purpose.CURSOR, Digest.hex(query), key)
          ? Optional.of(key)
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
