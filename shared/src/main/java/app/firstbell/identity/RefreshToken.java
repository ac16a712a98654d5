package app.firstbell.identity;

import app.firstbell.organization.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A refresh token, `r.{tenant}.{session}.{generation}.{mac}`. It can be made again from the
/// session's row, so none is stored; a session has one current generation.
public record RefreshToken(TenantId tenant, SessionId session, long generation) {
  private static final Pattern FORM =
      Pattern.compile(
          "r\\.([a-z0-9][a-z0-9-]{0,39})\\.([a-z2-7]{26})\\.(\\d{1,9})\\.([A-Za-z0-9_-]{43})");

  public String text(TokenKeys keys) {
    return "r." + tenant + "." + session + "." + generation + "." + mac(keys);
  }

  /// The token of a text that this environment has made, whether it is current or not.
  public static Optional<RefreshToken> of(String text, TokenKeys keys) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    RefreshToken token =
        new RefreshToken(
            new TenantId(form.group(1)),
            new SessionId(form.group(2)),
            Long.parseLong(form.group(3)));
    return keys.isMac(form.group(4), TokenKeys.Purpose.REFRESH, token.parts())
        ? Optional.of(token)
        : Optional.empty();
  }

  private String mac(TokenKeys keys) {
    return keys.mac(TokenKeys.Purpose.REFRESH, parts());
  }

  private String[] parts() {
    return new String[] {tenant.value(), session.value(), Long.toString(generation)};
  }
}
