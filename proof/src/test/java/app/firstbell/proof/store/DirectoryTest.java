package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.identity.Ids;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.Directory;
import app.firstbell.organization.Directory.Place;
import app.firstbell.organization.Listing;
import app.firstbell.organization.Locality;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.Search;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A reseller's customers, found by name, by the beginning of any word, and by filters.
@OnEngine
class DirectoryTest {
  private final Directory directory;
  private final OrganizationStore organizations;
  private final BalanceStore balances;
  private final Transactions transactions;
  private final TenantId reseller;
  private final TenantId other;

  DirectoryTest(Engine engine) {
    Shop shop = Shop.on(engine);
    String table = engine.table("Accounts");
    directory = new Directory(engine.dynamo(), table);
    organizations = new OrganizationStore(engine.dynamo(), table);
    balances = new BalanceStore(engine.dynamo(), table);
    transactions = new Transactions(engine.dynamo(), table, shop.contention());
    reseller = shop.tenant();
    other = new TenantId(engine.newTenant());
  }

  @Test
  void aWordIsFoundByItsBeginning() {
    make("Northwind Tea", Plan.FREE);
    make("Tea Team", Plan.BUSINESS);
    make("Caf\u00e9 Z\u00fcrich", Plan.FREE);
    assertEquals(List.of("Northwind Tea", "Tea Team"), found("tea"));
    assertEquals(List.of("Tea Team"), found("tea team"), "all words, each once");
    assertEquals(
        List.of("Northwind Tea", "Tea Team"),
        found("te"),
        "each is shown once, also when two of its words begin alike");
    assertEquals(List.of("Caf\u00e9 Z\u00fcrich"), found("ZUR"));
    assertEquals(List.of("Northwind Tea"), found("north te"));
    assertEquals(List.of(), found("eam"));
    assertEquals(List.of("Caf\u00e9 Z\u00fcrich", "Northwind Tea", "Tea Team"), found(""));
  }

  @Test
  void filtersNarrowAndDeletedOnesAreLeftOut() {
    make("A", Plan.FREE);
    Account b = make("B", Plan.BUSINESS);
    Account c = make("C", Plan.BUSINESS);
    move(b, b.suspended("Overdue"));
    move(c, c.deleted(Shop.NOW));
    assertEquals(List.of("A", "B"), found(""));
    assertEquals(List.of("B"), names(search(Search.EVERYTHING.with(OrganizationState.SUSPENDED))));
    assertEquals(List.of("C"), names(search(Search.EVERYTHING.with(OrganizationState.DELETED))));
    Search team =
        new Search(
            List.of(),
            Optional.empty(),
            Optional.of(Pricing.PREPAID),
            Optional.of(Plan.BUSINESS),
            Optional.of("PT"));
    assertEquals(List.of("B"), names(search(team)));
  }

  @Test
  void pagesAreCompleteAndWithoutDoubles() {
    List<String> made = new ArrayList<>();
    for (int i : IntStream.range(0, 23).toArray()) {
      made.add("Shop %02d shelf".formatted(i));
      make(made.getLast(), Plan.FREE);
    }
    for (String text : List.of("", "sh", "shelf")) {
      List<String> seen = new ArrayList<>();
      Optional<String> position = Optional.empty();
      do {
        Directory.Page page = directory.find(reseller, Search.EVERYTHING.of(text), 5, position);
        assertTrue(page.listings().size() <= 5);
        seen.addAll(names(page));
        position = page.next();
      } while (position.isPresent());
      assertEquals(made, seen.stream().sorted().toList(), "searched for " + text);
    }
  }

  @Test
  void aRenamedOneMovesAndAMovedOneIsElsewhere() {
    Account before = make("Northwind Tea", Plan.FREE);
    Account renamed = before.withName("Southwind Tea");
    move(before, renamed);
    assertEquals(List.of(), found("north"));
    assertEquals(List.of("Southwind Tea"), found("tea"));
    Account edited = renamed.edited();
    move(edited, edited.withParent(other));
    assertEquals(List.of(), found(""));
    assertEquals(
        List.of("Southwind Tea"),
        names(directory.find(other, Search.EVERYTHING.of("south"), 10, Optional.empty())));
  }

  @Test
  void ofTwoEditsOfOneVersionOneIsRefusedWithItsPlaces() {
    Account before = make("Northwind Tea", Plan.FREE);
    assertEquals(new Outcome.Committed(), outcome(before, before.withName("First")));
    assertTrue(outcome(before, before.withName("Second")) instanceof Outcome.Refused);
    assertEquals(List.of("First"), found(""));
  }

  @Test
  void anothersCustomersAreNeverFound() {
    make("Northwind Tea", Plan.FREE);
    for (String text : List.of("", "north", "northwind tea")) {
      assertEquals(
          List.of(),
          names(directory.find(other, Search.EVERYTHING.of(text), 10, Optional.empty())));
    }
  }

  private Account make(String name, Plan plan) {
    Account account =
        Account.created(
            new TenantId("o-" + Ids.secure().id()),
            OrganizationKind.CUSTOMER,
            reseller,
            name,
            new Locality("PT", "EUR", "Europe/Lisbon"),
            Pricing.PREPAID,
            plan,
            Shop.NOW);
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(organizations.creating(account));
    writes.addAll(balances.opening(account.id(), account.locality().currency()));
    writes.addAll(directory.moving(Optional.empty(), Place.of(account)));
    assertEquals(new Outcome.Committed(), transactions.commit(Transaction.untold(writes)));
    return account;
  }

  private void move(Account before, Account after) {
    assertEquals(new Outcome.Committed(), outcome(before, after));
  }

  private Outcome outcome(Account before, Account after) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(organizations.editing(before, after));
    writes.addAll(directory.moving(Place.of(before), Place.of(after)));
    return transactions.commit(Transaction.untold(writes));
  }

  private List<String> found(String text) {
    return names(search(Search.EVERYTHING.of(text)));
  }

  private Directory.Page search(Search search) {
    return directory.find(reseller, search, 10, Optional.empty());
  }

  private static List<String> names(Directory.Page page) {
    return page.listings().stream().map(Listing::name).sorted().toList();
  }
}
