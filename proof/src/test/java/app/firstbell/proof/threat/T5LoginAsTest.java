package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.threat.SupportDeeds.Deed;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T5: support acts under both names, within its own tree, with a reason, and never touches what is
/// a person's own. The time limit is in [MovedClockTest].
@Tag("threat")
@OnInstallation
@OnHouse
class T5LoginAsTest {
  private static final String ORGANIZATION = "/organizations/{organization}";
  private final House house;

  T5LoginAsTest(House house) {
    this.house = house;
  }

  @Test
  void everyChangeBySupportStandsInTheLogUnderBothNames() {
    Person rosa = house.harbor().owner();
    Company tea = house.tea();
    String before = newest(tea);
    JsonNode entered = tea.support(rosa);
    Api support = rosa.api().with(entered.path("token").asText());

    List<Deed> deeds = SupportDeeds.all(support, tea);
    assertEquals(
        SupportDeeds.open(),
        deeds.stream().map(Deed::action).collect(Collectors.toSet()),
        "every mutating route that is open to support is called");
    for (Deed deed : deeds) {
      assertTrue(
          deed.answer().status() < 300,
          deed.action().routeKey() + ": " + deed.answer().status() + deed.answer().text());
    }

    List<String> missing = new ArrayList<>();
    List<JsonNode> records = awaitRecords(tea, before, deeds.size());
    for (Deed deed : deeds) {
      boolean isThere =
          records.stream()
              .filter(one -> one.path("what").asText().equals(deed.what()))
              .anyMatch(one ->
                  one.path("by").path("id").asText().equals(rosa.id())
                      && one.path("by").path("name").asText().equals(rosa.name())
                      && one.path("by").path("organization").asText().equals(house.harbor().name())
                      && one.path("as").asText().equals(tea.name()));
      if (!isThere) {
        missing.add(deed.action().routeKey() + " as " + deed.what());
      }
    }
    assertEquals(List.of(), missing, "the log has " + records);
    assertTrue(
        records.stream().anyMatch(one -> one.path("what").asText().equals("support.entered")),
        "and the entering itself: " + records);
    // The negative control: the same look does not find an administrator's own act.
    assertTrue(
        records.stream()
            .filter(one -> one.path("by").path("id").asText().equals(tea.owner().id()))
            .allMatch(one -> one.path("as").isMissingNode()));
  }

  @Test
  void whatIsAPersonsOwnIsClosedToSupport() {
    Person rosa = house.harbor().owner();
    Company tea = house.tea();
    Api support = rosa.api().with(tea.support(rosa).path("token").asText());
    String agent = house.staff().agent().id();
    List<Request> forbidden =
        List.of(
            Request.of("PUT /sessions/current/password")
                .json(Api.object().put("current", "x".repeat(12)).put("password", "y".repeat(12))),
            Request.of("GET /sessions"),
            Request.of("DELETE /sessions/{session}", house.staff().agent().sessionId()),
            Request.of("PATCH /profile").ifMatch("\"1\"").json(Api.object().put("name", "Mallory")),
            Request.of("GET " + ORGANIZATION + "/members/{member}/profile", tea.id(), agent),
            Request.of("PATCH " + ORGANIZATION + "/members/{member}/profile", tea.id(), agent)
                .ifMatch("\"1\"")
                .json(Api.object().put("greeting", "I am Mallory.")),
            Request.of("POST /tickets").json(Api.object()),
            Request.of(
                "POST " + ORGANIZATION + "/members/{member}/password-reset", tea.id(), agent),
            Request.of("POST " + ORGANIZATION + "/members/{member}/invitation", tea.id(), agent),
            Request.of("DELETE " + ORGANIZATION + "/members/{member}", tea.id(), agent)
                .ifMatch("\"1\""),
            key(tea),
            Request.of("PUT " + ORGANIZATION + "/owner", tea.id())
                .json(Api.object().put("member", agent)),
            Request.of("PUT " + ORGANIZATION + "/suspension", tea.id())
                .json(Api.object().put("reason", "No reason at all.")),
            Request.of("DELETE " + ORGANIZATION, tea.id()).ifMatch("\"1\""),
            Request.of("POST /organizations").json(Company.draft("Mallory's")),
            Request.of("POST " + ORGANIZATION + "/support-sessions", tea.id())
                .json(Api.object().put("reason", "Once more, and longer.").put("minutes", 60)));
    for (Request request : forbidden) {
      Answer answer = support.send(request);
      assertEquals(403, answer.status(), request.route() + ": " + answer.text());
      assertEquals("forbidden", answer.problem(), request.route());
    }
    // Inside routes that are open: an e-mail address, billing.
    String member = ORGANIZATION + "/members/{member}";
    for (var body :
        List.of(
            Api.object().put("email", "mallory@attacker.example"),
            Api.object().put("portalAccess", false))) {
      Answer answer =
          support.change(
              "PATCH", member, support.get(member, tea.id(), agent), body, tea.id(), agent);
      assertTrue(answer.status() == 403 || answer.status() == 400, body + ": " + answer.text());
    }
    var billing = Api.object();
    billing.putObject("billing").put("name", "Mallory");
    assertEquals(
        403,
        support
            .change("PATCH", ORGANIZATION, support.get(ORGANIZATION, tea.id()), billing, tea.id())
            .status());
    assertEquals(
        200,
        house.staff().agent().api().get("/sessions/current").status(),
        "nobody was put out meanwhile");
  }

  @Test
  void onlyInsideOnesOwnTreeWithAReasonAndALimit() {
    Api rosa = house.harbor().owner().api();
    Api ida = house.inland().owner().api();
    assertEquals(404, enter(ida, house.tea().id(), "Just having a look around.", 30).status());
    assertEquals(404, enter(rosa, house.bikes().id(), "Just having a look around.", 30).status());
    assertEquals(
        403, enter(house.tea().owner().api(), house.tea().id(), "It is mine.......", 30).status());
    assertEquals(
        404, enter(house.tea().owner().api(), house.books().id(), "Next door......", 30).status());
    assertEquals(400, enter(rosa, house.tea().id(), "short", 30).status());
    assertEquals(400, enter(rosa, house.tea().id(), " ".repeat(20), 30).status());
    assertEquals(400, enter(rosa, house.tea().id(), "Long enough a reason.", 4).status());
    assertEquals(400, enter(rosa, house.tea().id(), "Long enough a reason.", 61).status());
    assertEquals(400, enter(rosa, house.tea().id(), "Long enough a reason.", 10_000).status());
    Answer entered = enter(rosa, house.tea().id(), "Long enough a reason.", 5).orFail(201);
    assertTrue(entered.json().path("refreshToken").isMissingNode(), "and cannot be prolonged");
    Api support = rosa.with(entered.json().path("token").asText());
    assertEquals(200, support.get(ORGANIZATION, house.tea().id()).status());
    for (String other :
        List.of(house.books().id(), house.harbor().id(), house.bikes().id(), "platform")) {
      assertEquals(404, support.get(ORGANIZATION, other).status(), other);
    }
    assertEquals(
        house.tea().name(),
        support
            .get("/sessions/current")
            .orFail(200)
            .json()
            .path("organization")
            .path("name")
            .asText());
    assertEquals(
        house.harbor().owner().name(),
        support.get("/sessions/current").json().path("support").path("by").path("name").asText(),
        "what the banner shows");
  }

  /// Whoever may not enter any more is out: the session hangs on the reseller's own standing.
  @Test
  void aSupportSessionEndsWithTheStandingOfWhoEntered() {
    Company harbor = house.harbor();
    Person leaving = harbor.hire(Job.manager("Leaving", "manage-customers"));
    Api support = leaving.api().with(house.tea().support(leaving).path("token").asText());
    assertEquals(200, support.get(ORGANIZATION, house.tea().id()).status());
    String member = ORGANIZATION + "/members/{member}";
    Api owner = harbor.owner().api();
    var none = Api.object();
    none.putArray("permissions");
    owner
        .change(
            "PUT",
            member + "/permissions",
            owner.get(member, harbor.id(), leaving.id()),
            none,
            harbor.id(),
            leaving.id())
        .orFail(200);
    assertEquals(401, support.get(ORGANIZATION, house.tea().id()).status());
  }

  private static Request key(Company company) {
    var body = Api.object().put("name", "Mallory's");
    body.putArray("scopes").add("members:write");
    return Request.of("POST " + ORGANIZATION + "/api-keys", company.id()).json(body);
  }

  private static Answer enter(Api by, String organization, String reason, int minutes) {
    return by.send(
        Request.of("POST " + ORGANIZATION + "/support-sessions", organization)
            .json(Api.object().put("reason", reason).put("minutes", minutes)));
  }

  private String newest(Company company) {
    JsonNode items =
        company
            .owner()
            .api()
            .get(ORGANIZATION + "/audit", company.id())
            .orFail(200)
            .json()
            .path("items");
    return items.path(0).path("id").asText();
  }

  /// The records since one, as soon as there are so many.
  private List<JsonNode> awaitRecords(Company company, String since, int count) {
    List<JsonNode> found = new ArrayList<>();
    app.firstbell.proof.engine.Await.within(
        java.time.Duration.ofSeconds(15),
        () -> {
          java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
          found.clear();
          for (JsonNode one :
              company
                  .owner()
                  .api()
                  .send(
                      Request.of("GET " + ORGANIZATION + "/audit", company.id()).query("limit=100"))
                  .orFail(200)
                  .json()
                  .path("items")) {
            if (one.path("id").asText().equals(since)) {
              break;
            }
            found.add(one);
          }
          return StreamSupport.stream(found.spliterator(), false)
                  .filter(one -> !one.path("as").isMissingNode())
                  .count()
              >= count;
        });
    return found;
  }
}
