package app.firstbell.notice;

import app.firstbell.chat.Author;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.Left;
import app.firstbell.chat.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// What the mails say. Subjects hold nothing that a visitor has typed.
public final class Mails {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Mails() {}

  /// Tells an agent that a visitor waits for an answer by e-mail (C6).
  ///
  /// @param organization its name
  /// @param entries the whole log
  public static Mail missedLead(
      String to, String organization, Head head, Left left, List<Entry> entries) {
    MailText body =
        new MailText()
            .paragraph(
                "A visitor wrote to "
                    + organization
                    + " in the room "
                    + head.room().name()
                    + " while nobody could answer, and waits for a reply.")
            .paragraph(
                "Reply to: "
                    + left.email()
                    + (left.name() == null ? "" : " (" + left.name() + ")"));
    Page page = head.lead().page();
    if (page != null) {
      body.paragraph("They were on: " + page.url());
    }
    String more = left.text();
    log(body, entries);
    if (more != null) {
      body.paragraph("They left this message:\n" + more);
    }
    return new Mail(
        to,
        oneLine("A visitor of " + organization + " waits for a reply"),
        body.text(),
        body.html());
  }

  /// A chat for the visitor to keep (C8).
  public static Mail transcript(String to, String organization, Head head, List<Entry> entries) {
    MailText body =
        new MailText()
            .paragraph(
                "Your chat with " + organization + " of " + WHEN.format(head.startedAt()) + ":");
    log(body, entries);
    body.paragraph(
        "You asked for this transcript in the chat; nobody will write to you because of it.");
    return new Mail(to, oneLine("Your chat with " + organization), body.text(), body.html());
  }

  private static void log(MailText body, List<Entry> entries) {
    for (Entry entry : entries) {
      String at = WHEN.format(entry.at());
      switch (entry.happening()) {
        case Happening.Message message -> body.said(name(entry.by()), at, message.text());
        case Happening.Accepted accepted ->
            body.said(accepted.agent().name(), at, "joined the chat.");
        case Happening.Ended _ -> body.paragraph("The chat ended " + inWords(entry.at()) + ".");
        case Happening.Missed _ -> body.paragraph("Nobody could answer.");
        // Who asked, what was left and the stars are told elsewhere, or are nobody else's.
        case Happening.Ringing _, Happening.LeftMessage _, Happening.Rated _ -> {}
      }
    }
  }

  private static String inWords(Instant at) {
    return "on " + WHEN.format(at);
  }

  private static String name(Author by) {
    String name = by.name();
    return name != null ? name : by.party().equals("agent") ? "Agent" : "Visitor";
  }

  /// An organization's name could hold anything; a subject is one line.
  private static String oneLine(String words) {
    return words.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
