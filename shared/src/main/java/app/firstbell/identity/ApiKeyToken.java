package app.firstbell.identity;

import app.firstbell.organization.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An API key as its bearer carries it, `k.{tenant}.{keyId}.{secret}`. The secret is made of the
/// environment's own and the key's id, so that a creation that is asked for again can be answered
/// with the same key, though only its hash is stored. Key ids are never used twice.
///
/// @param id 26 characters of base32
public record ApiKeyToken(TenantId tenant, String id) {
  private static final Pattern FORM =
      Pattern.compile("k\\.([a-z0-9][a-z0-9-]{0,39})\\.([a-z2-7]{26})\\.([A-Za-z0-9_-]{43})");

  /// The whole key, shown once.
  public String text(TokenKeys keys) {
    return "k." + tenant + "." + id + "." + keys.mac(TokenKeys.Purpose.API_KEY, tenant.value(), id);
  }

  /// What the key's row keeps: SHA-256 of the whole key, in hex.
  public String hash(TokenKeys keys) {
    return Digest.hex(text(keys));
  }

  /// The key of a text that this environment has made, whether it still exists or not.
  public static Optional<ApiKeyToken> of(String text, TokenKeys keys) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    ApiKeyToken key = new ApiKeyToken(new TenantId(form.group(1)), form.group(2));
    return keys.isMac(form.group(3), TokenKeys.Purpose.API_KEY, key.tenant.value(), key.id)
        ? Optional.of(key)
        : Optional.empty();
  }
}
