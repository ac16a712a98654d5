package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonObjectWriter;
import app.firstbell.json.JsonValue;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posted;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a reseller does with customers, and an administrator with the organization.
class OrganizationsTest {
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String rosa = "";

  @BeforeEach
  void reseller() {
    rosa = office.of(OrganizationKind.RESELLER, TenantId.PLATFORM);
  }

  @Test
  void aCustomerIsMadeFoundAndShown() {
    Lobby.Reply made = create("Café del Mar", "PT", "EUR", "Europe/Lisbon", "prepaid");
    assertEquals(201, made.status());
    assertEquals("\"1\"", made.header("ETag"));
    assertEquals("/api/organizations/" + made.text("id"), made.header("Location"));
    assertEquals("free", made.text("plan"));
    assertEquals(lobby.tenant.value(), made.text("parent"));
    assertEquals("settled", balance(made).text("means"));
    create("Tea Team", "GB", "GBP", "Europe/London", "postpaid");
    assertEquals(List.of("Café del Mar", "Tea Team"), Office.each(list(Map.of()), "name"));
    assertEquals(List.of("Café del Mar"), Office.each(list(Map.of("search", "MAR")), "name"));
    assertEquals(List.of("Café del Mar"), Office.each(list(Map.of("search", "cafe")), "name"));
    assertEquals(List.of("Tea Team"), Office.each(list(Map.of("search", "te")), "name"));
    assertEquals(List.of(), Office.each(list(Map.of("search", "ea")), "name"));
    assertEquals(List.of("Tea Team"), Office.each(list(Map.of("pricing", "postpaid")), "name"));
    assertEquals(List.of(), Office.each(list(Map.of("state", "suspended")), "name"));
    assertEquals(400, list(Map.of("state", "gone")).status());
    Lobby.Reply shown = get(new TenantId(made.text("id")));
    assertEquals("2026-11", shown.body().object("use").orElseThrow().text("month").orElseThrow());
    assertEquals(1, told(made).size());
  }

  @Test
  void pagesAreComplete() {
    for (int i = 0; i < 7; i++) {
      create("Shop " + i, "PT", "EUR", "Europe/Lisbon", "prepaid");
    }
    Lobby.Reply first = list(Map.of("limit", "3"));
    Lobby.Reply second = list(Map.of("limit", "3", "cursor", first.text("next")));
    Lobby.Reply third = list(Map.of("limit", "3", "cursor", second.text("next")));
    assertEquals(List.of("Shop 3", "Shop 4", "Shop 5"), Office.each(second, "name"));
    assertEquals(List.of("Shop 6"), Office.each(third, "name"));
    assertTrue(third.body().get("next").isEmpty());
    assertEquals(
        400,
        list(Map.of("limit", "3", "search", "shop", "cursor", first.text("next"))).status(),
        "a cursor of another search");
  }

  @Test
  void thePlatformLooksAtTheCustomersOfOneReseller() {
    Office top = Office.open();
    String olga = top.of(OrganizationKind.PLATFORM, TenantId.PLATFORM);
    lobby.change(account -> account.withParent(top.lobby().tenant));
    String harbor = lobby.tenant.value();
    TenantId tea = customer("Tea Team");
    create("Café del Mar", "PT", "EUR", "Europe/Lisbon", "prepaid");
    assertEquals(List.of(), Office.each(list(top, olga, Map.of()), "name"));
    Lobby.Reply first = list(top, olga, Map.of("parent", harbor, "limit", "1"));
    assertEquals(List.of("Café del Mar"), Office.each(first, "name"));
    assertTrue(first.response().getBody().contains("\"balance\""));
    Map<String, String> next = Map.of("parent", harbor, "limit", "1", "cursor", first.text("next"));
    assertEquals(List.of("Tea Team"), Office.each(list(top, olga, next), "name"));
    assertEquals(
        400,
        list(top, olga, Map.of("limit", "1", "cursor", first.text("next"))).status(),
        "a cursor of another list");
    assertEquals(
        List.of("Tea Team"),
        Office.each(list(top, olga, Map.of("parent", harbor, "search", "tea")), "name"));
    for (String none : List.of("nobody", "No-Body", tea.value())) {
      assertEquals(404, list(top, olga, Map.of("parent", none)).status(), none);
    }
    // A reseller has its own, under its own name too, and nobody else's.
    assertEquals(2, Office.each(list(Map.of("parent", harbor)), "name").size());
    Office inland = Office.open();
    inland.of(OrganizationKind.RESELLER, top.lobby().tenant);
    Lobby.Reply others = list(Map.of("parent", inland.lobby().tenant.value()));
    assertEquals(404, others.status());
    assertEquals(
        list(Map.of("parent", "nobody")).response().getBody(), others.response().getBody());
  }

  private static Lobby.Reply list(Office office, String token, Map<String, String> query) {
    return office
        .lobby()
        .ask("GET /organizations")
        .at(office.organizations())
        .as(token)
        .query(query)
        .send();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals("/country", pointer(create("A", "XX", "EUR", "Europe/Lisbon", "prepaid")));
    assertEquals("/currency", pointer(create("A", "PT", "XXX", "Europe/Lisbon", "prepaid")));
    assertEquals("/currency", pointer(create("A", "PT", "eur", "Europe/Lisbon", "prepaid")));
    assertEquals("/timezone", pointer(create("A", "PT", "EUR", "Mars/Olympus", "prepaid")));
    assertEquals("/timezone", pointer(create("A", "PT", "EUR", "+02:00", "prepaid")));
    assertEquals("/pricing", pointer(create("A", "PT", "EUR", "Europe/Lisbon", "barter")));
    assertEquals("/name", pointer(create(" ", "PT", "EUR", "Europe/Lisbon", "prepaid")));
  }

  @Test
  void onlyThePlatformMakesResellers() {
    Lobby.Reply refused = create(json -> json.text("kind", "reseller"));
    assertEquals(403, refused.status());
    assertEquals(400, create(json -> json.text("kind", "platform")).status());
  }

  @Test
  void anOwnerIsInvitedAsAdministrator() {
    Lobby.Reply made =
        create(json ->
            json.object("owner", o -> o.text("name", "Marta").text("email", "Marta@Tea.Example")));
    TenantId id = new TenantId(made.text("id"));
    assertEquals("Marta", made.body().object("owner").orElseThrow().text("name").orElseThrow());
    var owner = lobby.parts.members().all(id).getFirst();
    assertEquals("marta@tea.example", owner.email());
    assertEquals(Role.ADMIN, owner.role());
    assertFalse(owner.standing().maySignIn());
    assertEquals(1, lobby.rows(id + "#link").size());
  }

  @Test
  void theBillingNameFollowsUntilItIsSetApart() {
    TenantId id = customer("Northwind Tea");
    assertEquals("Northwind Tea", billing(get(id)).text("name").orElseThrow());
    assertEquals(
        "South Tea",
        billing(patch(id, 1, json -> json.text("name", "South Tea"))).text("name").orElseThrow());
    Lobby.Reply apart =
        patch(id, 2, json -> json.object("billing", b -> b.text("name", "Tea Holding Ltd")));
    assertEquals(Optional.of(false), billing(apart).bool("follows"));
    Lobby.Reply renamed = patch(id, 3, json -> json.text("name", "West Tea"));
    assertEquals("Tea Holding Ltd", billing(renamed).text("name").orElseThrow());
    Lobby.Reply together =
        office
            .ask("PATCH", id, "", office.organizations())
            .as(rosa)
            .header("if-match", "\"4\"")
            .sendRaw("{\"billing\":{\"name\":null}}");
    assertEquals("West Tea", billing(together).text("name").orElseThrow());
    assertEquals(Optional.of(true), billing(together).bool("follows"));
  }

  @Test
  void aRenamedOneIsFoundByItsNewNameOnly() {
    TenantId id = customer("Northwind Tea");
    patch(id, 1, json -> json.text("name", "Southwind Coffee"));
    assertEquals(List.of(), Office.each(list(Map.of("search", "north")), "name"));
    assertEquals(List.of(), Office.each(list(Map.of("search", "tea")), "name"));
    assertEquals(List.of("Southwind Coffee"), Office.each(list(Map.of("search", "coff")), "name"));
    assertEquals(List.of("Southwind Coffee"), Office.each(list(Map.of()), "name"));
  }

  @Test
  void anEditNeedsTheVersionThatWasSeen() {
    TenantId id = customer("Northwind Tea");
    assertEquals(
        428, office.ask("PATCH", id, "", office.organizations()).as(rosa).sendRaw("{}").status());
    assertEquals(412, patch(id, 7, json -> json.text("name", "A")).status());
    assertEquals(200, patch(id, 1, json -> json.text("name", "A")).status());
    assertEquals(412, patch(id, 1, json -> json.text("name", "B")).status());
    assertEquals(200, patch(id, 2, json -> json.text("name", "A")).status());
    assertEquals("\"2\"", get(id).header("ETag"), "the same again changed nothing");
    assertEquals(400, patch(id, 2, json -> json.text("nmae", "B")).status());
  }

  @Test
  void sitesAreOriginsAsBrowsersSendThem() {
    TenantId id = customer("Northwind Tea");
    for (String wrong :
        new String[] {
          "shop.example", "https://shop.example/", "https://Shop.example", "ftp://shop.example",
          "https://shop.example:443", "https://a@shop.example", "https://shop.example:99999", "*"
        }) {
      Lobby.Reply refused =
          patch(id, 1, json -> json.object("settings", s -> s.texts("sites", List.of(wrong))));
      assertEquals("/settings/sites/0", pointer(refused), wrong);
    }
    Lobby.Reply set =
        patch(
            id,
            1,
            json ->
                json.object(
                    "settings",
                    s ->
                        s.texts(
                            "sites", List.of("https://shop.example", "http://127.0.0.1:8081"))));
    assertEquals(200, set.status());
    assertTrue(
        lobby
            .parts
            .organizations()
            .organization(id)
            .orElseThrow()
            .allows(Optional.of("http://127.0.0.1:8081/x")));
  }

  @Test
  void aSuspendedCustomerIsResumedAsItWas() {
    TenantId id = customer("Northwind Tea");
    Lobby.Reply suspended = send("PUT", id, "/suspension", json -> json.text("reason", "Overdue."));
    assertEquals("suspended", suspended.text("state"));
    assertEquals("Overdue.", suspended.text("suspendedReason"));
    assertEquals(List.of("Northwind Tea"), Office.each(list(Map.of("state", "suspended")), "name"));
    assertFalse(lobby.parts.organizations().organization(id).orElseThrow().isOpen());
    assertEquals("active", send("DELETE", id, "/suspension", _ -> {}).text("state"));
    assertEquals("active", send("DELETE", id, "/suspension", _ -> {}).text("state"));
    assertEquals(
        List.of("organization.created", "organization.resumed", "organization.suspended"),
        lobby.rows(id + "#act").stream().map(row -> row.text("what")).sorted().toList());
    assertEquals(
        "organization",
        lobby.rows(id + "#act").stream()
            .filter(row -> row.has("closes"))
            .findFirst()
            .orElseThrow()
            .text("closes"));
  }

  @Test
  void deletionIsRefusedWhileTheBalanceIsNotZero() {
    TenantId id = customer("Northwind Tea");
    post(fact(id, "1").topUp(Amount.money(1250, "EUR")));
    Lobby.Reply credit = delete(id, 1);
    assertEquals(409, credit.status());
    assertEquals("balance-not-zero", Office.problem(credit));
    assertTrue(credit.text("detail").contains("12.50 EUR"), credit.text("detail"));
    assertTrue(credit.text("detail").contains("withdraw"));
    assertEquals(Optional.of(1250L), credit.body().object("balance").orElseThrow().whole("minor"));
    assertEquals(
        List.of("wallet EUR 1250 credit"), standing(credit), "and names the row in the way");
    post(fact(id, "2").withdrawal(Amount.money(1250, "EUR")));
    post(fact(id, "3").creditsGranted(3));
    assertEquals(List.of("credits interactions 3 credit"), standing(delete(id, 1)));
    post(fact(id, "4").creditsWithdrawn(3));
    lobby
        .parts
        .transactions()
        .commit(
            Transaction.untold(
                List.of(new BalanceStore(Town.engine(), Town.accountsTable()).limiting(id, 5))));
    post(fact(id, "5").packFromWallet(3, Amount.money(1, "EUR")));
    post(fact(id, "5c").creditsWithdrawn(3));
    Lobby.Reply debt = delete(id, 1);
    assertTrue(debt.text("detail").contains("debt of 0.01 EUR"), debt.text("detail"));
    assertEquals("active", get(id).text("state"));
    assertEquals(List.of("wallet EUR 1 debt"), standing(debt));
    post(fact(id, "6").debtPayment(Amount.money(1, "EUR")));
    assertEquals(204, delete(id, 1).status());
    assertEquals(
        new Posted.NoAccount(LedgerAccount.WALLET),
        office.ledger().post(fact(id, "7").topUp(Amount.money(1, "EUR")), List.of(), List.of()),
        "money that comes too late is not taken");
    assertEquals(404, delete(id, 2).status());
    assertEquals(
        OrganizationState.DELETED, lobby.parts.organizations().account(id).orElseThrow().state());
    assertEquals(List.of(), Office.each(list(Map.of()), "name"));
    assertEquals(409, send("DELETE", id, "/suspension", _ -> {}).status());
  }

  private void post(Posting posting) {
    assertEquals(new Posted.Done(posting), office.ledger().post(posting, List.of(), List.of()));
  }

  private Postings fact(TenantId id, String key) {
    return new Postings(
        id, PostingId.ofRequest(id, "member:rosa", key), lobby.clock.instant(), By.SYSTEM);
  }

  private static List<String> standing(Lobby.Reply reply) {
    return reply.body().array("standing").orElseThrow().stream()
        .map(row -> (JsonValue.Obj) row)
        .map(row ->
            String.join(
                " ",
                row.text("account").orElseThrow(),
                row.text("unit").orElseThrow(),
                row.whole("minor").orElseThrow().toString(),
                row.text("means").orElseThrow()))
        .toList();
  }

  @Test
  void ownershipGoesToAnActiveMemberAndAssignmentsAreListed() {
    // The reseller is a customer of the platform; here it is its own organization that is tried.
    String olga = platform();
    lobby.member("marta", Role.MEMBER);
    lobby.member("gone", Role.MEMBER);
    lobby.change("gone", member -> member.with(member.standing().withPortalAccess(false)));
    lobby.change(account -> account.withOwner(new AgentId("ada")));
    Lobby.Reply refused = owner(olga, "gone");
    assertEquals(409, refused.status());
    assertEquals(400, owner(olga, "nobody").status());
    Lobby.Reply given = owner(olga, "marta");
    assertEquals(200, given.status());
    assertEquals(
        List.of("Team for ada"),
        given.body().array("toAssignAgain").orElseThrow().stream()
            .map(one -> ((JsonValue.Obj) one).text("name").orElseThrow())
            .toList());
    assertEquals(
        Role.ADMIN,
        lobby.parts.members().memberNow(lobby.tenant, new AgentId("marta")).orElseThrow().role());
    assertEquals(
        List.of(),
        owner(olga, "marta").body().array("toAssignAgain").orElseThrow(),
        "the same again changes nothing");
  }

  @Test
  void partsAreEditedUnderTheirOwnPermissions() {
    String settings = office.hire("sam", Role.MEMBER, Permission.MANAGE_SETTINGS);
    String billing = office.hire("bea", Role.MEMBER, Permission.MANAGE_BILLING);
    assertEquals(403, own(settings, "{\"billing\":{\"taxId\":\"PT1\"}}"));
    assertEquals(403, own(billing, "{\"name\":\"Another\"}"));
    assertEquals(403, own(settings, "{\"plan\":\"team\"}"));
    assertEquals(200, own(billing, "{\"billing\":{\"taxId\":\"PT1\"}}"));
    assertEquals(200, own(settings, "{\"settings\":{\"computers\":\"takeover\"}}"));
    assertEquals(
        List.of("billing.updated", "settings.updated"),
        lobby.told().stream().filter(what -> what.endsWith("updated")).sorted().toList());
  }

  @Test
  void aKeyEditsBillingOnlyByTheScopeForIt() {
    String settings = key("organizations:write");
    String both = key("organizations:write", "billing:write");
    assertEquals(403, own(settings, "{\"billing\":{\"taxId\":\"PT1\"}}"));
    assertEquals(200, own(settings, "{\"settings\":{\"computers\":\"takeover\"}}"));
    assertEquals(403, own(both, "{\"plan\":\"team\"}"));
    assertEquals(200, own(both, "{\"billing\":{\"taxId\":\"PT1\"}}"));
    // What it may do with customers is what the reseller does.
    TenantId id = customer("Northwind Tea");
    assertEquals(
        200,
        office
            .ask("PATCH", id, "", office.organizations())
            .as(settings)
            .header("if-match", "\"1\"")
            .sendRaw("{\"billing\":{\"taxId\":\"PT1\"}}")
            .status());
  }

  @Test
  void theBalanceIsForWhoeverMayReadItByItself() {
    customer("Northwind Tea");
    Map<String, Boolean> readers =
        Map.of(
            rosa,
            true,
            office.hire("bea", Role.MEMBER, Permission.MANAGE_BILLING),
            true,
            office.hire("sam", Role.MEMBER, Permission.MANAGE_SETTINGS),
            false,
            key("organizations:read", "billing:read"),
            true,
            key("organizations:read"),
            false);
    readers.forEach((token, may) -> {
      Lobby.Reply organization = office.ask("GET", "", office.organizations()).as(token).send();
      assertEquals(200, organization.status());
      assertEquals(may, organization.body().get("balance").isPresent());
      assertEquals(may ? 200 : 403, balance(token, lobby.tenant).status());
    });
    assertTrue(listed(rosa).get("balance").isPresent());
    assertTrue(listed(key("organizations:read", "billing:read")).get("balance").isPresent());
    assertTrue(listed(key("organizations:read")).get("balance").isEmpty());
  }

  private JsonValue.Obj listed(String token) {
    Lobby.Reply page = lobby.ask("GET /organizations").at(office.organizations()).as(token).send();
    return (JsonValue.Obj) page.body().array("items").orElseThrow().getFirst();
  }

  private String key(String... scopes) {
    return office
        .ask("POST", "/api-keys", office.keys())
        .as(rosa)
        .send(json -> json.text("name", "Sync").texts("scopes", List.of(scopes)))
        .text("key");
  }

  @Test
  void aRepeatUnderOneKeyMakesOneOrganization() {
    Lobby.Reply first = keyed("k1", "Northwind Tea");
    Lobby.Reply again = keyed("k1", "Northwind Tea");
    assertEquals(first.response().getBody(), again.response().getBody());
    assertEquals("true", again.header("Idempotency-Replayed"));
    assertEquals(409, keyed("k1", "Another").status());
    assertEquals(1, Office.each(list(Map.of()), "name").size());
  }

  @Test
  void anotherResellersCustomerIsNotThere() {
    TenantId id = customer("Northwind Tea");
    Office other = Office.open();
    String stranger = other.of(OrganizationKind.RESELLER, TenantId.PLATFORM);
    Lobby.Reply foreign = other.ask("GET", id, "", other.organizations()).as(stranger).send();
    Lobby.Reply absent =
        other.ask("GET", new TenantId("nowhere"), "", other.organizations()).as(stranger).send();
    assertEquals(404, foreign.status());
    assertEquals(absent.response().getBody(), foreign.response().getBody());
  }

  private String platform() {
    Office platform = Office.open();
    platform
        .lobby()
        .organization(platform.lobby().tenant, OrganizationKind.PLATFORM, TenantId.PLATFORM);
    return platform.hire("olga", Role.ADMIN);
  }

  private Lobby.Reply owner(String token, String member) {
    return office
        .ask("PUT", "/owner", office.organizations())
        .as(token)
        .send(json -> json.text("member", member));
  }

  private int own(String token, String patch) {
    long version = lobby.parts.organizations().account(lobby.tenant).orElseThrow().version();
    return office
        .ask("PATCH", "", office.organizations())
        .as(token)
        .header("if-match", "\"" + version + "\"")
        .sendRaw(patch)
        .status();
  }

  private TenantId customer(String name) {
    return new TenantId(create(name, "PT", "EUR", "Europe/Lisbon", "prepaid").text("id"));
  }

  private Lobby.Reply create(Consumer<JsonObjectWriter> more) {
    return lobby
        .ask("POST /organizations")
        .at(office.organizations())
        .as(rosa)
        .send(json -> {
          usual(json, "Northwind Tea");
          more.accept(json);
        });
  }

  private Lobby.Reply keyed(String key, String name) {
    return lobby
        .ask("POST /organizations")
        .at(office.organizations())
        .as(rosa)
        .header("idempotency-key", key)
        .send(json -> usual(json, name));
  }

  private static void usual(JsonObjectWriter json, String name) {
    json.text("name", name)
        .text("country", "PT")
        .text("currency", "EUR")
        .text("timezone", "Europe/Lisbon")
        .text("pricing", "prepaid");
  }

  private Lobby.Reply create(
      String name, String country, String currency, String timezone, String pricing) {
    return lobby
        .ask("POST /organizations")
        .at(office.organizations())
        .as(rosa)
        .send(json ->
            json.text("name", name)
                .text("country", country)
                .text("currency", currency)
                .text("timezone", timezone)
                .text("pricing", pricing));
  }

  private Lobby.Reply list(Map<String, String> query) {
    return lobby.ask("GET /organizations").at(office.organizations()).as(rosa).query(query).send();
  }

  private Lobby.Reply get(TenantId id) {
    return office.ask("GET", id, "", office.organizations()).as(rosa).send();
  }

  private Lobby.Reply patch(TenantId id, long version, Consumer<JsonObjectWriter> body) {
    return office
        .ask("PATCH", id, "", office.organizations())
        .as(rosa)
        .header("if-match", "\"" + version + "\"")
        .send(body);
  }

  private Lobby.Reply delete(TenantId id, long version) {
    return office
        .ask("DELETE", id, "", office.organizations())
        .as(rosa)
        .header("if-match", "\"" + version + "\"")
        .send();
  }

  private Lobby.Reply send(
      String method, TenantId id, String rest, Consumer<JsonObjectWriter> body) {
    return office.ask(method, id, rest, office.organizations()).as(rosa).send(body);
  }

  private Lobby.Reply balance(Lobby.Reply organization) {
    return balance(rosa, new TenantId(organization.text("id")));
  }

  private Lobby.Reply balance(String token, TenantId organization) {
    return office
        .ask(
            "GET",
            organization,
            "/balance",
            new LedgerHandler(lobby.gate, lobby.parts, new Contention(Pause.jittered())))
        .as(token)
        .send();
  }

  private List<Row> told(Lobby.Reply organization) {
    return lobby.rows(organization.text("id") + "#act");
  }

  private static JsonValue.Obj billing(Lobby.Reply organization) {
    return organization.body().object("billing").orElseThrow();
  }

  private static String pointer(Lobby.Reply refused) {
    assertEquals(400, refused.status());
    var error = (JsonValue.Obj) refused.body().array("errors").orElseThrow().getFirst();
    return error.text("pointer").orElseThrow();
  }
}
