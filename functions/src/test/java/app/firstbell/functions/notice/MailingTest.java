package app.firstbell.functions.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.functions.town.Person;
import app.firstbell.functions.town.Town;
import app.firstbell.notice.Mail;
import app.firstbell.notice.Mailer;
import app.firstbell.notice.NoticeStore;
import app.firstbell.notice.NoticeText;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.RoomId;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailingTest {
  private final Town town = new Town();
  private final List<Mail> mails = new ArrayList<>();

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

  @Test
  void whatIsNoNoticeGoesToTheDeadLetters() {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("n");
    message.setBody("hello");
    assertEquals(List.of("n"), deliver(handler(mails::add), message));
  }

  private void agentOf(String id, List<RoomId> rooms) {
    new MemberStore(Town.engine(), Town.accountsTable())
        .put(
            town.tenant,
            new Member(
                new AgentCard(new AgentId(id), id, null, null, null),
                id + "@a.example",
                "-",
                rooms));
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
