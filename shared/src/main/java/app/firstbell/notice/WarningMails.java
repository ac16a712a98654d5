package app.firstbell.notice;

import app.firstbell.identity.Link;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Locale;

/// What administrators read when interaction credits or a month's chats run out (K3, K4), and when
/// somebody has ordered credits.
///
/// @param origin the application's own, such as `https://app.firstbell.example`
public record WarningMails(String origin) {
  /// One administrator's mail.
  ///
  /// @param text the renewal link's, which works until it expires
  /// @param name the administrator's
  /// @param organization its name
  /// @throws IllegalStateException when the link is of another kind
  public Mail of(Link link, String text, String to, String name, String organization) {
    MailText body = new MailText().paragraph("Hello " + name + ",");
    String about = need(link, Warning.ABOUT);
    return switch (about) {
      case "credits-low" -> {
        String left = credits(need(link, Warning.LEFT));
        body.paragraph(
            organization
                + " has "
                + left
                + " left. You asked to be told when there are fewer than "
                + need(link, Warning.THRESHOLD)
                + ".");
        yield mail(to, left + " left at " + organization, renewing(body, text));
      }
      case "credits-gone" -> {
        body.paragraph(
            organization
                + " has no interaction credit left. Until there are some again, operators do not"
                + " ring; your own agents answer as before.");
        yield mail(to, "No interaction credits left at " + organization, renewing(body, text));
      }
      case "chats-80" -> {
        body.paragraph(
            organization
                + " has used "
                + used(link)
                + " chats of "
                + month(link)
                + ". When all are used, visitors are asked to leave a message instead, until the"
                + " next month begins.");
        yield mail(to, used(link) + " chats used at " + organization, larger(body));
      }
      case "chats-100" -> {
        body.paragraph(
            organization
                + " has used all "
                + need(link, Warning.OF)
                + " chats of "
                + month(link)
                + ". Visitors are asked to leave a message instead, until the next month begins.");
        yield mail(to, "All chats of this month are used at " + organization, larger(body));
      }
      case OrderMail.WORD -> {
        String credits = credits(need(link, OrderMail.CREDITS));
        body.paragraph(credits + " were ordered for " + organization + ".")
            .paragraph(need(link, OrderMail.INSTRUCTIONS))
            .link("See the order, or order more", origin + "/#/renewal/" + text)
            .paragraph(
                "The credits are there as soon as the payment was received. If nobody of you has"
                    + " ordered them, there is nothing to do: nothing was paid.");
        yield mail(to, credits + " ordered for " + organization, body);
      }
      default -> throw new IllegalStateException("expected a known warning, got " + about);
    };
  }

  private MailText renewing(MailText body, String text) {
    return body.paragraph("Each chat that an operator answers takes one credit.")
        .link("Buy credits", origin + "/#/renewal/" + text)
        .paragraph(
            "The link works for 30 days, whether you are signed in or not. It can order credits and"
                + " nothing else: it does not spend your balance. You are not told again before"
                + " credits were added.");
  }

  private MailText larger(MailText body) {
    return body.link("See what is used", origin + "/")
        .paragraph("A larger plan has more chats, at once: ask whoever sold you this one.");
  }

  private static String credits(String count) {
    return count + (count.equals("1") ? " interaction credit" : " interaction credits");
  }

  private static String used(Link link) {
    return need(link, Warning.USED) + " of " + need(link, Warning.OF);
  }

  private static String month(Link link) {
    YearMonth month = YearMonth.parse(need(link, Warning.MONTH));
    return month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + month.getYear();
  }

  private static String need(Link link, String name) {
    return link.payload(name)
        .orElseThrow(() -> new IllegalStateException("expected " + name + " in a warning's link"));
  }

  private static Mail mail(String to, String subject, MailText body) {
    return new Mail(to, subject.replaceAll("\\p{Cntrl}+", " ").strip(), body.text(), body.html());
  }
}
