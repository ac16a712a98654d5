package app.firstbell.functions.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.agent.Standing;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Town;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Link;
import app.firstbell.identity.LinkKind;
import app.firstbell.identity.Links;
import app.firstbell.identity.TokenKeys;
import app.firstbell.notice.LinkMails;
import app.firstbell.notice.Mail;
import app.firstbell.notice.Mailer;
import app.firstbell.notice.Notice;
import app.firstbell.notice.NoticeStore;
import app.firstbell.notice.NoticeText;
import app.firstbell.notice.Warning;
import app.firstbell.notice.Warnings;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MailingTest {
  private final Town town = new Town();
  private final List<Mail> mails = new ArrayList<>();
  private final Links links =
      new Links(Town.engine(), Town.accountsTable(), new TokenKeys("k".repeat(64)), Ids.secure());

  @Test
  void everyAgentOfTheRoomIsMailedOnceThoughTheNoticeComesTwice() {
    agentOf("marta", List.of(RoomId.GENERAL));
    agentOf("priya", List.of(RoomId.GENERAL));
    agentOf("sam", List.of());
    Person visitor = town.visitor();
    String chat = visitor.start("Anybody?");
    visitor.send("leave", json -> json.text("chat", chat).text("email", "jo@mail.example"));
    NoticesHandler handler = handler(mails::add);
    assertEquals(List.of(), deliver(handler));
    assertEquals(List.of(), deliver(handler));
    assertEquals(
        List.of("marta@a.example", "priya@a.example"),
        mails.stream().map(Mail::to).sorted().toList());
  }

  @Test
  void aMailThatFailedIsSentWhenTheClaimHasRunOut() {
    Person visitor = town.visitor();
    String chat = visitor.start("Anybody?");
    visitor.send("transcript", json -> json.text("chat", chat).text("email", "jo@mail.example"));
    NoticesHandler failing =
        handler(_ -> {
          throw new IllegalStateException("the mail service is away");
        });
    assertEquals(List.of("n"), deliver(failing));
    NoticesHandler working = handler(mails::add);
    assertEquals(List.of("n"), deliver(working), "claimed still, by who may yet be sending");
    town.clock.advance(Duration.ofMinutes(3));
    assertEquals(List.of(), deliver(working));
    assertEquals(1, mails.size());
  }

  /// A link goes only where our own application is; what it says can be used once.
  @Test
  void aPersonalLinkIsMailedOnceAndLeadsToOurOwnPages() {
    Member marta = agentOf("marta", List.of());
    Map<String, Link> made =
        Map.of(
            "#/invitation/",
            links.invitation(town.tenant, marta, "Northwind <Tea>", "Olga", now()),
            "#/reset/",
            links.reset(town.tenant, marta, now()),
            "#/email/",
            links.emailChange(town.tenant, marta, "new@a.example", now()));
    made.forEach((page, link) -> {
      mails.clear();
      store(link);
      assertEquals(List.of(), deliverLink(link));
      assertEquals(List.of(), deliverLink(link));
      assertEquals(1, mails.size(), page);
      assertEquals(link.email(), mails.getFirst().to());
      String address = "https://app.example/" + page + links.text(link);
      assertTrue(mails.getFirst().text().contains(address), mails.getFirst().text());
      assertTrue(mails.getFirst().html().contains("href=\"" + address + "\""));
      assertFalse(mails.getFirst().html().contains("<Tea>"));
    });
  }

  @Test
  void aLinkThatWasUsedOrHasExpiredIsMailedToNobody() {
    Member marta = agentOf("marta", List.of());
    Link used = links.reset(town.tenant, marta, now());
    assertEquals(List.of(), deliverLink(used));
    store(used);
    town.clock.advance(Duration.ofHours(2));
    assertEquals(List.of(), deliverLink(used));
    assertEquals(List.of(), mails);
  }

  /// Who signs up is told the same whether the address is known; its owner is told the truth.
  @Test
  void whoSignsUpWithAKnownAddressIsTold() {
    String address = town.tenant + "@a.example";
    Link first =
        links.signUp(new TenantId(town.tenant + "-a"), address, Map.of(Links.NAME, "Jo"), now());
    store(first);
    assertEquals(List.of(), deliverLink(first));
    assertTrue(mails.getFirst().text().contains("https://app.example/#/confirm/l.sign-up."));
    new MemberStore(Town.engine(), Town.accountsTable())
        .claim(new MemberStore.Login(address, town.tenant, new AgentId("jo")));
    Link second =
        links.signUp(new TenantId(town.tenant + "-b"), address, Map.of(Links.NAME, "Jo"), now());
    store(second);
    assertEquals(List.of(), deliverLink(second));
    assertEquals("You have an account already", mails.get(1).subject());
    assertFalse(mails.get(1).text().contains("#/"));
  }

  /// Whoever may pay is told, once each; who may not, or may not sign in, is not.
  @Test
  void aWarningIsMailedToWhoeverAdministers() {
    standing("marta", Role.ADMIN, Set.of(), MemberStatus.ACTIVE);
    standing("bill", Role.MEMBER, Set.of(Permission.MANAGE_BILLING), MemberStatus.ACTIVE);
    standing("priya", Role.MEMBER, Set.of(Permission.ANSWER_CHATS), MemberStatus.ACTIVE);
    standing("olga", Role.ADMIN, Set.of(), MemberStatus.DISABLED);
    Warnings warnings =
        new Warnings(Town.engine(), Town.accountsTable(), new Contention(Pause.none()));
    Warning low = new Warning.CreditsLow(1, 3, 5);
    assertEquals(Warnings.Given.NOW, warnings.give(town.tenant, low, now(), List.of()));
    assertEquals(Warnings.Given.BEFORE, warnings.give(town.tenant, low, now(), List.of()));
    Link link = links.link(town.tenant, onlyLink()).orElseThrow();

    assertEquals(List.of(), deliverLink(link));
    assertEquals(List.of(), deliverLink(link));

    assertEquals(
        List.of("bill@a.example", "marta@a.example"),
        mails.stream().map(Mail::to).sorted().toList());
    String text = links.text(link);
    assertTrue(mails.getFirst().text().contains("https://app.example/#/renewal/" + text));
    // It works as often as it is followed, until it expires.
    for (int use = 0; use < 2; use++) {
      assertTrue(links.find(text, LinkKind.RENEWAL, now()).isPresent());
    }
    assertTrue(links.find(text, LinkKind.RESET, now()).isEmpty());
    int mac = text.lastIndexOf('.') + 1;
    String forged =
        text.substring(0, mac) + (text.charAt(mac) == 'A' ? "B" : "A") + text.substring(mac + 1);
    assertTrue(links.find(forged, LinkKind.RENEWAL, now()).isEmpty());
    assertTrue(links.find(text, LinkKind.RENEWAL, now().plus(Duration.ofDays(30))).isEmpty());
  }

  /// The owner has not accepted the invitation yet: they are told at the address that is known, and
  /// the link works signed in or not.
  @Test
  void whileNobodyMaySignInWhoeverIsInvitedIsWarned() {
    standing("olga", Role.ADMIN, Set.of(), MemberStatus.INVITED);
    standing("otto", Role.ADMIN, Set.of(), MemberStatus.DISABLED);
    warn(Warnings.Given.NOW);
    assertEquals(List.of(), deliverLink(links.link(town.tenant, onlyLink()).orElseThrow()));
    assertEquals(List.of("olga@a.example"), mails.stream().map(Mail::to).toList());
    town.clock.advance(Duration.ofHours(2));
    warn(Warnings.Given.BEFORE);
  }

  /// There is nobody yet, or the organization is suspended: it stays to be told, and is told once.
  @Test
  void aWarningThatReachedNobodyIsGivenAgainAndMailedOnce() {
    warn(Warnings.Given.NOW);
    assertEquals(List.of(), deliverLink(links.link(town.tenant, onlyLink()).orElseThrow()));
    assertEquals(List.of(), mails);
    warn(Warnings.Given.BEFORE);
    standing("marta", Role.ADMIN, Set.of(), MemberStatus.ACTIVE);
    town.clock.advance(Duration.ofHours(2));
    warn(Warnings.Given.NOW);
    Link link = links.link(town.tenant, onlyLink()).orElseThrow();
    assertEquals(List.of(), deliverLink(link));
    assertEquals(List.of(), deliverLink(link));
    assertEquals(1, mails.size());
    town.clock.advance(Duration.ofHours(2));
    warn(Warnings.Given.BEFORE);
  }

  private void warn(Warnings.Given expected) {
    assertEquals(
        expected,
        new Warnings(Town.engine(), Town.accountsTable(), new Contention(Pause.none()))
            .give(town.tenant, new Warning.CreditsGone(1), now(), List.of()));
  }

  private String onlyLink() {
    return Town.engine()
        .query(query ->
            query
                .tableName(Town.accountsTable())
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(new Item().text(":pk", town.tenant + "#link").build()))
        .items()
        .stream()
        .map(item -> new Row(item).text("sk"))
        .findFirst()
        .orElseThrow();
  }

  private void standing(String id, Role role, Set<Permission> permissions, MemberStatus status) {
    new MemberStore(Town.engine(), Town.accountsTable())
        .put(
            town.tenant,
            agentOf(id, List.of()).with(new Standing(role, permissions, status, true)));
  }

  private Instant now() {
    return town.clock.instant();
  }

  private void store(Link link) {
    Town.engine()
        .transactWriteItems(transaction -> transaction.transactItems(links.creating(link)));
  }

  private List<String> deliverLink(Link link) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("n");
    message.setBody(NoticeText.write(new Notice.Link(link.tenant(), link.id())));
    return deliver(handler(mails::add), message);
  }

  @Test
  void whatIsNoNoticeGoesToTheDeadLetters() {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("n");
    message.setBody("hello");
    assertEquals(List.of("n"), deliver(handler(mails::add), message));
  }

  private Member agentOf(String id, List<RoomId> rooms) {
    Member member =
        new Member(
            new AgentCard(new AgentId(id), id, null, null, null), id + "@a.example", "-", rooms);
    new MemberStore(Town.engine(), Town.accountsTable()).put(town.tenant, member);
    return member;
  }

  private List<String> deliver(NoticesHandler handler) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("n");
    message.setBody(NoticeText.write(town.notices.getFirst()));
    return deliver(handler, message);
  }

  private static List<String> deliver(NoticesHandler handler, SQSEvent.SQSMessage message) {
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return handler.handleRequest(event, Town.NO_CONTEXT).getBatchItemFailures().stream()
        .map(failure -> failure.getItemIdentifier())
        .toList();
  }

  private NoticesHandler handler(Mailer mailer) {
    return new NoticesHandler(
        new Mailing(
            town.parts.stages(),
            town.parts.log(),
            new OrganizationStore(Town.engine(), Town.accountsTable()),
            new MemberStore(Town.engine(), Town.accountsTable()),
            links,
            new LinkMails("https://app.example"),
            new NoticeStore(Town.engine(), Town.accountsTable()),
            mailer,
            town.clock));
  }
}
