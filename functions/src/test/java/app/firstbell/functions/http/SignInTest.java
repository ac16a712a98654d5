package app.firstbell.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Role;
import app.firstbell.json.JsonValue;
import app.firstbell.organization.Account;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Signing in, going on, and what ends a session.
class SignInTest {
  private final Lobby lobby = new Lobby();

  @BeforeEach
  void organization() {
    lobby.organization(lobby.tenant, OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    lobby.member("marta", Role.ADMIN);
  }

  @Test
  void whoSignsInIsToldWhoTheyAreAndWhere() {
    Lobby.Reply welcome = lobby.signIn("marta");
    assertEquals(201, welcome.status());
    JsonValue.Obj organization = welcome.body().object("organization").orElseThrow();
    assertEquals("customer", organization.text("kind").orElseThrow());
    JsonValue.Obj member = welcome.body().object("member").orElseThrow();
    assertEquals("admin", member.text("role").orElseThrow());
    assertEquals(9, member.array("permissions").orElseThrow().size());
    Lobby.Reply current = lobby.current(welcome.text("token"));
    assertEquals(200, current.status());
    assertEquals(member, current.body().object("member").orElseThrow());
    assertEquals(List.of("security.signed-in"), lobby.told());
  }

  @Test
  void anAccessTokenIsGoodForTenMinutesAndARefreshTokenGoesOn() {
    Lobby.Reply welcome = lobby.signIn("marta");
    lobby.clock.advance(Duration.ofMinutes(11));
    assertEquals(401, lobby.current(welcome.text("token")).status());
    Lobby.Reply again = lobby.refresh(welcome.text("refreshToken"));
    assertEquals(201, again.status());
    assertEquals(welcome.text("session"), again.text("session"));
    assertNotEquals(welcome.text("refreshToken"), again.text("refreshToken"));
    assertEquals(200, lobby.current(again.text("token")).status());
  }

  @Test
  void aLostAnswerIsGivenAgainAndTwoTabsGetTheSame() {
    String first = lobby.signIn("marta").text("refreshToken");
    String second = lobby.refresh(first).text("refreshToken");
    lobby.clock.advance(Duration.ofSeconds(60));
    Lobby.Reply again = lobby.refresh(first);
    assertEquals(201, again.status());
    assertEquals(second, again.text("refreshToken"));
    assertEquals(201, lobby.refresh(second).status());
  }

  @Test
  void aRefreshTokenThatIsUsedAgainLaterEndsTheSessionForBoth() {
    String first = lobby.signIn("marta").text("refreshToken");
    Lobby.Reply second = lobby.refresh(first);
    lobby.clock.advance(Duration.ofSeconds(61));
    assertEquals(401, lobby.refresh(first).status());
    assertEquals(401, lobby.refresh(second.text("refreshToken")).status());
    assertEquals(401, lobby.current(second.text("token")).status());
    assertEquals("security.refresh-reused", lobby.told().getLast());
    assertEquals("session:" + second.text("session"), lobby.acts().getLast().text("closes"));
  }

  @Test
  void aTokenTwoGenerationsOldIsReusedAtOnce() {
    String first = lobby.signIn("marta").text("refreshToken");
    String second = lobby.refresh(first).text("refreshToken");
    String third = lobby.refresh(second).text("refreshToken");
    assertEquals(401, lobby.refresh(first).status());
    assertEquals(401, lobby.refresh(third).status());
  }

  @Test
  void aSessionThatIsNotRefreshedEndsAfterAWeekAndAnyAfterThirtyDays() {
    String token = lobby.signIn("marta").text("refreshToken");
    lobby.clock.advance(Duration.ofDays(7));
    assertEquals(401, lobby.refresh(token).status());
    String busy = lobby.signIn("marta").text("refreshToken");
    for (int day = 0; day < 30; day += 5) {
      Lobby.Reply reply = lobby.refresh(busy);
      assertEquals(201, reply.status(), "day " + day);
      busy = reply.text("refreshToken");
      lobby.clock.advance(Duration.ofDays(5));
    }
    assertEquals(401, lobby.refresh(busy).status());
  }

  @Test
  void signingOutEndsTheSessionAndItsRefreshToken() {
    Lobby.Reply welcome = lobby.signIn("marta");
    assertEquals(
        204, lobby.ask("DELETE /sessions/current").as(welcome.text("token")).send().status());
    assertEquals(401, lobby.current(welcome.text("token")).status());
    assertEquals(401, lobby.refresh(welcome.text("refreshToken")).status());
    assertTrue(lobby.told().contains("security.signed-out"));
  }

  @Test
  void onesSessionsAreListedAndEachCanBeEndedButNoneOfAnothers() {
    lobby.member("priya", Role.MEMBER);
    Lobby.Reply here =
        lobby
            .ask("POST /sessions")
            .header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
            .send(
                json -> json.text("email", lobby.email("marta")).text("password", Lobby.PASSWORD));
    Lobby.Reply there = lobby.signIn("marta");
    Lobby.Reply priyas = lobby.signIn("priya");
    Lobby.Reply list = lobby.ask("GET /sessions").as(here.text("token")).send();
    List<JsonValue> items = list.body().array("items").orElseThrow();
    assertEquals(2, items.size());
    assertTrue(list.response().getBody().contains("Firefox on Linux"));
    assertEquals(404, revoke(here, priyas.text("session")).status());
    assertEquals(404, revoke(here, "x").status());
    assertEquals(
        revoke(here, "b".repeat(26)).response().getBody(),
        revoke(here, priyas.text("session")).response().getBody());
    assertEquals(204, revoke(here, there.text("session")).status());
    assertEquals(401, lobby.current(there.text("token")).status());
    assertEquals(200, lobby.current(here.text("token")).status());
    assertEquals(200, lobby.current(priyas.text("token")).status());
  }

  private Lobby.Reply revoke(Lobby.Reply by, String session) {
    return lobby
        .ask("DELETE /sessions/{session}")
        .as(by.text("token"))
        .path("session", session)
        .send();
  }

  @Test
  void whoMayNotComeInIsToldWhyOnlyWhenThePasswordIsRight() {
    Lobby.Reply welcome = lobby.signIn("marta");
    lobby.change("marta", it -> it.with(it.standing().with(MemberStatus.DISABLED)));
    assertEquals("urn:firstbell:problem:disabled", lobby.signIn("marta").text("type"));
    assertEquals(401, lobby.signIn(lobby.email("marta"), "not the password").status());
    assertEquals(401, lobby.current(welcome.text("token")).status());
    assertEquals(403, lobby.refresh(welcome.text("refreshToken")).status());
    lobby.change(
        "marta", it -> it.with(it.standing().with(MemberStatus.ACTIVE).withPortalAccess(false)));
    assertEquals("urn:firstbell:problem:no-access", lobby.signIn("marta").text("type"));
    lobby.change("marta", it -> it.with(it.standing().with(MemberStatus.DELETED)));
    assertEquals(401, lobby.signIn("marta").status());
  }

  @Test
  void aSuspendedOrganizationLetsNobodyInAndLosesNothing() {
    Lobby.Reply welcome = lobby.signIn("marta");
    lobby.change(it -> it.suspended("unpaid"));
    assertEquals("urn:firstbell:problem:suspended", lobby.signIn("marta").text("type"));
    assertEquals(
        "urn:firstbell:problem:suspended", lobby.current(welcome.text("token")).text("type"));
    assertEquals(403, lobby.refresh(welcome.text("refreshToken")).status());
    lobby.change(Account::active);
    assertEquals(200, lobby.current(welcome.text("token")).status());
  }

  /// T14: the same status, words, headers and number of steps.
  @Test
  void knownAndUnknownAddressesAreAnsweredAlike() {
    Lobby.Reply wrong = lobby.signIn(lobby.email("marta"), "not the password");
    Lobby.Reply unknown = lobby.signIn(lobby.email("nobody"), "not the password");
    assertEquals(401, wrong.status());
    assertEquals(wrong.response().getBody(), unknown.response().getBody());
    assertEquals(wrong.response().getHeaders(), unknown.response().getHeaders());
  }

  @Test
  void aPasswordWithAWeakHashIsHashedAnewWhenItIsTyped() {
    lobby.change("marta", it -> it.withPassword(weakHash(Lobby.PASSWORD)));
    assertEquals(201, lobby.signIn("marta").status());
    String anew = hash();
    assertTrue(anew.startsWith("$argon2id$v=19$m=19456,t=2,"), anew);
    assertEquals(201, lobby.signIn("marta").status());
    assertEquals(anew, hash(), "a hash that is strong enough stays");
  }

  private String hash() {
    return String.valueOf(
        lobby
            .parts
            .members()
            .memberNow(lobby.tenant, new AgentId("marta"))
            .orElseThrow()
            .passwordHash());
  }

  private static String weakHash(String password) {
    byte[] salt = "somesaltsomesalt".getBytes(UTF_8);
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(64)
            .withIterations(1)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[32];
    generator.generateBytes(password.getBytes(UTF_8), hash);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=64,t=1,p=1$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  @Test
  void anUnknownFieldIsRefusedByItsPointer() {
    Lobby.Reply refused =
        lobby
            .ask("POST /sessions")
            .sendRaw("{\"email\":\"a@b.example\",\"password\":\"x\",\"e/mail~\":1}");
    assertEquals(400, refused.status());
    JsonValue.Obj error = (JsonValue.Obj) refused.body().array("errors").orElseThrow().getFirst();
    assertEquals("/e~1mail~0", error.text("pointer").orElseThrow());
  }
}
