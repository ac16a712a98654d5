package app.firstbell.functions.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Profile;
import app.firstbell.agent.Role;
import app.firstbell.agent.Standing;
import app.firstbell.credit.CreditWarnings;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Planted;
import app.firstbell.functions.town.Town;
import app.firstbell.functions.websocket.Wire;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Seat;
import app.firstbell.identity.SessionId;
import app.firstbell.notice.Notice;
import app.firstbell.organization.Computers;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.transaction.Closes;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class OutboxHandlerTest {
  private final Town town = new Town();
  private final List<Notice> notices = new ArrayList<>();
  private final OutboxHandler handler =
      new OutboxHandler(
          notices::add, town.parts.connections(), town.wires, addresses(Town.engine()), warnings());
  private final SessionId first = new SessionId(Ids.secure().id());
  private final SessionId second = new SessionId(Ids.secure().id());

  @Test
  void aLinkThatIsToBeMailedIsHandedOverByItsIdAlone() {
    Map<String, AttributeValue> link = row("#link", "abc");
    link.put("mail", text("1"));
    link.put("email", text("jo@mail.example"));
    Map<String, AttributeValue> decoy = row("#link", "def");
    assertEquals(List.of(), failures(handler, link, decoy));
    assertEquals(List.<Notice>of(new Notice.Link(town.tenant, "abc")), notices);
  }

  @Test
  void aMembersSocketsAreClosedAndNobodyElses() {
    Person here = agent("marta", first);
    Person there = agent("marta", second);
    Person priya = agent("priya", first);
    Person visitor = town.visitor();
    closes(new Closes.OfMember(new AgentId("marta")), "agents.disabled");
    assertClosed("revoked", here, there);
    assertOpen(priya, visitor);
  }

  @Test
  void thePasswordsOwnSessionStays() {
    Person here = agent("marta", first);
    Person there = agent("marta", second);
    closes(new Closes.OfMemberExcept(new AgentId("marta"), first), "security.password-changed");
    assertClosed("revoked", there);
    assertOpen(here);
  }

  @Test
  void aSessionsSocketsAreClosed() {
    Person here = agent("marta", first);
    Person there = agent("marta", second);
    closes(new Closes.OfSession(second), "security.session-ended");
    assertClosed("revoked", there);
    assertOpen(here);
  }

  @Test
  void anOrganizationsSocketsAreAllClosed() {
    Person marta = agent("marta", first);
    Person priya = agent("priya", second);
    Person visitor = town.visitor();
    Person elsewhere = new Town().visitor();
    closes(new Closes.OfOrganization(), "organization.suspended");
    assertClosed("suspended", marta, priya, visitor);
    assertOpen(elsewhere);
  }

  /// Whose permissions were changed comes back at once and has the new ones.
  @Test
  void aChangeIsNoRevocation() {
    Person marta = agent("marta", first);
    Map<String, AttributeValue> act =
        act(new Closes.OfMember(new AgentId("marta")), "agents.permissions");
    act.put("passing", text("1"));
    assertEquals(List.of(), failures(handler, act));
    assertClosed("changed", marta);
  }

  @Test
  void severalMembersSocketsAreClosedAndNobodyElses() {
    Person marta = agent("marta", first);
    Person priya = agent("priya", second);
    Person tom = agent("tom", second);
    closes(
        new Closes.OfMembers(List.of(new AgentId("marta"), new AgentId("priya"))), "rooms.agents");
    assertClosed("revoked", marta, priya);
    assertOpen(tom);
  }

  /// Another plan, other rooms: visitors have nothing to do with it.
  @Test
  void everyAgentComesBackAndNoVisitorIsDisturbed() {
    Person marta = agent("marta", first);
    Person priya = agent("priya", second);
    Person visitor = town.visitor();
    Map<String, AttributeValue> act = act(new Closes.OfAgents(), "organization.updated");
    act.put("passing", text("1"));
    assertEquals(List.of(), failures(handler, act));
    assertClosed("changed", marta, priya);
    assertOpen(visitor);
  }

  /// The stream delivers at least once, and perhaps late: who was let in again stays.
  @Test
  void aLateDeliveryDoesNotCloseWhatWasOpenedSince() {
    Map<String, AttributeValue> act =
        act(new Closes.OfMember(new AgentId("marta")), "agents.disabled");
    Person before = agent("marta", first);
    town.clock.advance(Duration.ofMinutes(5));
    Person since = agent("marta", second);
    assertEquals(List.of(), failures(handler, act));
    assertEquals(List.of(), failures(handler, act));
    assertClosed("revoked", before);
    assertOpen(since);
  }

  @Test
  void whatCouldNotBeClosedComesAgain() {
    Person marta = agent("marta", first);
    Wire broken =
        new Wire() {
          @Override
          public Delivery post(ConnectionId to, String frame) {
            return Delivery.FAILED;
          }

          @Override
          public Delivery close(ConnectionId connection) {
            return Delivery.FAILED;
          }
        };
    OutboxHandler failing =
        new OutboxHandler(
            notices::add, town.parts.connections(), broken, addresses(Town.engine()), warnings());
    Map<String, AttributeValue> link = row("#link", "abc");
    link.put("mail", text("1"));
    Map<String, AttributeValue> act =
        act(new Closes.OfMember(new AgentId("marta")), "agents.disabled");
    assertEquals(List.of("seq2"), failures(failing, link, act, link));
    assertOpen(marta);
    assertEquals(1, notices.size());
  }

  @Test
  void anActThatSaysSomethingElseStopsTheBatch() {
    Map<String, AttributeValue> act = act(new Closes.OfOrganization(), "organization.suspended");
    act.put("closes", text("everything"));
    assertEquals(List.of("seq1"), failures(handler, act));
  }

  /// A function that dies in the midst of it leaves some addresses taken; the record comes again.
  @Test
  void theAddressesOfADeletedOrganizationAreFreedHoweverOftenTheWorkBreaksOff() {
    MemberStore members = new MemberStore(Town.engine(), Town.accountsTable());
    List<MemberStore.Login> logins = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      String email = "a" + i + "@" + town.tenant + ".example";
      Member member = member("a" + i, email);
      members.put(town.tenant, member);
      logins.add(new MemberStore.Login(email, town.tenant, member.id()));
    }
    logins.forEach(members::claim);
    // One was freed by the deletion itself, and somebody has signed up with it since.
    MemberStore.Login theirs =
        new MemberStore.Login(
            logins.get(7).email(), new TenantId("t-elsewhere"), new AgentId("neu"));
    release(members, logins.get(7));
    members.claim(theirs);
    Person marta = agent("marta", first);
    Map<String, AttributeValue> act = act(new Closes.OfOrganization(), "organization.deleted");
    for (Planted.Death death : Planted.Death.values()) {
      OutboxHandler dying =
          new OutboxHandler(
              notices::add,
              town.parts.connections(),
              town.wires,
              addresses(
                  Planted.dyingAt(Town.engine(), death == Planted.Death.AFTER ? 2 : 3, death)),
              warnings());
      assertEquals(List.of("seq1"), failures(dying, act));
    }
    long taken = logins.stream().filter(it -> members.login(it.email()).isPresent()).count();
    assertTrue(taken > 1 && taken < 230, "it broke off in the midst: " + taken);
    assertEquals(List.of(), failures(handler, act));
    assertEquals(List.of(), failures(handler, act), "a repeat changes nothing");
    assertEquals(
        List.of(theirs),
        logins.stream().flatMap(it -> members.login(it.email()).stream()).toList());
    assertTrue(town.wires.closed().contains(marta.connection));
  }

  private static void release(MemberStore members, MemberStore.Login login) {
    new Transactions(Town.engine(), Town.accountsTable(), new Contention(Pause.none()))
        .commit(Transaction.untold(List.of(members.releasing(login))));
  }

  private CreditWarnings warnings() {
    return new CreditWarnings(
        Town.engine(), Town.accountsTable(), new Contention(Pause.none()), town.clock);
  }

  private static Addresses addresses(DynamoDbClient client) {
    return new Addresses(
        new MemberStore(client, Town.accountsTable()),
        new Transactions(client, Town.accountsTable(), new Contention(Pause.none())));
  }

  private static Member member(String id, String email) {
    return new Member(
        new AgentCard(new AgentId(id), "Name of " + id, null, null, null),
        email,
        null,
        "a hash",
        List.of(),
        new Standing(Role.MEMBER, Set.of(), MemberStatus.ACTIVE, true),
        Profile.USUAL,
        Member.Times.createdAt(Instant.EPOCH),
        1);
  }

  private Person agent(String id, SessionId session) {
    return town.agent(
        id, new Seat(session, null, Computers.BOTH, Role.MEMBER, Set.of(Permission.ANSWER_CHATS)));
  }

  private void closes(Closes whose, String what) {
    assertEquals(List.of(), failures(handler, act(whose, what)));
  }

  private Map<String, AttributeValue> act(Closes whose, String what) {
    Map<String, AttributeValue> act =
        row("#act", String.format("%013d#act1", town.clock.instant().toEpochMilli()));
    act.put("act", text("1"));
    act.put("what", text(what));
    act.put("closes", text(whose.text()));
    return act;
  }

  private Map<String, AttributeValue> row(String kind, String sk) {
    return new HashMap<>(Map.of("pk", text(town.tenant + kind), "sk", text(sk)));
  }

  private static AttributeValue text(String value) {
    return new AttributeValue().withS(value);
  }

  private void assertClosed(String why, Person... people) {
    for (Person person : people) {
      assertEquals(
          List.of(why), person.got("bye").stream().map(bye -> bye.text("why").orElse("")).toList());
    }
    assertEquals(
        Set.copyOf(List.of(people).stream().map(person -> person.connection).toList()),
        Set.copyOf(town.wires.closed()));
  }

  private void assertOpen(Person... people) {
    for (Person person : people) {
      assertEquals(List.of(), person.got("bye"));
    }
  }

  @SafeVarargs
  private static List<String> failures(OutboxHandler handler, Map<String, AttributeValue>... rows) {
    List<DynamodbEvent.DynamodbStreamRecord> records = new ArrayList<>();
    for (Map<String, AttributeValue> row : rows) {
      StreamRecord stream = new StreamRecord();
      stream.setNewImage(row);
      stream.setSequenceNumber("seq" + (records.size() + 1));
      DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
      record.setDynamodb(stream);
      records.add(record);
    }
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return handler.handleRequest(event, Town.NO_CONTEXT).getBatchItemFailures().stream()
        .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }
}
