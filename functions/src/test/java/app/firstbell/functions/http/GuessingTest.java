package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Role;
import app.firstbell.identity.SignIn;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody guesses a password, and its owner gets in all the same.
class GuessingTest {
  private static final String COMPUTER = "k3v6n4p8r2s9";
  private final Lobby lobby = new Lobby();
  private String marta = "";

  @BeforeEach
  void organization() {
    lobby.organization(lobby.tenant, OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    lobby.member("marta", Role.ADMIN);
    marta = lobby.email("marta");
  }

  @Test
  void tenWrongTriesFromSomewhereDoNotKeepTheOwnerOut() {
    for (int i = 0; i < 10; i++) {
      assertEquals(401, signIn("198.51.100.7", "", marta, "a guess " + i).status());
    }
    Lobby.Reply late = signIn("198.51.100.7", "", marta, Lobby.PASSWORD);
    assertEquals(429, late.status(), "right or wrong");
    assertTrue(Integer.parseInt(late.header("Retry-After")) <= 900);
    assertEquals(201, signIn("203.0.113.1", "", marta, Lobby.PASSWORD).status());
    lobby.clock.advance(Duration.ofMinutes(15));
    assertEquals(201, signIn("198.51.100.7", "", marta, Lobby.PASSWORD).status());
  }

  @Test
  void aSuccessGivesTheTriesBack() {
    for (int round = 0; round < 3; round++) {
      guesses("203.0.113.1", 9, marta);
      assertEquals(201, signIn("203.0.113.1", "", marta, Lobby.PASSWORD).status());
    }
  }

  @Test
  void fromOnePlaceNobodyUsesUpTheTriesOfAll() {
    guesses("198.51.100.7", 500, marta);
    assertEquals(201, signIn("203.0.113.1", "", marta, Lobby.PASSWORD).status());
  }

  @Test
  void whoIsGuessedFromEverywhereGetsInOnAComputerOfTheirs() {
    assertEquals(201, signIn("203.0.113.1", COMPUTER, marta, Lobby.PASSWORD).status());
    assertEquals(201, signIn("203.0.113.1", "front-desk", marta, Lobby.PASSWORD).status());
    guessedFromEverywhere(marta);
    assertEquals(429, signIn("203.0.113.1", "", marta, Lobby.PASSWORD).status());
    assertEquals(
        429,
        signIn("203.0.113.1", "front-desk", marta, Lobby.PASSWORD).status(),
        "a name is guessed");
    assertEquals(429, signIn("203.0.113.1", "another-computer", marta, Lobby.PASSWORD).status());
    assertEquals(201, signIn("203.0.113.2", COMPUTER, marta, Lobby.PASSWORD).status());
    // Whoever sits there guesses no more than anybody else.
    for (int i = 0; i < 10; i++) {
      assertEquals(401, signIn("203.0.113." + i, COMPUTER, marta, "a guess").status(), "try " + i);
    }
    assertEquals(429, signIn("203.0.113.2", COMPUTER, marta, Lobby.PASSWORD).status());
    lobby.clock.advance(Duration.ofMinutes(15));
    assertEquals(201, signIn("203.0.113.2", "", marta, Lobby.PASSWORD).status());
  }

  @Test
  void aComputerIsKnownForNinetyDaysAndToItsOwnerAlone() {
    lobby.member("priya", Role.MEMBER);
    assertEquals(201, signIn("203.0.113.1", COMPUTER, marta, Lobby.PASSWORD).status());
    guessedFromEverywhere(lobby.email("priya"));
    assertEquals(
        429,
        signIn("203.0.113.1", COMPUTER, lobby.email("priya"), Lobby.PASSWORD).status(),
        "it is Marta's");
    lobby.clock.advance(Duration.ofDays(90));
    guessedFromEverywhere(marta);
    assertEquals(429, signIn("203.0.113.1", COMPUTER, marta, Lobby.PASSWORD).status());
  }

  /// T14: status, words, headers and all limits are the same whether anybody has the address.
  @Test
  void ofAnUnknownAddressEverythingIsTheSame() {
    assertEquals(201, signIn("203.0.113.1", COMPUTER, marta, Lobby.PASSWORD).status());
    // Each from places of its own: what is compared is what one place sees.
    List<Lobby.Reply> known = guessing(marta, "198.51.100.");
    List<Lobby.Reply> unknown = guessing(lobby.email("nobody"), "198.51.101.");
    for (int i = 0; i < known.size(); i++) {
      assertEquals(known.get(i).status(), unknown.get(i).status(), "try " + i);
      assertEquals(
          known.get(i).response().getBody(), unknown.get(i).response().getBody(), "try " + i);
      assertEquals(
          known.get(i).response().getHeaders(), unknown.get(i).response().getHeaders(), "try " + i);
    }
    assertEquals(
        List.of(401, 429),
        known.stream().map(Lobby.Reply::status).distinct().toList(),
        "both were seen");
  }

  private List<Lobby.Reply> guessing(String email, String place) {
    List<Lobby.Reply> seen = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      seen.add(signIn(place + 1, "", email, "a guess"));
    }
    guessedFromEverywhere(email);
    seen.add(signIn(place + 2, "", email, "a guess"));
    seen.add(signIn(place + 2, "another-computer", email, "a guess"));
    return seen;
  }

  /// Whoever has no token is told their limit too; it is the address's, whatever is asked.
  @Test
  void theLimitOfTheAddressIsTold() {
    Lobby.Reply wrong = signIn("203.0.113.7", "", marta, "wrong");
    assertEquals("60", wrong.header("RateLimit-Limit"));
    int left = Integer.parseInt(wrong.header("RateLimit-Remaining"));
    assertEquals(59, left);
    assertEquals("58", reset(marta).header("RateLimit-Remaining"));
    assertEquals("57", reset(lobby.email("nobody")).header("RateLimit-Remaining"));
    Lobby.Reply right = signIn("203.0.113.7", "", marta, Lobby.PASSWORD);
    assertEquals(201, right.status());
    assertEquals("57", right.header("RateLimit-Remaining"), "given back");
    assertEquals("60", signIn("203.0.113.8", "", marta, "wrong").header("RateLimit-Limit"));
    assertEquals(
        "null",
        lobby.ask("GET /terms").from(ofThisTest("203.0.113.7")).send().header("RateLimit-Limit"),
        "what is not counted has none");
    for (int i = 0; i < 57; i++) {
      reset(lobby.email("nobody"));
    }
    Lobby.Reply over = reset(marta);
    assertEquals(429, over.status());
    assertEquals("0", over.header("RateLimit-Remaining"));
    assertNotEquals("null", over.header("RateLimit-Reset"));
  }

  private Lobby.Reply reset(String email) {
    return lobby
        .ask("POST /password-resets")
        .from(ofThisTest("203.0.113.7"))
        .send(json -> json.text("email", email));
  }

  /// Tests share the table, and with it what counts by address.
  private String ofThisTest(String address) {
    return address + " " + lobby.tenant;
  }

  private void guessedFromEverywhere(String email) {
    for (int place = 0; place < 10; place++) {
      guesses("192.0.2." + place, 10, email);
    }
  }

  /// As signing in counts them, without hashing a password for each.
  private void guesses(String address, int tries, String email) {
    SignIn.From from = new SignIn.From("a program", Optional.of(ofThisTest(address)), null);
    for (int i = 0; i < tries; i++) {
      lobby.parts.throttle().count(email, from, lobby.clock.instant());
    }
  }

  private Lobby.Reply signIn(String address, String computer, String email, String password) {
    return lobby
        .ask("POST /sessions")
        .from(ofThisTest(address))
        .send(json ->
            json.text("email", email)
                .text("password", password)
                .text("computer", computer.isEmpty() ? null : computer));
  }
}
