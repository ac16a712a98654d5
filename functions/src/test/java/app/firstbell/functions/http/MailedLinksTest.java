package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Link;
import app.firstbell.identity.LinkKind;
import app.firstbell.notice.LinkMails;
import app.firstbell.organization.Account;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// T16: what is mailed works once, in its time, for what it was made for.
class MailedLinksTest {
  private static final String NEXT = "another password";
  private final Lobby lobby = new Lobby();

  @BeforeEach
  void organization() {
    lobby.organization(lobby.tenant, OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    lobby.member("marta", Role.ADMIN);
  }

  private Lobby.Reply ask(String email) {
    return lobby.ask("POST /password-resets").send(json -> json.text("email", email));
  }

  private Lobby.Reply redeem(String token, String password) {
    return lobby
        .ask("POST /password-resets/redemptions")
        .send(json -> json.text("token", token).text("password", password));
  }

  @Test
  void aForgottenPasswordIsSetByTheLinkAndEverySessionEnds() {
    Lobby.Reply before = lobby.signIn("marta");
    assertEquals(202, ask(lobby.email("marta")).status());
    String token = lobby.mailed(lobby.tenant);
    assertEquals(204, redeem(token, NEXT).status());
    assertEquals(401, lobby.current(before.text("token")).status());
    assertEquals(401, lobby.refresh(before.text("refreshToken")).status());
    assertEquals(401, lobby.signIn("marta").status());
    assertEquals(201, lobby.signIn(lobby.email("marta"), NEXT).status());
    Row act =
        lobby.acts().stream()
            .filter(row -> row.text("what").equals("security.password-reset"))
            .findFirst()
            .orElseThrow();
    assertEquals("member:marta", act.text("closes"));
  }

  @Test
  void usedUnknownExpiredAndForeignLinksAreAnsweredAlike() {
    ask(lobby.email("marta"));
    String used = lobby.mailed(lobby.tenant);
    redeem(used, NEXT);
    ask(lobby.email("marta"));
    String late = lobby.mailed(lobby.tenant);
    lobby.clock.advance(Duration.ofHours(1));
    List<String> bad =
        List.of(
            used,
            late,
            "nonsense",
            late.replace("l.reset", "l.invitation"),
            late.replace(lobby.tenant.value(), "other"),
            late.substring(0, late.length() - 2) + "AA");
    String first = redeem(used, NEXT).response().getBody();
    for (String token : bad) {
      Lobby.Reply reply = redeem(token, NEXT);
      assertEquals(410, reply.status(), token);
      assertEquals(first, reply.response().getBody());
    }
  }

  @Test
  void aLinkIsForThePasswordThatWasForgotten() {
    ask(lobby.email("marta"));
    String first = lobby.mailed(lobby.tenant);
    ask(lobby.email("marta"));
    List<String> both =
        lobby.rows(lobby.tenant + "#link").stream()
            .map(row ->
                lobby
                    .parts
                    .links()
                    .text(lobby.parts.links().link(lobby.tenant, row.text("sk")).orElseThrow()))
            .toList();
    assertEquals(2, both.size());
    assertEquals(204, redeem(first, NEXT).status());
    for (String token : both) {
      assertEquals(410, redeem(token, "a third password").status());
    }
  }

  @Test
  void anUnfitPasswordLeavesTheLinkGood() {
    ask(lobby.email("marta"));
    String token = lobby.mailed(lobby.tenant);
    assertEquals(400, redeem(token, "short").status());
    assertEquals(400, redeem(token, "1234567890").status());
    assertEquals(204, redeem(token, NEXT).status());
  }

  /// T14, and no mail for whoever has no account.
  @Test
  void aResetForAnUnknownAddressLooksTheSameAndMailsNobody() {
    int decoys = lobby.rows("platform#link").size();
    Lobby.Reply unknown = ask(lobby.email("nobody"));
    Lobby.Reply known = ask(lobby.email("marta"));
    assertEquals(known.status(), unknown.status());
    assertEquals(known.response().getBody(), unknown.response().getBody());
    assertEquals(known.response().getHeaders(), unknown.response().getHeaders());
    assertTrue(lobby.rows("platform#link").size() > decoys);
    assertTrue(lobby.rows("platform#link").stream().noneMatch(row -> row.has("mail")));
  }

  @Test
  void fiftyUsesOfOneLinkAtOnceAreOneUse() throws Exception {
    ask(lobby.email("marta"));
    String token = lobby.mailed(lobby.tenant);
    List<Integer> answers = atOnce(() -> redeem(token, NEXT).status());
    assertEquals(1, answers.stream().filter(status -> status == 204).count(), answers.toString());
    assertEquals(49, answers.stream().filter(status -> status == 410).count());
    assertEquals(
        1, lobby.told().stream().filter(what -> what.equals("security.password-reset")).count());
  }

  /// The same contest over a use that does not delete the link with its effect.
  @Test
  void aUseThatOnlyLooksWouldBeDoneFiftyTimes() throws Exception {
    ask(lobby.email("marta"));
    String token = lobby.mailed(lobby.tenant);
    List<Integer> answers =
        atOnce(() ->
            lobby.parts.links().find(token, LinkKind.RESET, lobby.clock.instant()).isPresent()
                ? 204
                : 410);
    assertEquals(50, answers.stream().filter(status -> status == 204).count());
  }

  private static List<Integer> atOnce(Callable<Integer> use) throws Exception {
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      List<Callable<Integer>> uses = IntStream.range(0, 50).mapToObj(_ -> use).toList();
      for (Future<Integer> answer : threads.invokeAll(uses)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  @Test
  void aPasswordIsChangedByThePresentOneAndOtherSessionsEnd() {
    Lobby.Reply here = lobby.signIn("marta");
    Lobby.Reply there = lobby.signIn("marta");
    assertEquals(400, change(here, "not the password", NEXT).status());
    assertEquals(400, change(here, Lobby.PASSWORD, "short").status());
    assertEquals(204, change(here, Lobby.PASSWORD, NEXT).status());
    assertEquals(200, lobby.current(here.text("token")).status());
    assertEquals(401, lobby.current(there.text("token")).status());
    assertEquals(201, lobby.signIn(lobby.email("marta"), NEXT).status());
    Row act =
        lobby.acts().stream()
            .filter(row -> row.text("what").equals("security.password-changed"))
            .findFirst()
            .orElseThrow();
    assertEquals("member-except:marta:" + here.text("session"), act.text("closes"));
  }

  private Lobby.Reply change(Lobby.Reply by, String current, String next) {
    return lobby
        .ask("PUT /sessions/current/password")
        .as(by.text("token"))
        .send(json -> json.text("current", current).text("password", next));
  }

  @Test
  void anInvitationIsLookedAtAndAcceptedOnce() {
    Member max = invited("max");
    String token = invite(max);
    Lobby.Reply look =
        lobby.ask("POST /invitations/lookups").send(json -> json.text("token", token));
    assertEquals(200, look.status());
    assertEquals("Ada", look.text("invitedBy"));
    assertEquals(lobby.email("max"), look.text("email"));
    assertEquals(401, lobby.signIn("max").status());
    Lobby.Reply welcome = accept(token, "Max M.");
    assertEquals(201, welcome.status());
    assertEquals(200, lobby.current(welcome.text("token")).status());
    assertEquals(
        "Max M.", welcome.body().object("member").orElseThrow().text("name").orElseThrow());
    assertEquals(410, accept(token, "Max").status());
    assertEquals(201, lobby.signIn(lobby.email("max"), NEXT).status());
    assertTrue(lobby.told().contains("agents.accepted"));
  }

  @Test
  void anAddressThatSomebodyElseHasIsNotTakenOverByAnInvitation() {
    Member max = invited("max");
    String token = invite(max);
    Lobby other = new Lobby();
    other.organization(other.tenant, OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    lobby
        .parts
        .members()
        .claim(new MemberStore.Login(lobby.email("max"), other.tenant, new AgentId("max")));
    assertEquals("urn:firstbell:problem:email-taken", accept(token, "Max").text("type"));
    assertEquals(
        MemberStatus.INVITED,
        lobby.parts.members().memberNow(lobby.tenant, max.id()).orElseThrow().status());
  }

  private Member invited(String id) {
    lobby.member(id, Role.MEMBER);
    lobby.change(id, it -> it.with(it.standing().with(MemberStatus.INVITED)).withPassword(null));
    Member member = lobby.parts.members().memberNow(lobby.tenant, new AgentId(id)).orElseThrow();
    lobby
        .parts
        .transactions()
        .commit(
            Transaction.untold(
                List.of(
                    lobby
                        .parts
                        .members()
                        .releasing(
                            new MemberStore.Login(member.email(), lobby.tenant, member.id())))));
    return member;
  }

  private String invite(Member member) {
    Link link =
        lobby
            .parts
            .links()
            .invitation(lobby.tenant, member, "Northwind Tea", "Ada", lobby.clock.instant());
    lobby
        .parts
        .transactions()
        .commit(Transaction.untold(List.of(lobby.parts.links().creating(link))));
    return lobby.parts.links().text(link);
  }

  private Lobby.Reply accept(String token, String name) {
    return lobby
        .ask("POST /invitations/acceptances")
        .send(json -> json.text("token", token).text("password", NEXT).text("name", name));
  }

  @Test
  void aNewcomerIsThereWhenTheAddressIsConfirmedAndNotBefore() {
    String email = "nia@" + lobby.tenant + ".example";
    assertEquals(202, signUp(email, "2026-11").status());
    TenantId made = madeFor(email);
    assertEquals(401, lobby.signIn(email, NEXT).status());
    assertTrue(lobby.parts.organizations().account(made).isEmpty());
    String token = lobby.mailed(made);
    Lobby.Reply welcome =
        lobby.ask("POST /sign-ups/confirmations").send(json -> json.text("token", token));
    assertEquals(201, welcome.status());
    assertEquals(
        "free", welcome.body().object("organization").orElseThrow().text("plan").orElseThrow());
    assertEquals(
        true, welcome.body().object("member").orElseThrow().bool("generalOnly").orElseThrow());
    assertEquals(200, lobby.current(welcome.text("token")).status());
    assertEquals(201, lobby.signIn(email, NEXT).status());
    assertEquals(
        410,
        lobby.ask("POST /sign-ups/confirmations").send(json -> json.text("token", token)).status());
    assertEquals(
        Optional.of("2026-11"),
        lobby.parts.organizations().account(made).map(Account::terms).map(Account.Terms::version));
    assertEquals(2, lobby.rows(made + "#balance").size(), "its accounts are open");
  }

  /// What it is mailed instead of a link is the mailer's to say: see MailingTest.
  @Test
  void aSignUpWithAKnownAddressLooksTheSameAndIsMailedToo() {
    Lobby.Reply unknown = signUp("nia@" + lobby.tenant + ".example", "2026-11");
    Lobby.Reply known = signUp(lobby.email("marta"), "2026-11");
    assertEquals(202, known.status());
    assertEquals(unknown.response().getBody(), known.response().getBody());
    assertEquals(unknown.response().getHeaders(), known.response().getHeaders());
    TenantId never = madeFor(lobby.email("marta"));
    Lobby.Reply refused =
        lobby
            .ask("POST /sign-ups/confirmations")
            .send(json -> json.text("token", lobby.mailed(never)));
    assertEquals(409, refused.status(), "its link is mailed to nobody, and opens nothing");
    assertTrue(lobby.parts.organizations().account(never).isEmpty());
    assertEquals(400, signUp("nia@" + lobby.tenant + ".example", "2025-01").status());
  }

  private Lobby.Reply signUp(String email, String terms) {
    return lobby
        .ask("POST /sign-ups")
        .send(json ->
            json.object(
                    "organization",
                    o ->
                        o.text("name", "Quiet Corner")
                            .text("country", "PT")
                            .text("currency", "EUR")
                            .text("timezone", "Europe/Lisbon"))
                .text("name", "Nia")
                .text("email", email)
                .text("password", NEXT)
                .text("terms", terms));
  }

  /// The organization that there will be: the test looks through the whole table for its link.
  private TenantId madeFor(String email) {
    return Town.engine()
        .scanPaginator(scan -> scan.tableName(Town.accountsTable()))
        .items()
        .stream()
        .map(Row::new)
        .filter(row -> row.text("pk").endsWith("#link"))
        .filter(row -> email.equals(row.textOrNull("email")) && row.has("mail"))
        .map(row -> new TenantId(row.text("pk").replace("#link", "")))
        .findFirst()
        .orElseThrow();
  }

  /// Whoever was invited has an address before it is theirs to sign in with.
  @Test
  void anAddressIsConfirmedThoughTheOneBeforeIsSomebodyElses() {
    String address = "m@" + lobby.tenant + ".example";
    Member max = invited("max").withEmail(lobby.email("max"), address);
    lobby.parts.members().put(lobby.tenant, max);
    MemberStore.Login others =
        new MemberStore.Login(lobby.email("max"), new TenantId("elsewhere"), new AgentId("max"));
    lobby.parts.members().claim(others);
    Link link = lobby.parts.links().emailChange(lobby.tenant, max, address, lobby.clock.instant());
    lobby
        .parts
        .transactions()
        .commit(Transaction.untold(List.of(lobby.parts.links().creating(link))));
    Lobby.Reply done =
        lobby
            .ask("POST /email-changes/confirmations")
            .send(json -> json.text("token", lobby.parts.links().text(link)));
    assertEquals(204, done.status());
    assertTrue(lobby.parts.members().owns(others), "what is another's stays theirs");
    assertEquals(
        address, lobby.parts.members().memberNow(lobby.tenant, max.id()).orElseThrow().email());
  }

  @Test
  void aNewAddressIsConfirmedByItsOwnerAndIsTheOneToSignInWith() {
    String address = "m@" + lobby.tenant + ".example";
    lobby.change("marta", it -> it.withEmail(it.email(), address));
    Member marta =
        lobby.parts.members().memberNow(lobby.tenant, new AgentId("marta")).orElseThrow();
    Link link =
        lobby.parts.links().emailChange(lobby.tenant, marta, address, lobby.clock.instant());
    lobby
        .parts
        .transactions()
        .commit(Transaction.untold(List.of(lobby.parts.links().creating(link))));
    // As the console reads it: sign-ups are confirmed on another page, which knows nothing of this.
    String mail = new LinkMails(Lobby.ISSUER).of(link, lobby.parts.links().text(link)).text();
    String page = Lobby.ISSUER + "/#/email/";
    String token = mail.substring(mail.indexOf(page) + page.length()).split("\\s", 2)[0];
    Lobby.Reply done =
        lobby.ask("POST /email-changes/confirmations").send(json -> json.text("token", token));
    assertEquals(204, done.status());
    assertEquals(201, lobby.signIn(address, Lobby.PASSWORD).status());
    assertEquals(401, lobby.signIn("marta").status());
    assertFalse(lobby.parts.members().login(lobby.email("marta")).isPresent());
  }
}
