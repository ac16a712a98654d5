package app.firstbell.functions.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.MovableClock;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Ids;
import app.firstbell.identity.TokenKeys;
import app.firstbell.ledger.AccountBalance;
import app.firstbell.ledger.Amount;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.PostingId;
import app.firstbell.ledger.Postings;
import app.firstbell.organization.Account;
import app.firstbell.organization.Directory;
import app.firstbell.organization.Listing;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Search;
import app.firstbell.organization.Service;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an operator makes through the function Provision.
class ProvisionTest {
  private final Ids ids = Ids.secure();
  private final MovableClock clock = new MovableClock();
  private final IdentityParts parts =
      IdentityParts.on(
          Town.engine(),
          Town.accountsTable(),
          new TokenKeys("a secret of the tests, long enough for all"),
          "https://app.example",
          new Contention(Pause.jittered()),
          ids,
          clock);
  private final ProvisionHandler provision = new ProvisionHandler(parts, clock);
  private final TenantId reseller = new TenantId("r-" + ids.id());
  private final TenantId customer = new TenantId("c-" + ids.id());

  @Test
  void aResellerAndItsCustomerAreMadeTogether() {
    Map<String, Object> answer = provision(payload("Northwind Tea"));
    assertTrue(answer.get("agents") instanceof List<?> list && list.size() == 2);
    assertTrue(answer.get("people") instanceof List<?> list && list.size() == 2);
    Account account = parts.organizations().account(customer).orElseThrow();
    assertEquals(reseller, account.parent());
    assertEquals(OrganizationKind.CUSTOMER, account.kind());
    assertEquals(Plan.FREE, account.plan());
    assertEquals(new AgentId("marta"), account.owner());
    assertEquals("GBP", account.locality().currency());
    assertEquals(List.of("GBP", "interactions"), units());
    assertEquals(7, parts.organizations().organization(customer).orElseThrow().limits().rate());
    Member marta = member("marta");
    assertEquals(Role.ADMIN, marta.role());
    assertTrue(marta.holds(Permission.MANAGE_KEYS));
    assertEquals(List.of("Northwind Tea"), names("north"));
  }

  @Test
  void aRepeatChangesNothing() {
    provision(payload("Northwind Tea"));
    Map<String, ?> before = rows();
    provision(payload("Northwind Tea"));
    assertEquals(before, rows());
  }

  @Test
  void anOrganizationOnOperationsBeginsWithCreditsAndAPaidFee() {
    Map<String, Object> payload = payload("Northwind Tea");
    onOperations(payload, Map.of("granted", 25, "threshold", 5, "feeMonths", 1));
    provision(payload);
    assertEquals(
        new Service.Operations(TenantId.PLATFORM),
        parts.organizations().organization(customer).orElseThrow().service());
    AccountBalance credits = balances().balance(customer, LedgerAccount.CREDITS).orElseThrow();
    assertEquals(25, credits.available());
    assertEquals(5, credits.terms().orElseThrow().threshold());
    assertEquals(
        Optional.of(Instant.parse("2026-12-22T00:00:00Z")),
        credits.terms().orElseThrow().usableUntil());
    AccountBalance wallet = balances().balance(customer, LedgerAccount.WALLET).orElseThrow();
    assertEquals(0, wallet.available());
    assertEquals(2, wallet.entries(), "the fee came in and went out");

    Map<String, ?> before = rows();
    clock.advance(Duration.ofDays(3));
    provision(payload);
    assertEquals(before, rows(), "nothing is paid or granted twice");
  }

  @Test
  void whatOperatorsNeedForThemselvesIsRefusedToOthers() {
    Map<String, Object> room = payload("Northwind Tea");
    change(room, "rooms", List.of(Map.of("id", "operators")));
    assertRefused(room, "organizations[0].rooms[0].id");
    Map<String, Object> agent = payload("Northwind Tea");
    change(agent, "agents", List.of(agent("platform--noor", "member")));
    assertRefused(agent, "organizations[0].agents[0].id");
    Map<String, Object> credits = payload("Northwind Tea");
    onOperations(credits, Map.of("granted", 0, "threshold", 5, "feeMonths", 1));
    assertRefused(credits, "organizations[0].organization.credits.granted");
  }

  private void assertRefused(Map<String, Object> payload, String field) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> provision(payload));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(field), refused.getMessage());
    assertTrue(parts.organizations().account(customer).isEmpty());
  }

  private void onOperations(Map<String, Object> payload, Map<String, Object> credits) {
    Map<String, Object> organization = organization("Northwind Tea");
    organization.put("package", "operations");
    organization.put("credits", credits);
    change(payload, "organization", organization);
  }

  /// Changes the first organization of a payload.
  private static void change(Map<String, Object> payload, String field, Object value) {
    List<Object> all = new ArrayList<>((List<?>) payload.get("organizations"));
    Map<Object, Object> first = new HashMap<>((Map<?, ?>) all.getFirst());
    first.put(field, value);
    all.set(0, first);
    payload.put("organizations", all);
  }

  private static BalanceStore balances() {
    return new BalanceStore(Town.engine(), Town.accountsTable());
  }

  @Test
  void whatDiffersIsChangedAndWhatIsNotSaidStays() {
    provision(payload("Northwind Tea"));
    Account made = parts.organizations().account(customer).orElseThrow();
    provision(payload("Southwind Tea"));
    Account changed = parts.organizations().account(customer).orElseThrow();
    assertEquals("Southwind Tea", changed.name());
    assertEquals(made.version() + 1, changed.version());
    assertEquals(List.of(), names("north"));
    assertEquals(List.of("Southwind Tea"), names("south"));
    // The older form, which says nothing of plan and place.
    provision(
        Map.of(
            "organization", Map.of("id", customer.value(), "name", "Southwind Tea"),
            "rooms", List.of(Map.of("id", "general", "name", "GENERAL")),
            "agents", List.of()));
    assertEquals(Plan.FREE, parts.organizations().account(customer).orElseThrow().plan());
    assertEquals(reseller, parts.organizations().account(customer).orElseThrow().parent());
  }

  /// A wallet in which nothing was posted goes along with its organization's currency.
  @Test
  void anotherCurrencyIsAnotherWalletUntilSomethingIsPosted() {
    provision(payload("Northwind Tea"));
    provision(in("EUR"));
    assertEquals(List.of("EUR", "interactions"), units());
    Ledger ledger =
        new Ledger(Town.engine(), Town.accountsTable(), new Contention(Pause.jittered()));
    ledger.post(
        new Postings(customer, PostingId.ofRequest(customer, "a", "b"), clock.instant(), By.SYSTEM)
            .topUp(Amount.money(5, "EUR")),
        List.of(),
        List.of());
    assertThrows(IllegalStateException.class, () -> provision(in("GBP")));
    assertEquals(
        "EUR", parts.organizations().account(customer).orElseThrow().locality().currency());
    assertEquals(List.of("EUR", "interactions"), units());
  }

  private Map<String, Object> in(String currency) {
    return Map.of(
        "organization",
            Map.of(
                "id", customer.value(),
                "name", "Northwind Tea",
                "country", "PT",
                "currency", currency,
                "timezone", "Europe/Lisbon"),
        "rooms", List.of(Map.of("id", "general", "name", "GENERAL")),
        "agents", List.of());
  }

  private List<String> units() {
    return new BalanceStore(Town.engine(), Town.accountsTable())
        .balances(customer).stream().map(balance -> balance.unit().code()).toList();
  }

  @Test
  void whatIsWrongIsNamedAndNothingIsMade() {
    Map<String, Object> wrong = payload("Northwind Tea");
    Map<String, Object> organization = new HashMap<>(organization("X"));
    organization.put("currency", "ZZZ");
    wrong.put(
        "organizations",
        List.of(
            Map.of(
                "organization", organization,
                "rooms", List.of(Map.of("id", "general")),
                "agents", List.of())));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> provision(wrong));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("organizations[0].organization.currency"),
        refused.getMessage());
    assertTrue(parts.organizations().account(customer).isEmpty());
  }

  @Test
  void theFirstPlatformAdministratorIsInvitedAndInvitedAgain() {
    String email = "olga@" + ids.id() + ".example";
    Map<String, Object> person = Map.of("email", email, "name", "Olga");
    assertEquals("invited", provision(Map.of("platformAdministrator", person)).get("invitation"));
    assertEquals("again", provision(Map.of("platformAdministrator", person)).get("invitation"));
    Account platform = parts.organizations().account(TenantId.PLATFORM).orElseThrow();
    assertEquals(OrganizationKind.PLATFORM, platform.kind());
    List<Member> olgas =
        parts.members().allNow(TenantId.PLATFORM).stream()
            .filter(member -> member.email().equals(email))
            .toList();
    assertEquals(1, olgas.size());
    assertEquals(MemberStatus.INVITED, olgas.getFirst().status());
    assertEquals(Role.ADMIN, olgas.getFirst().role());
    long links =
        Town.engine()
            .query(query ->
                query
                    .tableName(Town.accountsTable())
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(new Item().text(":pk", "platform#link").build()))
            .items()
            .stream()
            .map(Row::new)
            .filter(row -> email.equals(row.text("email")))
            .count();
    assertEquals(1, links, "the one before is worth nothing");
    assertThrows(
        IllegalArgumentException.class,
        () -> provision(Map.of("platformAdministrator", Map.of("email", "olga", "name", "O"))));
    assertFalse(olgas.getFirst().standing().maySignIn());
  }

  private Map<String, Object> provision(Map<String, Object> payload) {
    return provision.handleRequest(payload, Town.NO_CONTEXT);
  }

  private Map<String, Object> payload(String name) {
    Map<String, Object> payload = new HashMap<>();
    payload.put(
        "organizations",
        List.of(
            Map.of(
                "organization", organization(name),
                "rooms", List.of(Map.of("id", "general", "name", "GENERAL", "ringSeconds", 45)),
                "agents", List.of(agent("marta", "admin"))),
            Map.of(
                "organization",
                Map.of("id", reseller.value(), "kind", "reseller", "name", "Harbor"),
                "rooms",
                List.of(Map.of("id", "general", "name", "GENERAL")),
                "agents",
                List.of(agent("rosa", "admin")))));
    return payload;
  }

  private Map<String, Object> organization(String name) {
    Map<String, Object> organization = new HashMap<>();
    organization.put("id", customer.value());
    organization.put("kind", "customer");
    organization.put("parent", reseller.value());
    organization.put("name", name);
    organization.put("country", "GB");
    organization.put("currency", "GBP");
    organization.put("timezone", "Europe/London");
    organization.put("pricing", "prepaid");
    organization.put("plan", "free");
    organization.put("owner", "marta");
    organization.put("limits", Map.of("rate", 7, "burst", 9));
    return organization;
  }

  private Map<String, Object> agent(String id, String role) {
    return Map.of(
        "id",
        id,
        "email",
        id + "@" + customer + ".example",
        "password",
        "ring-the-bell-" + id,
        "name",
        id,
        "role",
        role,
        "rooms",
        List.of("general"));
  }

  private Member member(String id) {
    return parts.members().memberNow(customer, new AgentId(id)).orElseThrow();
  }

  private List<String> names(String search) {
    return new Directory(Town.engine(), Town.accountsTable())
        .find(reseller, Search.EVERYTHING.of(search), 10, Optional.empty()).listings().stream()
            .map(Listing::name)
            .toList();
  }

  private Map<String, ?> rows() {
    Map<String, Object> rows = new HashMap<>();
    for (String pk :
        List.of(
            customer.value(),
            customer + "#balance",
            customer + "#ledger",
            customer + "#entries",
            reseller.value(),
            reseller + "#orgs",
            reseller + "#words")) {
      rows.put(
          pk,
          Town.engine()
              .query(query ->
                  query
                      .tableName(Town.accountsTable())
                      .keyConditionExpression("pk = :pk")
                      .expressionAttributeValues(new Item().text(":pk", pk).build()))
              .items());
    }
    return rows;
  }
}
