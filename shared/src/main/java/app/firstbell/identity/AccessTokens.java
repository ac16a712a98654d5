package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.organization.TenantId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/// Access tokens: JWTs signed by HS256, good for ten minutes. The library checks them; the
/// algorithm, the key and the type are fixed here, so that nothing in a token chooses how it is
/// checked (RFC 8725).
public final class AccessTokens {
  /// How long a member's token is good.
  public static final Duration LASTS = Duration.ofMinutes(10);

  static final String AUDIENCE = "firstbell";
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final int LONGEST = 2_000;

  /// Clocks of two functions are this close.
  private static final int SKEW_SECONDS = 1;

  private final String issuer;
  private final SecretKey key;
  private final String kid;
  private final Ids ids;
  private final InstantSource clock;
  private final DefaultJWTProcessor<SecurityContext> processor;

  /// @param issuer this environment's own address, `APP_ORIGIN`
  public AccessTokens(TokenKeys keys, String issuer, Ids ids, InstantSource clock) {
    this.issuer = issuer;
    this.key = keys.key(TokenKeys.Purpose.ACCESS);
    // Names the key without telling it, and differs between environments.
    this.kid = keys.mac(TokenKeys.Purpose.ACCESS, "kid").substring(0, 8);
    this.ids = ids;
    this.clock = clock;
    this.processor = processor();
  }

  /// A token for these claims. `expiresAt` is cut to the second, as JWTs have it.
  public String issue(AccessClaims claims) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(AUDIENCE)
            .subject(claims.member().value())
            .claim("org", claims.organization().value())
            .claim("sid", claims.session().value())
            .claim("kind", claims.isSupport() ? "support" : "member")
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(claims.expiresAt()))
            .jwtID(ids.id());
    claims.from().ifPresent(from -> set.claim("from", from.value()));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(kid).build(), set.build());
    try {
      token.sign(new MACSigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key of 32 bytes signs HS256", impossible);
    }
    return token.serialize();
  }

  /// When a token that is issued now expires.
  public Instant expiry() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LASTS);
  }

  /// Whether a text could be an access token at all, and not one of the other kinds.
  public static boolean looksLike(String text) {
    return text.startsWith("ey") && text.length() <= LONGEST;
  }

  /// What a token says, if it is one of this environment and is good now.
  public Optional<AccessClaims> verify(String token) {
    if (!looksLike(token) || !isCanonical(token)) {
      return Optional.empty();
    }
    try {
      JWTClaimsSet claims = processor.process(token, null);
      boolean isSupport = "support".equals(claims.getStringClaim("kind"));
      String from = claims.getStringClaim("from");
      if (isSupport != (from != null)) {
        return Optional.empty();
      }
      return Optional.of(
          new AccessClaims(
              new TenantId(claims.getStringClaim("org")),
              new AgentId(claims.getSubject()),
              new SessionId(claims.getStringClaim("sid")),
              Optional.ofNullable(from).map(TenantId::new),
              claims.getExpirationTime().toInstant()));
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /// Whether each part is written in the one way in which its bytes are: the last character of a
  /// part has bits to spare, and a decoder that ignores them would take several texts for one
  /// token.
  private static boolean isCanonical(String token) {
    String[] parts = token.split("\\.", -1);
    return parts.length == 3
        && Arrays.stream(parts)
            .allMatch(
                part -> Base64URL.encode(new Base64URL(part).decode()).toString().equals(part));
  }

  private DefaultJWTProcessor<SecurityContext> processor() {
    DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
    made.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
    made.setJWSKeySelector((header, _) ->
        JWSAlgorithm.HS256.equals(header.getAlgorithm()) && kid.equals(header.getKeyID())
            ? List.of(key)
            : List.of());
    // No selector of keys for encrypted tokens: none of those is read.
    made.setJWTClaimsSetVerifier(new Claims());
    return made;
  }

  private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    Claims() {
      super(
          AUDIENCE,
          new JWTClaimsSet.Builder().issuer(issuer).build(),
          Set.of("sub", "org", "sid", "kind", "iat", "nbf", "exp", "jti"));
      setMaxClockSkew(SKEW_SECONDS);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
