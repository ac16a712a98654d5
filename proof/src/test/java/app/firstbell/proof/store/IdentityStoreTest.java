package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Session;
import app.firstbell.identity.SessionId;
import app.firstbell.identity.SessionStore;
import app.firstbell.identity.SignInThrottle;
import app.firstbell.organization.Limits;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import app.firstbell.visitor.VisitorAccount;
import app.firstbell.visitor.VisitorStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;

@OnEngine
class IdentityStoreTest {
  private final Shop shop;
  private final String table;
  private final DynamoDbEnhancedClient enhanced;

  IdentityStoreTest(Engine engine) {
    shop = Shop.on(engine);
    table = engine.table("Accounts");
    enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(engine.dynamo()).build();
  }

  @Test
  void anOrganizationAndItsRoomsAreReadAsWritten() {
    OrganizationStore store = new OrganizationStore(shop.engine().dynamo(), table);
    for (Integer replyMinutes : new Integer[] {null, 30}) {
      Organization organization =
          new Organization(
              shop.tenant(),
              "Northwind <Tea>",
              List.of("https://shop.example"),
              new Limits(7, 9),
              "Hello 🫖",
              replyMinutes,
              List.of(Shop.GENERAL));
      store.put(organization);
      assertEquals(Optional.of(organization), store.organization(shop.tenant()));
    }
    Room room = new Room(Shop.GENERAL, Duration.ofSeconds(20));
    store.put(shop.tenant(), room);
    assertEquals(Optional.of(room), store.room(shop.tenant(), RoomId.GENERAL));
    assertEquals(Optional.empty(), store.room(shop.tenant(), new RoomId("other")));
    assertEquals(Optional.empty(), store.organization(new TenantId(shop.engine().newTenant())));
  }

  @Test
  void membersAreFoundByRoomAndAnAddressIsOnesOwn() {
    MemberStore store = new MemberStore(shop.engine().dynamo(), table);
    Member marta =
        new Member(Shop.card("marta"), "marta@" + shop.tenant(), "hash", List.of(RoomId.GENERAL));
    Member sam = new Member(Shop.card("sam"), "sam@" + shop.tenant(), "hash", List.of());
    store.put(shop.tenant(), marta);
    store.put(shop.tenant(), sam);
    assertEquals(List.of(marta), store.ofRoom(shop.tenant(), RoomId.GENERAL));
    assertEquals(Optional.of(sam), store.member(shop.tenant(), new AgentId("sam")));
    MemberStore.Login login =
        new MemberStore.Login(marta.email(), shop.tenant(), marta.card().id());
    assertTrue(store.claim(login));
    assertTrue(store.claim(login), "a repeat changes nothing");
    assertFalse(store.claim(new MemberStore.Login(marta.email(), shop.tenant(), sam.card().id())));
    assertEquals(Optional.of(login), store.login(marta.email()));
  }

  private Session begun() {
    return Session.begun(
        shop.tenant(),
        new SessionId(Ids.secure().id()),
        new AgentId("marta"),
        Shop.NOW,
        Shop.NOW.plus(Duration.ofDays(7)),
        "Firefox on Linux",
        null);
  }

  @Test
  void aSessionLastsUntilItExpiresOrIsEnded() {
    SessionStore store = new SessionStore(shop.engine().dynamo(), table, shop.contention());
    Transactions transactions = new Transactions(shop.engine().dynamo(), table, shop.contention());
    Session session = begun();
    Session entered =
        begun().by(new Session.Support(new TenantId("harbor"), "Harbor", "Rosa", "by phone"));
    for (Session one : List.of(session, entered)) {
      transactions.commit(Transaction.untold(List.of(store.creating(one))));
      assertEquals(Optional.of(one), store.session(shop.tenant(), one.id(), Shop.NOW));
    }
    assertEquals(Optional.empty(), store.session(shop.tenant(), session.id(), session.expiresAt()));
    assertEquals(List.of(session), store.of(shop.tenant(), new AgentId("marta"), Shop.NOW));
    Transaction ending = Transaction.untold(List.of(store.ending(session)));
    assertEquals(new Outcome.Committed(), transactions.commit(ending));
    assertInstanceOf(Outcome.Refused.class, transactions.commit(ending), "it has ended");
    assertEquals(Optional.empty(), store.session(shop.tenant(), session.id(), Shop.NOW));
  }

  @Test
  void ofManyWhoRefreshAtOnceOneMovesTheGenerationAndAllGoOn() throws Exception {
    SessionStore store = new SessionStore(shop.engine().dynamo(), table, shop.contention());
    Session session = begun();
    new Transactions(shop.engine().dynamo(), table, shop.contention())
        .commit(Transaction.untold(List.of(store.creating(session))));
    List<Callable<SessionStore.Rotation>> refreshes =
        IntStream.range(0, 20)
            .<Callable<SessionStore.Rotation>>mapToObj(
                _ -> () -> store.rotate(session.refreshToken(), Shop.NOW, session.expiresAt()))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (Future<SessionStore.Rotation> refresh : threads.invokeAll(refreshes)) {
        SessionStore.Rotation.GoesOn goesOn =
            assertInstanceOf(SessionStore.Rotation.GoesOn.class, refresh.get());
        assertEquals(2, goesOn.session().generation());
      }
    }
    assertInstanceOf(
        SessionStore.Rotation.Reused.class,
        store.rotate(session.refreshToken(), Shop.NOW.plusSeconds(61), session.expiresAt()));
    assertInstanceOf(
        SessionStore.Rotation.Ended.class,
        store.rotate(begun().refreshToken(), Shop.NOW, session.expiresAt()));
  }

  @Test
  void aVisitorIsRememberedUntilTheAccountExpires() {
    VisitorStore store = new VisitorStore(enhanced, table);
    VisitorAccount account =
        new VisitorAccount(
            shop.tenant(), shop.visitor(), "hash", Shop.NOW.plus(Duration.ofDays(90)));
    store.put(account);
    assertEquals(Optional.of(account), store.visitor(shop.tenant(), shop.visitor(), Shop.NOW));
    assertEquals(
        Optional.empty(), store.visitor(shop.tenant(), shop.visitor(), account.expiresAt()));
  }

  @Test
  void theEleventhTryHasToWaitUntilTheQuarterHourIsOver() {
    SignInThrottle throttle = new SignInThrottle(shop.engine().dynamo(), table);
    String email = "marta@" + shop.tenant();
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), throttle.count(email, Shop.NOW));
    }
    assertEquals(Optional.of(Duration.ofMinutes(15)), throttle.count(email, Shop.NOW));
    assertEquals(Optional.empty(), throttle.count(email, Shop.NOW.plus(Duration.ofMinutes(15))));
    throttle.clear(email, Shop.NOW);
    assertEquals(Optional.empty(), throttle.count(email, Shop.NOW));
  }
}
