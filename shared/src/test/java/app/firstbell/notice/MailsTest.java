package app.firstbell.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.chat.Attendance;
import app.firstbell.chat.Author;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.Lead;
import app.firstbell.chat.Left;
import app.firstbell.chat.MissReason;
import app.firstbell.chat.Stage;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String MARKUP = "<img src=x onerror=\"alert(1)\"> & 'tea'";
  private static final Left LEFT = new Left("jo@mail.example", MARKUP, MARKUP + "\nsecond line");

  private final TenantId tenant = new TenantId("demo");
  private final Head head =
      new Head(
          tenant,
          ChatId.startedBy(tenant, new VisitorId("j".repeat(26)), "c1"),
          new RoomName(RoomId.GENERAL, "GENERAL"),
          new Lead(new VisitorId("j".repeat(26)), MARKUP, null, 0, null, "Hello", Map.of()),
          NOW,
          0,
          new Stage.Missed(NOW, MissReason.NOBODY_AVAILABLE, LEFT),
          Attendance.NONE,
          Attendance.NONE,
          4);
  private final List<Entry> entries =
      List.of(
          new Entry(
              2, NOW, new Author("visitor", "j", MARKUP), new Happening.Message("m1", MARKUP)));

  @Test
  void whatAVisitorWroteIsTextInBothBodies() {
    for (Mail mail :
        List.of(
            Mails.missedLead("marta@northwind.example", "Northwind Tea", head, LEFT, entries),
            Mails.transcript("jo@mail.example", "Northwind Tea", head, entries))) {
      assertTrue(mail.text().contains(MARKUP));
      assertFalse(mail.html().contains("<img"));
      assertTrue(
          mail.html()
              .contains("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;tea&#39;"));
      assertFalse(mail.subject().contains("img"), "subjects hold nothing that a visitor typed");
    }
  }

  @Test
  void noTextBecomesAHeader() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Mail("jo@mail.example\r\nBcc: all@mail.example", "Hello", "", ""));
    Mail mail =
        Mails.transcript("jo@mail.example", "Northwind\r\nBcc: all@mail.example", head, entries);
    assertEquals("Your chat with Northwind Bcc: all@mail.example", mail.subject());
  }

  @Test
  void noticesAreReadAsTheyWereWritten() {
    for (Notice notice :
        List.of(
            new Notice.MissedLead(tenant, head.id()),
            new Notice.Transcript(tenant, head.id(), "jo@mail.example", 3))) {
      assertEquals(notice, NoticeText.read(NoticeText.write(notice)));
    }
  }
}
