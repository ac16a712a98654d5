package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T4: whoever is let out is out: the socket ends within 5 s, nothing more is sent by it, neither
/// token opens anything, and nobody else is disturbed.
@Tag("threat")
@OnInstallation
@OnHouse
class T4RevocationTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final String MEMBER = "/organizations/{organization}/members/{member}";
  private final House house;

  T4RevocationTest(House house) {
    this.house = house;
  }

  @Test
  void aDisabledAgent() throws Exception {
    Person agent = house.tea().hire(Job.agent("Dora"));
    try (Watched watched = watch(agent)) {
      edit(agent, "disabled");
      watched.assertOut("revoked", 401);
    }
    assertNotEquals(201, agent.door().signIn(agent.email(), agent.password()).status());
  }

  @Test
  void aDeletedAgent() throws Exception {
    Person agent = house.tea().hire(Job.agent("Dieter"));
    try (Watched watched = watch(agent)) {
      admin().deleteRead(MEMBER, house.tea().id(), agent.id()).orFail(204);
      watched.assertOut("revoked", 401);
    }
  }

  @Test
  void anAgentWithoutAccessToThePortal() throws Exception {
    Person agent = house.tea().hire(Job.agent("Pia"));
    try (Watched watched = watch(agent)) {
      admin()
          .change(
              "PATCH",
              MEMBER,
              admin().get(MEMBER, house.tea().id(), agent.id()),
              Api.object().put("portalAccess", false),
              house.tea().id(),
              agent.id())
          .orFail(200);
      watched.assertOut("revoked", 401);
    }
  }

  @Test
  void aChangedPasswordEndsEveryOtherSession() throws Exception {
    Person agent = house.tea().hire(Job.agent("Paul"));
    Person elsewhere = agent.elsewhere();
    try (Watched left = watch(elsewhere);
        AgentClient here = agent.connect()) {
      agent
          .api()
          .put(
              "/sessions/current/password",
              Api.object()
                  .put("current", agent.password())
                  .put("password", "a bell of another day"))
          .orFail(204);
      left.assertOut("revoked", 401);
      here.line().call(Line.frame("ping"), "pong");
      assertEquals(200, agent.api().get("/sessions/current").status());
    }
  }

  @Test
  void aResetPasswordEndsEverySession() throws Exception {
    Person agent = house.tea().hire(Job.agent("Rita"));
    try (Watched watched = watch(agent)) {
      Api nobody = Api.nobody(agent.door());
      nobody.post("/password-resets", Api.object().put("email", agent.email())).orFail(202);
      String token = agent.mailbox().link(Mailbox.Link.RESET).token();
      nobody
          .post(
              "/password-resets/redemptions",
              Api.object().put("token", token).put("password", "a bell of another day"))
          .orFail(204);
      watched.assertOut("revoked", 401);
    }
  }

  @Test
  void whoSignsOut() throws Exception {
    Person agent = house.tea().hire(Job.agent("Olaf"));
    Person elsewhere = agent.elsewhere();
    try (Watched watched = watch(agent);
        AgentClient other = elsewhere.connect()) {
      agent.api().delete("/sessions/current").orFail(204);
      watched.assertOut("revoked", 401);
      other.line().call(Line.frame("ping"), "pong");
    }
  }

  @Test
  void aSessionThatIsEndedFromAnother() throws Exception {
    Person agent = house.tea().hire(Job.agent("Sam"));
    Person lost = agent.elsewhere();
    try (Watched watched = watch(lost)) {
      agent.api().delete("/sessions/{session}", lost.sessionId()).orFail(204);
      watched.assertOut("revoked", 401);
      assertEquals(200, agent.api().get("/sessions/current").status());
    }
  }

  @Test
  void aSuspendedOrganization() throws Exception {
    Person rosa = house.harbor().owner();
    Company shut = Company.create(rosa, "Shutting " + Line.newCid().substring(0, 6), "customer");
    Api api = rosa.api();
    try (Watched watched = watch(shut.owner());
        VisitorClient visitor = shut.visitor()) {
      api.put(
              "/organizations/{organization}/suspension",
              Api.object().put("reason", "Three invoices are overdue."),
              shut.id())
          .orFail(200);
      watched.assertOut("suspended", 403);
      assertTrue(endsWithin(visitor.line()), "the visitor's socket ends too");
      assertEquals(
          404,
          Api.nobody(rosa.door()).get("/sites/{site}", shut.id()).status(),
          "the widget shows nothing");
      assertEquals(
          200,
          api.get("/organizations/{organization}", shut.id()).status(),
          "the reseller still sees it");
    }
    api.delete("/organizations/{organization}/suspension", shut.id()).orFail(200);
    assertEquals(200, Api.nobody(rosa.door()).get("/sites/{site}", shut.id()).status());
    assertEquals(
        201,
        shut.owner().door().signIn(shut.owner().email(), shut.owner().password()).status(),
        "nothing is lost");
  }

  /// The observer's own control: a socket that nobody ended is not reported as ended.
  @Test
  void whoIsNotLetOutStays() throws Exception {
    Person agent = house.staff().neighbour().elsewhere();
    try (AgentClient client = agent.connect()) {
      assertFalse(endsWithin(client.line()));
      client.line().call(Line.frame("ping"), "pong");
    }
  }

  private Api admin() {
    return house.tea().owner().api();
  }

  private void edit(Person agent, String status) {
    admin()
        .change(
            "PATCH",
            MEMBER,
            admin().get(MEMBER, house.tea().id(), agent.id()),
            Api.object().put("status", status),
            house.tea().id(),
            agent.id())
        .orFail(200);
  }

  private Watched watch(Person person) throws IOException {
    AgentClient bystander = house.staff().neighbour().elsewhere().connect();
    return new Watched(person, person.connect(), bystander);
  }

  private static boolean endsWithin(Line line) {
    return Await.within(WITHIN, () -> !line.isOpen());
  }

  /// Somebody at a socket, and somebody beside them who must not notice.
  private record Watched(Person person, AgentClient client, AgentClient bystander)
      implements AutoCloseable {
    /// @param why what the server says before it closes
    void assertOut(String why, int status) {
      assertTrue(endsWithin(client.line()), "the socket ends within " + WITHIN);
      assertEquals(why, client.line().await("bye", _ -> true, Duration.ZERO).path("why").asText());
      try {
        client.line().tell(Line.frame("presence").put("show", "online").put("computer", "c"));
        throw new AssertionError("a closed socket took a frame");
      } catch (IOException closed) {
        // as it must be
      }
      assertEquals(status, person.api().get("/sessions/current").status(), "the access token");
      assertEquals(status, person.door().ticket(person.token()).status(), "a new ticket");
      int refreshed =
          Api.nobody(person.door())
              .send(
                  Request.of("POST /sessions/refresh")
                      .json(Api.object().put("refreshToken", person.refreshToken())))
              .status();
      assertEquals(status, refreshed, "the refresh token");
      bystander.line().call(Line.frame("ping"), "pong");
    }

    @Override
    public void close() {
      client.close();
      bystander.close();
    }
  }
}
