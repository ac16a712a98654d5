package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Link;
import app.firstbell.identity.LinkKind;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What an administrator, and whoever may manage agents, does with members.
class MembersTest {
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String ada = "";

  @BeforeEach
  void organization() {
    ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
  }

  @Test
  void somebodyIsInvitedListedAndShown() {
    Lobby.Reply invited = invite(ada, "Tomás Reis", "Tomas@Tea.Example");
    assertEquals(201, invited.status());
    assertEquals("invited", invited.text("status"));
    assertEquals("tomas@tea.example", invited.text("email"));
    assertEquals("\"1\"", invited.header("ETag"));
    assertEquals(List.of("Name of ada", "Tomás Reis"), Office.each(list(Map.of()), "name"));
    Lobby.Reply first = list(Map.of("limit", "1"));
    assertEquals(
        List.of("Tomás Reis"),
        Office.each(list(Map.of("limit", "1", "cursor", first.text("next"))), "name"));
    assertEquals(200, read(invited.text("id")).status());
    assertEquals(404, read("nobody").status());
    assertEquals(404, read("No-Body").status());
    assertTrue(lobby.told().contains("agents.invited"));
    assertFalse(invited.response().getBody().contains("passwordHash"));
  }

  @Test
  void oneAddressIsOnesOwnWithinTheOrganization() {
    assertEquals(201, invite(ada, "Tomás", "tomas@tea.example").status());
    Lobby.Reply second = invite(ada, "Tom", "TOMAS@tea.example");
    assertEquals(409, second.status());
    assertEquals("email-taken", Office.problem(second));
  }

  @Test
  void anAddressIsFreeAgainOnceItsMemberIsGone() {
    Lobby.Reply first = invite(ada, "Tomás", "tomas@tea.example");
    assertEquals(204, delete(ada, first.text("id"), 1).status());
    assertEquals(404, read(first.text("id")).status());
    assertEquals(404, delete(ada, first.text("id"), 2).status());
    assertEquals(201, invite(ada, "Tomás", "tomas@tea.example").status());
  }

  @Test
  void nobodyGivesWhatTheyDoNotHold() {
    String max = office.hire("max", Role.MEMBER, Permission.MANAGE_AGENTS, Permission.ANSWER_CHATS);
    assertEquals(201, invite(max, "A", "a@tea.example").status());
    assertEquals(
        403, invite(max, "B", "b@tea.example", json -> json.text("role", "admin")).status());
    assertEquals(
        403,
        invite(max, "B", "b@tea.example", json -> json.texts("permissions", List.of("manage-keys")))
            .status());
    // One by one, to oneself: what is held may be given up and nothing may be added.
    for (Permission one : Permission.values()) {
      boolean isHeld = one == Permission.MANAGE_AGENTS || one == Permission.ANSWER_CHATS;
      List<String> wanted = new ArrayList<>(List.of("manage-agents", "answer-chats"));
      if (!isHeld) {
        wanted.add(one.word());
      }
      assertEquals(isHeld ? 200 : 403, permit(max, "max", 1, wanted).status(), one.word());
    }
    assertEquals(403, patch(max, "max", 1, json -> json.text("role", "admin")).status());
    assertEquals(403, patch(max, "ada", 1, json -> json.text("name", "Adam")).status());
    assertEquals(403, delete(max, "ada", 1).status());
    office.hire("key", Role.MEMBER, Permission.MANAGE_KEYS);
    assertEquals(403, permit(max, "key", 1, List.of()).status(), "nor taken what is not one's own");
    assertEquals(
        403,
        patch(max, "key", 1, json -> json.text("email", "mine@tea.example")).status(),
        "an address opens all that its member may do");
    assertEquals(200, permit(max, "max", 1, List.of("manage-agents")).status());
    assertEquals(200, permit(ada, "max", 2, List.of("manage-keys", "view-audit")).status());
    assertEquals(403, invite(max, "C", "c@tea.example").status(), "it counts at once");
  }

  @Test
  void theOwnerStaysAnActiveAdministrator() {
    lobby.change(account -> account.withOwner(new AgentId("ada")));
    String olga = office.hire("olga", Role.ADMIN);
    List<Consumer<JsonObjectWriter>> attempts =
        List.of(
            json -> json.text("status", "disabled"),
            json -> json.text("role", "member"),
            json -> json.bool("portalAccess", false));
    for (Consumer<JsonObjectWriter> attempt : attempts) {
      Lobby.Reply refused = patch(olga, "ada", 1, attempt);
      assertEquals(409, refused.status());
      assertEquals("owner-stays", Office.problem(refused));
    }
    assertEquals("owner-stays", Office.problem(delete(olga, "ada", 1)));
    assertEquals(200, patch(olga, "ada", 1, json -> json.text("name", "Ada L.")).status());
  }

  @Test
  void aDisabledMemberIsOutAtOnce() {
    String priya = office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    assertEquals(200, lobby.current(priya).status());
    assertEquals(
        "disabled", patch(ada, "priya", 1, json -> json.text("status", "disabled")).text("status"));
    assertEquals(401, lobby.current(priya).status());
    assertEquals("member:priya", closes());
    assertEquals(
        "active", patch(ada, "priya", 2, json -> json.text("status", "active")).text("status"));
    assertEquals(401, lobby.current(priya).status(), "the session has ended for good");
    assertEquals(201, lobby.signIn("priya").status());
  }

  @Test
  void anInvitedMemberBecomesActiveByAcceptingOnly() {
    String id = invite(ada, "Tomás", "tomas@tea.example").text("id");
    assertEquals("state", Office.problem(patch(ada, id, 1, json -> json.text("status", "active"))));
    assertEquals(
        "disabled", patch(ada, id, 1, json -> json.text("status", "disabled")).text("status"));
    assertEquals(
        "invited", patch(ada, id, 2, json -> json.text("status", "active")).text("status"));
  }

  @Test
  void aDeletedMemberLeavesTheNameAndNothingThatOpensADoor() {
    String priya = office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    assertEquals(204, delete(ada, "priya", 1).status());
    assertEquals(401, lobby.current(priya).status());
    assertEquals(401, lobby.signIn("priya").status());
    Member kept = lobby.parts.members().memberNow(lobby.tenant, new AgentId("priya")).orElseThrow();
    assertEquals("Name of priya", kept.name());
    assertEquals(MemberStatus.DELETED, kept.status());
    assertEquals("", kept.email());
    assertTrue(lobby.parts.members().login(lobby.email("priya")).isEmpty());
    assertEquals("member:priya", closes());
  }

  @Test
  void anotherAddressWaitsForItsOwner() {
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    Lobby.Reply asked = patch(ada, "priya", 1, json -> json.text("email", "New@Tea.Example"));
    assertEquals(lobby.email("priya"), asked.text("email"));
    assertEquals("new@tea.example", asked.text("pendingEmail"));
    assertEquals(201, lobby.signIn("priya").status(), "the one before counts until then");
    assertEquals("email-taken", Office.problem(invite(ada, "N", "new@tea.example")));
    // A second wish replaces the first: one link is left.
    patch(ada, "priya", 2, json -> json.text("email", "newer@tea.example"));
    List<Row> links =
        lobby.rows(lobby.tenant + "#link").stream()
            .filter(row -> row.text("kind").equals("email"))
            .toList();
    assertEquals(
        List.of("newer@tea.example"), links.stream().map(row -> row.text("email")).toList());
    Lobby.Reply confirmed =
        lobby
            .ask("POST /email-changes/confirmations")
            .send(json -> json.text("token", lobby.mailed(lobby.tenant)));
    assertEquals(204, confirmed.status());
    assertEquals("newer@tea.example", read("priya").text("email"));
    assertEquals(201, lobby.signIn("newer@tea.example", Lobby.PASSWORD).status());
  }

  @Test
  void anAddressThatWaitsIsWithdrawnByThePresentOne() {
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    patch(ada, "priya", 1, json -> json.text("email", "typo@tea.example"));
    String typo = lobby.mailed(lobby.tenant);
    Lobby.Reply withdrawn =
        patch(ada, "priya", 2, json -> json.text("email", lobby.email("priya")));
    assertEquals(200, withdrawn.status());
    assertEquals(lobby.email("priya"), withdrawn.text("email"));
    assertTrue(withdrawn.body().get("pendingEmail").isEmpty());
    assertEquals(List.of(), links());
    assertEquals(
        410,
        lobby
            .ask("POST /email-changes/confirmations")
            .send(json -> json.text("token", typo))
            .status());
    assertEquals(201, invite(ada, "T", "typo@tea.example").status(), "it is free again");
    assertEquals(
        "\"3\"",
        patch(ada, "priya", 3, json -> json.text("email", lobby.email("priya"))).header("ETag"),
        "a repeat changes nothing");
  }

  @Test
  void theInvitationGoesToTheAddressThatWasCorrected() {
    String right = lobby.email("tomas");
    String id = invite(ada, "Tomás", lobby.email("tomsa")).text("id");
    String first = lobby.mailed(lobby.tenant);
    Lobby.Reply corrected = patch(ada, id, 1, json -> json.text("email", right));
    assertEquals(right, corrected.text("email"));
    assertEquals("invited", corrected.text("status"));
    assertTrue(corrected.body().get("pendingEmail").isEmpty());
    assertEquals(
        List.of("invitation " + right),
        links().stream().map(row -> row.text("kind") + " " + row.text("email")).toList());
    assertEquals(
        410,
        lobby.ask("POST /invitations/lookups").send(json -> json.text("token", first)).status());
    assertEquals("email-taken", Office.problem(invite(ada, "T", right)));
    assertEquals(201, accept().status());
    assertEquals(201, lobby.signIn(right, "a long one, indeed").status());
  }

  @Test
  void whoGetsNoAccessIsInvitedOnceTheyDo() {
    Lobby.Reply made =
        invite(ada, "Tomás", lobby.email("tomas"), json -> json.bool("portalAccess", false));
    assertEquals(201, made.status());
    assertEquals("active", made.text("status"));
    assertEquals(List.of(), links(), "nobody is mailed what they cannot accept");
    String id = made.text("id");
    assertEquals("state", Office.problem(post(ada, id, "/invitation")));
    assertEquals("state", Office.problem(post(ada, id, "/password-reset")));
    Lobby.Reply given = patch(ada, id, 1, json -> json.bool("portalAccess", true));
    assertEquals("invited", given.text("status"));
    assertEquals(1, links().size());
    assertEquals(
        "active",
        patch(ada, id, 2, json -> json.bool("portalAccess", false)).text("status"),
        "who cannot accept waits for nothing");
    patch(ada, id, 3, json -> json.bool("portalAccess", true));
    assertEquals(1, links().size());
    assertEquals(201, accept().status());
    assertEquals("active", read(id).text("status"));
    assertEquals(
        "active", patch(ada, id, 5, json -> json.bool("portalAccess", false)).text("status"));
    assertEquals(
        "active", patch(ada, id, 6, json -> json.bool("portalAccess", true)).text("status"));
    assertEquals(List.of(), links(), "who has a password needs no invitation");
  }

  @Test
  void anInvitationIsMailedAgainAndTheOneBeforeIsWorthNothing() {
    String id = invite(ada, "Tomás", "tomas@tea.example").text("id");
    String first = lobby.mailed(lobby.tenant);
    assertEquals(202, post(ada, id, "/invitation").status());
    assertEquals(1, lobby.rows(lobby.tenant + "#link").size());
    Lobby.Reply late =
        lobby.ask("POST /invitations/lookups").send(json -> json.text("token", first));
    assertEquals(410, late.status());
    assertEquals(201, accept().status());
    assertEquals("state", Office.problem(post(ada, id, "/invitation")));
  }

  /// Anybody may ask for resets, and a transaction has 100 writes.
  @Test
  void howeverManyLinksSomebodyWasMailedTheyAreForgotten() {
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    Member priya = member("priya");
    mailed(() -> lobby.parts.links().reset(lobby.tenant, priya, lobby.clock.instant()), 5);
    lobby.clock.advance(LinkKind.RESET.lasts());
    ada = lobby.signIn("ada").text("token");
    mailed(() -> lobby.parts.links().reset(lobby.tenant, priya, lobby.clock.instant()), 130);
    assertEquals(204, delete(ada, "priya", 1).status());
    assertEquals(5, links().size(), "expired ones are worth nothing, and left to time to live");

    Member tom = member(invite(ada, "Tom", "tom@tea.example").text("id"));
    mailed(
        () ->
            lobby.parts.links().invitation(lobby.tenant, tom, "Tea", "Ada", lobby.clock.instant()),
        130);
    assertEquals(202, post(ada, tom.id().value(), "/invitation").status());
    assertEquals(6, links().size());

    office.hire("max", Role.MEMBER, Permission.ANSWER_CHATS);
    Member max = member("max");
    mailed(
        () ->
            lobby
                .parts
                .links()
                .emailChange(lobby.tenant, max, "max@tea.example", lobby.clock.instant()),
        130);
    assertEquals(200, patch(ada, "max", 1, json -> json.text("email", "max@tea.example")).status());
    assertEquals(7, links().size());
  }

  private void mailed(Supplier<Link> link, int times) {
    for (int left = times; left > 0; left -= 50) {
      List<TransactWriteItem> some =
          Stream.generate(link)
              .limit(Math.min(left, 50))
              .map(lobby.parts.links()::creating)
              .toList();
      lobby.parts.transactions().commit(Transaction.untold(some));
    }
  }

  private List<Row> links() {
    return lobby.rows(lobby.tenant + "#link");
  }

  private Member member(String id) {
    return lobby.parts.members().memberNow(lobby.tenant, new AgentId(id)).orElseThrow();
  }

  @Test
  void aPasswordIsResetByALinkToTheMember() {
    office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    assertEquals(202, post(ada, "priya", "/password-reset").status());
    assertEquals(
        List.of("reset"),
        lobby.rows(lobby.tenant + "#link").stream().map(row -> row.text("kind")).toList());
    String id = invite(ada, "Tomás", "tomas@tea.example").text("id");
    assertEquals("state", Office.problem(post(ada, id, "/password-reset")));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals(400, invite(ada, "", "a@tea.example").status());
    assertEquals(400, invite(ada, "A", "tea.example").status());
    assertEquals(
        400,
        invite(ada, "A", "a@tea.example", json -> json.texts("rooms", List.of("attic"))).status());
    assertEquals(
        400,
        invite(ada, "A", "a@tea.example", json -> json.texts("permissions", List.of("fly")))
            .status());
    assertEquals(
        428,
        office
            .ask("DELETE", "/members/{member}", office.members())
            .path("member", "ada")
            .as(ada)
            .send()
            .status());
  }

  /// By the only link that was mailed.
  private Lobby.Reply accept() {
    return lobby
        .ask("POST /invitations/acceptances")
        .send(json ->
            json.text("token", lobby.mailed(lobby.tenant)).text("password", "a long one, indeed"));
  }

  private String closes() {
    return lobby.acts().stream()
        .filter(row -> row.has("closes"))
        .map(row -> row.text("closes"))
        .findFirst()
        .orElseThrow();
  }

  private Lobby.Reply invite(String token, String name, String email) {
    return invite(token, name, email, _ -> {});
  }

  private Lobby.Reply invite(
      String token, String name, String email, Consumer<JsonObjectWriter> more) {
    return office
        .ask("POST", "/members", office.members())
        .as(token)
        .send(json -> {
          json.text("name", name).text("email", email);
          more.accept(json);
        });
  }

  private Lobby.Reply list(Map<String, String> query) {
    return office.ask("GET", "/members", office.members()).as(ada).query(query).send();
  }

  private Lobby.Reply read(String id) {
    return one("GET", id, "").as(ada).send();
  }

  private Lobby.Reply patch(
      String token, String id, long version, Consumer<JsonObjectWriter> body) {
    return one("PATCH", id, "").as(token).header("if-match", "\"" + version + "\"").send(body);
  }

  private Lobby.Reply permit(String token, String id, long version, List<String> permissions) {
    return one("PUT", id, "/permissions")
        .as(token)
        .header("if-match", "\"" + version + "\"")
        .send(json -> json.texts("permissions", permissions));
  }

  private Lobby.Reply delete(String token, String id, long version) {
    return one("DELETE", id, "").as(token).header("if-match", "\"" + version + "\"").send();
  }

  private Lobby.Reply post(String token, String id, String rest) {
    return one("POST", id, rest).as(token).send();
  }

  private Lobby.Ask one(String method, String id, String rest) {
    return office.ask(method, "/members/{member}" + rest, office.members()).path("member", id);
  }
}
