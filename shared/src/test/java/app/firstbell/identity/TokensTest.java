package app.firstbell.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.firstbell.agent.AgentId;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final TokenKeys KEYS =
      new TokenKeys("the secret of this environment, and no other");
  private static final TokenKeys OTHER =
      new TokenKeys("the secret of that environment, and no other");
  private static final TenantId TEA = new TenantId("tea");
  private static final SessionId SESSION = new SessionId("a".repeat(26));

  @Test
  void keysOfOneSecretAreApartByPurpose() {
    assertNotEquals(
        KEYS.mac(TokenKeys.Purpose.LINK, "a"), KEYS.mac(TokenKeys.Purpose.REFRESH, "a"));
    assertNotEquals(KEYS.mac(TokenKeys.Purpose.LINK, "a"), OTHER.mac(TokenKeys.Purpose.LINK, "a"));
    assertEquals(
        KEYS.mac(TokenKeys.Purpose.LINK, "a"),
        new TokenKeys("the secret of this environment, and no other")
            .mac(TokenKeys.Purpose.LINK, "a"));
    assertThrows(IllegalArgumentException.class, () -> new TokenKeys("short"));
    assertFalse(KEYS.toString().contains("secret"));
  }

  @Test
  void aRefreshTokenIsMadeAgainFromItsSessionAndNotByAnybodyElse() {
    RefreshToken token = new RefreshToken(TEA, SESSION, 7);
    String text = token.text(KEYS);
    assertEquals(Optional.of(token), RefreshToken.of(text, KEYS));
    assertEquals(Optional.empty(), RefreshToken.of(text, OTHER));
    assertEquals(Optional.empty(), RefreshToken.of(text.replace(".7.", ".8."), KEYS));
    assertEquals(Optional.empty(), RefreshToken.of(text.replace("r.tea", "r.teb"), KEYS));
    assertEquals(Optional.empty(), RefreshToken.of(text + "A", KEYS));
    assertEquals(Optional.empty(), RefreshToken.of("", KEYS));
  }

  @Test
  void anApiKeyIsMadeAgainFromItsIdAndNotByAnybodyElse() {
    ApiKeyToken key = new ApiKeyToken(TEA, "b".repeat(26));
    String text = key.text(KEYS);
    assertEquals(Optional.of(key), ApiKeyToken.of(text, KEYS));
    assertEquals(Optional.empty(), ApiKeyToken.of(text, OTHER));
    assertEquals(Optional.empty(), ApiKeyToken.of(text.replace("k.tea", "k.teb"), KEYS));
    assertEquals(Digest.hex(text), key.hash(KEYS));
  }

  @Test
  void theLastTokenButOneIsAnsweredForAMinuteAndAnyOlderOneIsReused() {
    Session session =
        new Session(
            TEA,
            SESSION,
            new AgentId("marta"),
            NOW,
            NOW,
            NOW.plusSeconds(86_400),
            7,
            NOW,
            "Firefox",
            null,
            Optional.empty());
    assertInstanceOf(SessionStore.Rotation.GoesOn.class, judge(session, 6, NOW.plusSeconds(60)));
    assertInstanceOf(SessionStore.Rotation.Reused.class, judge(session, 6, NOW.plusSeconds(61)));
    assertInstanceOf(SessionStore.Rotation.Reused.class, judge(session, 5, NOW));
  }

  private static SessionStore.Rotation judge(Session session, long generation, Instant now) {
    return SessionStore.judge(session, new RefreshToken(TEA, SESSION, generation), now);
  }

  @Test
  void aNewPasswordIsLongAndNotWhatAnybodyTriesFirst() {
    String email = "marta.oliveira@northwind.example";
    assertEquals(Optional.empty(), PasswordRules.problem("correct horse", email));
    assertEquals(Optional.empty(), PasswordRules.problem("ring-the-bell-9", email));
    for (String bad :
        new String[] {
          "short",
          "123456789",
          "1234567890",
          "Password123",
          "aaaaaaaaaaaa",
          "abababababab",
          email,
          "Marta.Oliveira",
          "x".repeat(129)
        }) {
      assertFalse(PasswordRules.problem(bad, email).isEmpty(), bad);
    }
  }
}
