package app.firstbell.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.organization.TenantId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// T3: what is not exactly a token of this environment, of its form and its time, is no token.
class AccessTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String ISSUER = "https://app.example";
  private static final String SECRET = "a secret of this environment, long enough for everything";
  private static final TokenKeys KEYS = new TokenKeys(SECRET);
  private static final SecretKey KEY = KEYS.key(TokenKeys.Purpose.ACCESS);
  private static final AccessClaims MARTA =
      new AccessClaims(
          new TenantId("tea"),
          new AgentId("marta"),
          new SessionId("a".repeat(26)),
          Optional.empty(),
          NOW.plus(AccessTokens.LASTS));

  private final AccessTokens tokens = at(NOW);
  private final String token = tokens.issue(MARTA);

  private static AccessTokens at(Instant time) {
    return new AccessTokens(KEYS, ISSUER, Ids.secure(), InstantSource.fixed(time));
  }

  @Test
  void aTokenSaysWhoForTenMinutes() {
    assertEquals(Optional.of(MARTA), tokens.verify(token));
    assertEquals(Optional.of(MARTA), at(NOW.plusSeconds(599)).verify(token));
    assertEquals(
        Optional.empty(), at(NOW.plus(Duration.ofMinutes(10)).plusSeconds(1)).verify(token));
    assertEquals(Optional.empty(), at(NOW.minusSeconds(2)).verify(token));
  }

  @Test
  void aSupportTokenSaysFromWhere() {
    AccessClaims support =
        new AccessClaims(
            MARTA.organization(),
            new AgentId("rosa"),
            MARTA.session(),
            Optional.of(new TenantId("harbor")),
            NOW.plus(Duration.ofHours(1)));
    assertEquals(Optional.of(support), tokens.verify(tokens.issue(support)));
  }

  @Test
  void everyMutantIsRefused() throws JOSEException {
    Map<String, String> mutants = new LinkedHashMap<>();
    edited(mutants);
    joined(mutants);
    headers(mutants);
    claims(mutants);
    assertTrue(mutants.size() >= 200, "only " + mutants.size() + " mutants");
    List<String> accepted = new ArrayList<>();
    mutants.forEach((name, mutant) -> {
      assertTrue(!mutant.equals(token), name + " is no mutant");
      if (tokens.verify(mutant).isPresent()) {
        accepted.add(name);
      }
    });
    assertEquals(List.of(), accepted);
  }

  /// Were the signature not looked at, hundreds of the mutants would pass: they can tell.
  @Test
  void theMutantsWouldPassAGuardThatOnlyReads() throws JOSEException {
    Map<String, String> mutants = new LinkedHashMap<>();
    edited(mutants);
    claims(mutants);
    long passed = mutants.values().stream().filter(AccessTokensTest::isReadable).count();
    assertTrue(passed >= 60, "only " + passed + " mutants can be read at all");
  }

  private static boolean isReadable(String mutant) {
    try {
      return SignedJWT.parse(mutant).getJWTClaimsSet().getSubject() != null;
    } catch (java.text.ParseException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  /// One character differs, at every place.
  private void edited(Map<String, String> mutants) {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) != '.') {
        char other = token.charAt(i) == 'A' ? 'B' : 'A';
        mutants.put("character " + i, token.substring(0, i) + other + token.substring(i + 1));
      }
    }
    String last = token.substring(token.length() - 1);
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        .chars()
        .mapToObj(Character::toString)
        .filter(one -> !one.equals(last))
        .forEach(one -> mutants.put("last " + one, token.substring(0, token.length() - 1) + one));
  }

  /// Parts are missing, doubled, or of another token.
  private void joined(Map<String, String> mutants) {
    String[] part = token.split("\\.", -1);
    String[] other = tokens.issue(MARTA).split("\\.", -1);
    mutants.put("no signature", part[0] + "." + part[1] + ".");
    mutants.put("two parts", part[0] + "." + part[1]);
    mutants.put("four parts", token + "." + part[2]);
    mutants.put("padding", token + "=");
    mutants.put("space", token + " ");
    mutants.put("line", token + "\n");
    mutants.put("another's signature", part[0] + "." + part[1] + "." + other[2]);
    mutants.put("another's claims", part[0] + "." + other[1] + "." + part[2]);
    mutants.put("empty", "");
    mutants.put("dots", "..");
    mutants.put(
        "five parts", part[0] + "." + part[1] + "." + part[2] + "." + part[1] + "." + part[2]);
    mutants.put("long", token + "A".repeat(4000));
  }

  /// The header chooses another algorithm, key or type.
  private void headers(Map<String, String> mutants) throws JOSEException {
    JWTClaimsSet claims = usual().build();
    mutants.put("alg none", new PlainJWT(claims).serialize());
    mutants.put(
        "alg none with type",
        new PlainJWT(new PlainHeader.Builder().type(type()).build(), claims).serialize());
    String[] part = token.split("\\.", -1);
    for (String alg :
        List.of(
            "none", "None", "NONE", "nOnE", "", "HS256 ", "hs256", "RS256", "ES256", "PS256",
            "EdDSA", "HS384", "HS512", "dir")) {
      String header =
          Base64URL.encode(
                  "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(alg, kid()))
              .toString();
      mutants.put("alg '" + alg + "'", header + "." + part[1] + "." + part[2]);
      mutants.put("alg '" + alg + "' unsigned", header + "." + part[1] + ".");
    }
    SecretKey longer =
        new SecretKeySpec(
            "x".repeat(64).getBytes(java.nio.charset.StandardCharsets.US_ASCII), "HmacSHA512");
    for (JWSAlgorithm alg : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
      mutants.put(
          "signed by " + alg,
          signed(new JWSHeader.Builder(alg).type(type()).keyID(kid()).build(), claims, longer));
    }
    mutants.put(
        "no kid",
        signed(new JWSHeader.Builder(JWSAlgorithm.HS256).type(type()).build(), claims, KEY));
    mutants.put(
        "other kid",
        signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(type()).keyID("other").build(),
            claims,
            KEY));
    for (JOSEObjectType type :
        List.of(JOSEObjectType.JWT, JOSEObjectType.JOSE, new JOSEObjectType("logout+jwt"))) {
      mutants.put(
          "type " + type,
          signed(
              new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).keyID(kid()).build(),
              claims,
              KEY));
    }
    mutants.put(
        "no type",
        signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid()).build(), claims, KEY));
    mutants.put(
        "critical",
        signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(type())
                .keyID(kid())
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build(),
            claims,
            KEY));
    SecretKey own =
        new TokenKeys("the secret of somebody who would like to come in")
            .key(TokenKeys.Purpose.ACCESS);
    mutants.put("own key", signed(header().build(), claims, own));
    mutants.put(
        "own key in the header",
        signed(
            header()
                .jwk(
                    new OctetSequenceKey.Builder(new Base64URL("AAAA"))
                        .keyID("x")
                        .build()
                        .toPublicJWK())
                .build(),
            claims,
            own));
    for (TokenKeys.Purpose purpose : TokenKeys.Purpose.values()) {
      if (purpose != TokenKeys.Purpose.ACCESS) {
        mutants.put("key of " + purpose, signed(header().build(), claims, KEYS.key(purpose)));
      }
    }
    AccessTokens elsewhere =
        new AccessTokens(
            new TokenKeys(SECRET + "2"), ISSUER, Ids.secure(), InstantSource.fixed(NOW));
    mutants.put("another environment's", elsewhere.issue(MARTA));
  }

  /// Rightly signed, and not as a token must be.
  private void claims(Map<String, String> mutants) throws JOSEException {
    Map<String, Consumer<JWTClaimsSet.Builder>> edits = new LinkedHashMap<>();
    for (String claim :
        List.of("iss", "aud", "sub", "org", "sid", "kind", "iat", "nbf", "exp", "jti")) {
      edits.put("without " + claim, set -> set.claim(claim, null));
    }
    for (String issuer :
        List.of("https://other.example", "https://app.example/", "http://app.example", "", "APP")) {
      edits.put("iss " + issuer, set -> set.issuer(issuer));
    }
    for (String audience : List.of("other", "", "Firstbell", "firstbell ")) {
      edits.put("aud " + audience, set -> set.audience(audience));
    }
    edits.put("expired", set -> set.expirationTime(Date.from(NOW.minusSeconds(2))));
    edits.put("expired long ago", set -> set.expirationTime(new Date(0)));
    edits.put("not yet", set -> set.notBeforeTime(Date.from(NOW.plusSeconds(5))));
    for (String org : List.of("", "TEA", "tea#x", "../tea", "tea tea", "a".repeat(41))) {
      edits.put("org " + org, set -> set.claim("org", org));
    }
    for (String sid : List.of("", "short", "A".repeat(26), "a".repeat(27), "a#" + "a".repeat(24))) {
      edits.put("sid " + sid, set -> set.claim("sid", sid));
    }
    for (String sub : List.of("", "member#marta", "Marta", "a".repeat(65))) {
      edits.put("sub " + sub, set -> set.subject(sub));
    }
    edits.put("org a number", set -> set.claim("org", 7));
    edits.put("org a list", set -> set.claim("org", List.of("tea")));
    edits.put("support from nowhere", set -> set.claim("kind", "support"));
    edits.put("a member from elsewhere", set -> set.claim("from", "harbor"));
    edits.put("from of another form", set -> set.claim("kind", "support").claim("from", "#"));
    for (Map.Entry<String, Consumer<JWTClaimsSet.Builder>> edit : edits.entrySet()) {
      JWTClaimsSet.Builder set = usual();
      edit.getValue().accept(set);
      mutants.put(edit.getKey(), signed(header().build(), set.build(), KEY));
    }
  }

  private static JWTClaimsSet.Builder usual() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("firstbell")
        .subject("marta")
        .claim("org", "tea")
        .claim("sid", "a".repeat(26))
        .claim("kind", "member")
        .issueTime(Date.from(NOW))
        .notBeforeTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(600)))
        .jwtID("j1");
  }

  @Test
  void theMutantsAreMadeOfATokenThatIsGood() throws JOSEException {
    assertTrue(tokens.verify(signed(header().build(), usual().build(), KEY)).isPresent());
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.HS256).type(type()).keyID(kid());
  }

  private static JOSEObjectType type() {
    return new JOSEObjectType("at+jwt");
  }

  private static String kid() {
    return KEYS.mac(TokenKeys.Purpose.ACCESS, "kid").substring(0, 8);
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, SecretKey key)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(new MACSigner(key));
    return jwt.serialize();
  }
}
