package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T20: the edges of privilege: nobody raises their own limits or gives what they do not have. Each
/// refusal stands beside the same request by somebody who may.
@Tag("threat")
@OnInstallation
@OnHouse
class T20EdgesTest {
  private static final String ORGANIZATION = "/organizations/{organization}";
  private static final String MEMBERS = ORGANIZATION + "/members";
  private static final String MEMBER = MEMBERS + "/{member}";
  private final House house;

  T20EdgesTest(House house) {
    this.house = house;
  }

  @Test
  void anAdministratorCannotRaiseTheOrganizationsLimits() throws IOException {
    Company tea = house.tea();
    Api admin = tea.owner().api();
    for (String body :
        List.of(
            "{\"plan\":\"business-maximumon\"}",
            "{\"limits\":{\"rate\":1000000,\"burst\":1000000}}",
            "{\"state\":\"active\"}",
            "{\"kind\":\"reseller\"}",
            "{\"parent\":\"platform\"}",
            "{\"owner\":\"x\"}",
            "{\"pricing\":\"postpaid\"}",
            "{\"balance\":{\"minor\":100000}}",
            "{\"use\":{\"chats\":0}}",
            "{\"currency\":\"EUR\"}",
            "{\"version\":99}")) {
      Answer answer = edit(admin, tea.id(), object(body));
      assertTrue(answer.status() == 400 || answer.status() == 403, body + ": " + answer.text());
    }
    // Another organization's: a plan that changes calls every agent back.
    Person rosa = house.harbor().owner();
    Company other = Company.create(rosa, "Edges " + Line.newCid().substring(0, 6), "customer");
    assertEquals(
        200,
        edit(rosa.api(), other.id(), Api.object().put("plan", "team")).status(),
        "the reseller may");
  }

  @Test
  void aResellerMakesNoResellersAndMovesNobody() {
    Api reseller = house.harbor().owner().api();
    Answer made = reseller.post("/organizations", Company.draft("Sub").put("kind", "reseller"));
    assertTrue(made.status() == 403 || made.status() == 400, made.text());
    Answer platform =
        house.olga().api().post("/organizations", Company.draft("Two").put("kind", "platform"));
    assertTrue(platform.status() == 403 || platform.status() == 400, platform.text());
    assertEquals(
        403,
        reseller
            .put(
                ORGANIZATION + "/parent",
                Api.object().put("reseller", house.inland().id()),
                house.tea().id())
            .status());
  }

  @Test
  void whoManagesAgentsMakesNoAdministrators() {
    Company tea = house.tea();
    Person manager = Objects.requireNonNull(house.staff().managers().get(Permission.MANAGE_AGENTS));
    Api api = manager.api();
    Person subject = tea.hire(Job.manager("Subject of edges"));
    assertEquals(403, patch(api, tea, subject.id(), Api.object().put("role", "admin")).status());
    assertEquals(403, patch(api, tea, manager.id(), Api.object().put("role", "admin")).status());
    for (String permission :
        List.of(
            "manage-billing", "manage-keys", "manage-settings", "view-audit", "manage-customers")) {
      assertEquals(403, permit(api, tea, subject.id(), permission).status(), permission);
      assertEquals(403, permit(api, tea, manager.id(), "manage-agents", permission).status());
    }
    assertEquals(
        200, permit(api, tea, subject.id(), "manage-agents").status(), "their own they may");
    ObjectNode boss =
        Api.object().put("name", "Boss").put("email", Company.address("boss")).put("role", "admin");
    assertEquals(403, api.post(MEMBERS, boss, tea.id()).status());
    // Nor by way of an administrator's password or address.
    String admin = house.staff().admin().id();
    assertEquals(
        403, api.send(Request.of("POST " + MEMBER + "/password-reset", tea.id(), admin)).status());
    assertEquals(
        403,
        patch(api, tea, admin, Api.object().put("email", "mallory@attacker.example")).status());
    assertEquals(403, patch(api, tea, admin, Api.object().put("status", "disabled")).status());
    assertEquals(403, api.deleteRead(MEMBER, tea.id(), admin).status());
    assertEquals(
        200,
        patch(tea.owner().api(), tea, subject.id(), Api.object().put("role", "admin")).status(),
        "an administrator may");
  }

  @Test
  void theOwnerStays() {
    Company tea = house.tea();
    Api admin = house.staff().admin().api();
    String owner =
        admin.get(ORGANIZATION, tea.id()).orFail(200).json().path("owner").path("id").asText();
    assertEquals("owner-stays", admin.deleteRead(MEMBER, tea.id(), owner).problem());
    assertEquals(
        "owner-stays", patch(admin, tea, owner, Api.object().put("status", "disabled")).problem());
    assertEquals(
        "owner-stays", patch(admin, tea, owner, Api.object().put("role", "member")).problem());
    assertEquals(
        "owner-stays", patch(admin, tea, owner, Api.object().put("portalAccess", false)).problem());
  }

  @Test
  void aKeyIsNoMoreThanItsScopesAndItsMaker() {
    Company tea = house.tea();
    Person keysOnly = Objects.requireNonNull(house.staff().managers().get(Permission.MANAGE_KEYS));
    for (String scope :
        List.of(
            "organizations:write", "members:write", "rooms:write", "audit:read", "members:read")) {
      ObjectNode body = Api.object().put("name", "More than mine");
      body.putArray("scopes").add(scope);
      assertEquals(
          403, keysOnly.api().post(ORGANIZATION + "/api-keys", body, tea.id()).status(), scope);
    }
    ObjectNode unknown = Api.object().put("name", "Unknown");
    unknown.putArray("scopes").add("everything");
    assertEquals(
        400, tea.owner().api().post(ORGANIZATION + "/api-keys", unknown, tea.id()).status());
    Company.Key key = tea.key(List.of("members:write", "members:read"));
    Api program = tea.owner().api().with(key.text());
    ObjectNode more = Api.object().put("name", "A key's key");
    more.putArray("scopes").add("rooms:write");
    assertEquals(403, program.post(ORGANIZATION + "/api-keys", more, tea.id()).status());
    assertEquals(403, program.get(ORGANIZATION + "/rooms", tea.id()).status());
    assertEquals(200, program.get(MEMBERS, tea.id()).status());
    ObjectNode boss =
        Api.object().put("name", "Boss").put("email", Company.address("boss")).put("role", "admin");
    assertEquals(403, program.post(MEMBERS, boss, tea.id()).status(), "and makes no administrator");
    tea.owner().api().delete(ORGANIZATION + "/api-keys/{key}", tea.id(), key.id()).orFail(204);
    assertEquals(401, program.get(MEMBERS, tea.id()).status(), "a deleted key is none");
  }

  /// Whoever may not act on a reseller's customers makes no program that does.
  @Test
  void aResellersKeyReachesNoFartherThanItsMaker() {
    Company harbor = house.harbor();
    Company tea = house.tea();
    List<String> scopes = List.of("organizations:read", "members:read", "members:write");
    Person clerk =
        harbor.hire(
            Job.manager("Clerk of edges", "manage-keys", "manage-settings", "manage-agents"));
    Api program = clerk.api().with(harbor.key(clerk, scopes).text());
    assertEquals(404, program.get(ORGANIZATION, tea.id()).status());
    assertEquals(404, program.get(MEMBERS, tea.id()).status());
    ObjectNode boss =
        Api.object().put("name", "Boss").put("email", Company.address("boss")).put("role", "admin");
    assertEquals(404, program.post(MEMBERS, boss, tea.id()).status());
    assertEquals(403, program.get("/organizations").status());
    assertEquals(200, program.get(MEMBERS, harbor.id()).status(), "at home it does its work");
    Api owners = clerk.api().with(harbor.key(scopes).text());
    assertEquals(200, owners.get(MEMBERS, tea.id()).status(), "the reseller's own key may");
  }

  /// The secret of a key is nowhere in the tables, and is shown once.
  @Test
  void aKeyIsShownOnceAndStoredAsAHash() {
    Company tea = house.tea();
    Company.Key key = tea.key(List.of("rooms:read"));
    Installation installation = house.installation();
    String secret = key.text().substring(key.text().lastIndexOf('.') + 1);
    String stored = installation.emulator().everything("Accounts");
    assertTrue(stored.contains(key.id()), "the control: its row is there");
    assertTrue(!stored.contains(secret));
    assertTrue(
        !tea.owner()
            .api()
            .get(ORGANIZATION + "/api-keys", tea.id())
            .orFail(200)
            .text()
            .contains(secret));
  }

  private Answer edit(Api api, String organization, ObjectNode body) {
    return api.change(
        "PATCH",
        ORGANIZATION,
        house.olga().api().get(ORGANIZATION, organization),
        body,
        organization);
  }

  private static Answer patch(Api api, Company company, String member, ObjectNode body) {
    return api.change(
        "PATCH",
        MEMBER,
        company.owner().api().get(MEMBER, company.id(), member),
        body,
        company.id(),
        member);
  }

  private static Answer permit(Api api, Company company, String member, String... permissions) {
    ObjectNode body = Api.object();
    List.of(permissions).forEach(body.putArray("permissions")::add);
    return api.change(
        "PUT",
        MEMBER + "/permissions",
        company.owner().api().get(MEMBER, company.id(), member),
        body,
        company.id(),
        member);
  }

  private static ObjectNode object(String json) throws IOException {
    return (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);
  }
}
