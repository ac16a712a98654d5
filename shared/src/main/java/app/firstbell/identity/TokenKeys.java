package app.firstbell.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys of one environment, derived from its one secret by HKDF (RFC 5869), each for one
/// purpose: what is signed for one says nothing for another.
public final class TokenKeys {
  /// What a key is for.
  public enum Purpose {
    ACCESS,
    REFRESH,
    LINK,
    API_KEY,
    CURSOR
  }

  private static final int LEAST = 32;
  private static final int BYTES = 32;
  private final Map<Purpose, SecretKey> keys = new EnumMap<>(Purpose.class);

  /// @param secret as the environment keeps it; at least 32 characters that nobody can guess
  /// @throws IllegalArgumentException when it is shorter
  public TokenKeys(String secret) {
    if (secret.length() < LEAST) {
      throw new IllegalArgumentException(
          "expected a secret of at least " + LEAST + " characters, got " + secret.length());
    }
    for (Purpose purpose : Purpose.values()) {
      keys.put(purpose, derive(secret, purpose));
    }
  }

  /// The key itself, for a library that signs with it.
  SecretKey key(Purpose purpose) {
    SecretKey key = keys.get(purpose);
    if (key == null) {
      throw new IllegalStateException("every purpose has a key");
    }
    return key;
  }

  /// HMAC-SHA-256 of the parts, none of which holds a `|`: 43 characters of base64url.
  public String mac(Purpose purpose, String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key(purpose));
      byte[] bytes = mac.doFinal(String.join("|", Arrays.asList(parts)).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }

  /// Whether `given` is the mac of the parts; takes the same time whatever differs.
  public boolean isMac(String given, Purpose purpose, String... parts) {
    return MessageDigest.isEqual(given.getBytes(UTF_8), mac(purpose, parts).getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "TokenKeys[…]";
  }

  private static SecretKey derive(String secret, Purpose purpose) {
    String info = "firstbell/" + purpose.name().toLowerCase(Locale.ROOT);
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "HmacSHA256",
              HKDFParameterSpec.ofExtract()
                  .addIKM(new SecretKeySpec(secret.getBytes(UTF_8), "Generic"))
                  .thenExpand(info.getBytes(UTF_8), BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java 25 has HKDF-SHA256", impossible);
    }
  }
}
