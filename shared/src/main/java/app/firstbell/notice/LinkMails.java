package app.firstbell.notice;

import app.firstbell.identity.Link;
import app.firstbell.identity.LinkKind;
import app.firstbell.identity.Links;
import java.time.Duration;

/// What the mails with personal links say. The address in them is made of the application's own
/// origin, which the stack sets; no request decides where a mail leads.
///
/// @param origin such as `https://app.firstbell.example`
public record LinkMails(String origin) {
  /// The mail of a link.
  ///
  /// @param text the link's, which works once
  public Mail of(Link link, String text) {
    return switch (link.kind()) {
      case INVITATION -> invitation(link, text);
      case RESET -> reset(link, text);
      case SIGN_UP -> signUp(link, text);
      case EMAIL -> emailChange(link, text);
      case RENEWAL ->
          throw new IllegalArgumentException("a renewal is mailed to whoever administers");
    };
  }

  /// For whoever signs up with an address that has an account: the page has told them the same as
  /// everybody, so that it tells nobody who has one.
  public Mail alreadyKnown(String to) {
    MailText body =
        new MailText()
            .paragraph("Hello,")
            .paragraph(
                "somebody, probably you, has just tried to sign up with this e-mail address. It has"
                    + " an account already, so no new one was made.")
            .link("Sign in here", origin + "/")
            .paragraph("If you have forgotten your password, that page helps you to a new one.")
            .paragraph("If it was not you, there is nothing to do: nothing was changed.");
    return mail(to, "You have an account already", body);
  }

  private Mail invitation(Link link, String text) {
    String organization = link.payload(Links.ORGANIZATION).orElse("an organization");
    MailText body =
        hello(link)
            .paragraph(
                link.payload(Links.INVITED_BY)
                    .map(by -> by + " invites you to answer chats for " + organization + ".")
                    .orElse("You are invited to " + organization + "."))
            .link("Accept, and choose a password", origin + "/#/invitation/" + text)
            .paragraph(
                "This link is yours alone: please do not pass it on. It works once, for "
                    + words(link.kind())
                    + ".")
            .paragraph(
                "The page behind it can be installed like an app, also where you may not install"
                    + " software.")
            .paragraph("If you expected no invitation, there is nothing to do.");
    return mail(link.email(), "You are invited to " + organization, body);
  }

  private Mail reset(Link link, String text) {
    MailText body =
        hello(link)
            .paragraph("a new password was asked for with this e-mail address.")
            .link("Choose a new password", origin + "/#/reset/" + text)
            .paragraph(
                "The link works once, for "
                    + words(link.kind())
                    + ". When it is used, you are signed out everywhere.")
            .paragraph("If it was not you, there is nothing to do: your password stays as it is.");
    return mail(link.email(), "A new password", body);
  }

  private Mail signUp(Link link, String text) {
    MailText body =
        hello(link)
            .paragraph("welcome. One step is left: say that this e-mail address is yours.")
            .link("Yes, open my account", origin + "/#/confirm/" + text)
            .paragraph("The link works once, for " + words(link.kind()) + ".")
            .paragraph("If you have not signed up, there is nothing to do: no account is made.");
    return mail(link.email(), "Please confirm your e-mail address", body);
  }

  private Mail emailChange(Link link, String text) {
    MailText body =
        hello(link)
            .paragraph("this e-mail address is to become the one with which you sign in.")
            .link("Yes, this address is mine", origin + "/#/email/" + text)
            .paragraph(
                "The link works once, for "
                    + words(link.kind())
                    + ". Until then your old address stays.")
            .paragraph("If you know nothing of it, there is nothing to do.");
    return mail(link.email(), "Please confirm your new e-mail address", body);
  }

  private static MailText hello(Link link) {
    return new MailText()
        .paragraph(link.payload(Links.NAME).map(name -> "Hello " + name + ",").orElse("Hello,"));
  }

  private static String words(LinkKind kind) {
    Duration lasts = kind.lasts();
    return lasts.toHours() == 1
        ? "one hour"
        : lasts.toHours() <= 24 ? lasts.toHours() + " hours" : lasts.toDays() + " days";
  }

  private static Mail mail(String to, String subject, MailText body) {
    return new Mail(to, subject.replaceAll("\\p{Cntrl}+", " ").strip(), body.text(), body.html());
  }
}
