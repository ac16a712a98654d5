package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.identity.Ids;
import app.firstbell.key.ApiKey;
import app.firstbell.key.KeyStore;
import app.firstbell.key.Reach;
import app.firstbell.key.Scope;
import app.firstbell.organization.Account;
import app.firstbell.organization.Limits;
import app.firstbell.organization.Locality;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.photo.Photo;
import app.firstbell.photo.PhotoId;
import app.firstbell.photo.PhotoStore;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Accounts, members, keys and photos as they are stored: two views over one item, and no tenant's
/// keys that lead to another's.
@OnEngine
class AccountStoreTest {
  private final OrganizationStore organizations;
  private final MemberStore members;
  private final KeyStore keys;
  private final PhotoStore photos;
  private final Transactions transactions;
  private final TenantId tenant;
  private final TenantId other;

  AccountStoreTest(Engine engine) {
    Shop shop = Shop.on(engine);
    String table = engine.table("Accounts");
    organizations = new OrganizationStore(engine.dynamo(), table);
    members = new MemberStore(engine.dynamo(), table);
    keys = new KeyStore(engine.dynamo(), table);
    photos = new PhotoStore(engine.dynamo(), table);
    transactions = new Transactions(engine.dynamo(), table, shop.contention());
    tenant = shop.tenant();
    other = new TenantId(engine.newTenant());
  }

  @Test
  void neitherViewOfAnOrganizationLosesTheOthers() {
    Account account = account();
    committed(organizations.creating(account));
    Organization chat = organizations.organization(tenant).orElseThrow();
    organizations.put(chat.with(new Limits(7, 9)));
    assertEquals(account, organizations.account(tenant).orElseThrow());
    committed(organizations.editing(account, account.withName("South Tea")));
    Organization after = organizations.organization(tenant).orElseThrow();
    assertEquals(new Limits(7, 9), after.limits());
    assertEquals("South Tea", after.name());
    assertEquals(2, organizations.account(tenant).orElseThrow().version());
  }

  @Test
  void whoAddsARoomIsNotInTheWayOfWhoEditsTheName() {
    Account account = account();
    committed(organizations.creating(account));
    RoomName orders = new RoomName(new RoomId("orders"), "Orders");
    committed(organizations.listingRooms(account, List.of(RoomName.GENERAL, orders)));
    committed(organizations.editing(account, account.withName("South Tea")));
    Account after = organizations.account(tenant).orElseThrow();
    assertEquals(List.of(RoomName.GENERAL, orders), after.rooms());
    assertEquals("South Tea", after.name());
    assertTrue(
        refused(organizations.listingRooms(account, List.of(orders))),
        "the list is not what it was");
  }

  @Test
  void aMemberIsReadAsWrittenAndEditedByVersion() {
    Member marta =
        new Member(Shop.card("marta"), "marta@tea.example", "hash", List.of(RoomId.GENERAL))
            .with(Member.Times.createdAt(Shop.NOW));
    committed(members.creating(tenant, marta));
    Member stored = members.memberNow(tenant, marta.id()).orElseThrow();
    assertEquals(marta.edited(), stored);
    Member renamed = stored.withPassword("other");
    committed(members.editing(tenant, stored, renamed));
    assertTrue(refused(members.editing(tenant, stored, stored.withPassword("third"))));
    assertEquals(renamed.edited(), members.memberNow(tenant, marta.id()).orElseThrow());
    assertTrue(refused(members.creating(tenant, marta)));
  }

  @Test
  void anAddressIsKeptForOne() {
    AgentId ada = new AgentId("ada");
    AgentId bob = new AgentId("bob");
    Optional<AgentId> nobody = members.keptFor(tenant, "a@tea.example");
    committed(members.keeping(tenant, "a@tea.example", ada, nobody));
    assertTrue(refused(members.keeping(tenant, "a@tea.example", bob, nobody)));
    assertEquals(Optional.of(ada), members.keptFor(tenant, "a@tea.example"));
    committed(members.keeping(tenant, "a@tea.example", bob, Optional.of(ada)));
    committed(members.keeping(other, "a@tea.example", ada, Optional.empty()));
    assertEquals(List.of(), members.all(tenant), "an address is no member");
  }

  @Test
  void keysAndPhotosAreTheirTenantsOwn() {
    ApiKey key =
        new ApiKey(
            tenant,
            Ids.secure().id(),
            "Sync",
            Set.of(Scope.ROOMS_READ, Scope.AUDIT_READ),
            Reach.CUSTOMERS,
            "hash",
            Shop.NOW,
            null,
            null);
    committed(keys.creating(key));
    keys.used(key, "2026-11-22");
    assertEquals("2026-11-22", keys.key(tenant, key.id()).orElseThrow().lastUsedDay());
    assertEquals(key.scopes(), keys.all(tenant).getFirst().scopes());
    assertEquals(Reach.CUSTOMERS, keys.all(tenant).getFirst().reach());
    assertEquals(Optional.empty(), keys.key(other, key.id()));
    assertEquals(List.of(), keys.all(other));
    assertTrue(refused(keys.deleting(other, key.id())));
    committed(keys.deleting(tenant, key.id()));
    keys.used(key, "2026-11-23");
    assertEquals(Optional.empty(), keys.key(tenant, key.id()), "use does not bring it back");

    PhotoId id = new PhotoId(tenant, Ids.secure().id());
    committed(photos.creating(id, new Photo("image/png", new byte[] {1, 2, 3})));
    assertArrayEquals(new byte[] {1, 2, 3}, photos.photo(id).orElseThrow().bytes());
    assertEquals(Optional.empty(), photos.photo(new PhotoId(other, id.id())));
    assertEquals(Optional.of(id), PhotoId.inAddress(id.address()));
  }

  private Account account() {
    return Account.created(
        tenant,
        OrganizationKind.CUSTOMER,
        TenantId.PLATFORM,
        "Northwind Tea",
        Locality.UNKNOWN,
        Pricing.PREPAID,
        Plan.BUSINESS,
        Shop.NOW);
  }

  private void committed(TransactWriteItem write) {
    assertEquals(new Outcome.Committed(), transactions.commit(Transaction.untold(List.of(write))));
  }

  private boolean refused(TransactWriteItem write) {
    return transactions.commit(Transaction.untold(List.of(write))) instanceof Outcome.Refused;
  }
}
