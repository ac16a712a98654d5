package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What ends by itself (T3, T5, T16), by moving the clock of an installation of its own. Each is
/// good until just before.
@Tag("threat")
class MovedClockTest {
  private static final String ROSA = "rosa@harbor.example";
  private static final String ROSAS_PASSWORD = "ring-the-bell-3";

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.startForTests("moved-clock");
  }

  @AfterAll
  static void end() {
    installation.close();
  }

  @Test
  void anAccessTokenIsGoodForTenMinutes() {
    Person rosa = rosa();
    installation.emulator().advance(Duration.ofMinutes(9));
    assertEquals(200, rosa.api().get("/sessions/current").status());
    installation.emulator().advance(Duration.ofMinutes(1).plusSeconds(5));
    assertEquals(401, rosa.api().get("/sessions/current").status());
    assertEquals(201, refresh(rosa), "the session goes on by its refresh token");
  }

  @Test
  void aSupportSessionEndsWithItsMinutes() {
    Person rosa = rosa();
    JsonNode entered =
        rosa.api()
            .send(
                Request.of("POST /organizations/{organization}/support-sessions", "demo")
                    .json(Api.object().put("reason", "Asked by phone to look.").put("minutes", 15)))
            .orFail(201)
            .json();
    Api support = rosa.api().with(entered.path("token").asText());
    installation.emulator().advance(Duration.ofMinutes(14));
    assertEquals(200, support.get("/organizations/{organization}", "demo").status());
    installation.emulator().advance(Duration.ofMinutes(1).plusSeconds(5));
    assertEquals(401, support.get("/organizations/{organization}", "demo").status());
  }

  @Test
  void aResetLinkIsGoodForAnHour() {
    String first = reset(1);
    installation.emulator().advance(Duration.ofMinutes(59));
    assertEquals(204, redeem(first));
    String second = reset(2);
    installation.emulator().advance(Duration.ofMinutes(60).plusSeconds(5));
    assertEquals(410, redeem(second));
  }

  @Test
  void anInvitationIsGoodForAWeek() {
    Company demo =
        new Company(installation, "demo", "Northwind Tea", "customer", "harbor", marta());
    String early = Company.address("early");
    String late = Company.address("late");
    demo.invite(Job.agent("Early"), early);
    demo.invite(Job.agent("Late"), late);
    String ofEarly = new Mailbox(installation, early).link(Mailbox.Link.INVITATION).token();
    String ofLate = new Mailbox(installation, late).link(Mailbox.Link.INVITATION).token();
    installation.emulator().advance(Duration.ofDays(7).minusMinutes(5));
    assertEquals(201, accept(ofEarly));
    installation.emulator().advance(Duration.ofMinutes(6));
    assertEquals(410, accept(ofLate));
  }

  @Test
  void aTicketIsGoodForAMinute() throws Exception {
    Person rosa = rosa();
    JsonNode good = rosa.door().ticket(rosa.token()).orFail(201).json();
    JsonNode old = rosa.door().ticket(rosa.token()).orFail(201).json();
    try (AgentClient connected = rosa.connect()) {
      connected
          .line()
          .connect(good.path("ticket").asText(), java.net.URI.create(good.path("socket").asText()));
      installation.emulator().advance(Duration.ofSeconds(61));
      boolean opened;
      try {
        connected
            .line()
            .connect(old.path("ticket").asText(), java.net.URI.create(old.path("socket").asText()));
        opened = true;
      } catch (java.io.IOException refused) {
        opened = false;
      }
      assertTrue(!opened, "an old ticket opened a socket");
    }
  }

  private static Person rosa() {
    return Person.signIn(installation, ROSA, ROSAS_PASSWORD);
  }

  private static Person marta() {
    return Person.signIn(installation, "marta@northwind.example", "ring-the-bell-1");
  }

  private static int refresh(Person person) {
    return Api.nobody(person.door())
        .post("/sessions/refresh", Api.object().put("refreshToken", person.refreshToken()))
        .status();
  }

  private static String reset(int place) {
    Api.nobody(installation.door())
        .post("/password-resets", Api.object().put("email", "priya@northwind.example"))
        .orFail(202);
    return new Mailbox(installation, "priya@northwind.example")
        .link(Mailbox.Link.RESET, place)
        .token();
  }

  private static int redeem(String token) {
    return Api.nobody(installation.door())
        .post(
            "/password-resets/redemptions",
            Api.object().put("token", token).put("password", "a bell of another day"))
        .status();
  }

  private static int accept(String token) {
    return Api.nobody(installation.door())
        .post(
            "/invitations/acceptances",
            Api.object().put("token", token).put("password", Person.PASSWORD))
        .status();
  }
}
