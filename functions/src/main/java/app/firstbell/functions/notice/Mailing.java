package app.firstbell.functions.notice;

import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Permission;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.Left;
import app.firstbell.chat.Stage;
import app.firstbell.chat.StageStore;
import app.firstbell.identity.Link;
import app.firstbell.identity.Links;
import app.firstbell.notice.LinkMails;
import app.firstbell.notice.Mail;
import app.firstbell.notice.Mailer;
import app.firstbell.notice.Mails;
import app.firstbell.notice.Notice;
import app.firstbell.notice.NoticeStore;
import app.firstbell.notice.Warning;
import app.firstbell.notice.WarningMails;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a notice into its mails, and sends each once.
public final class Mailing {
  /// A mail is read by a person: what is longer than this is cut, and the rest is in the console.
  private static final int ENTRIES = 2_000;

  private static final int PAGE = 500;

  private final StageStore stages;
  private final ChatLog log;
  private final OrganizationStore organizations;
  private final MemberStore members;
  private final Links links;
  private final LinkMails linkMails;
  private final NoticeStore notices;
  private final Mailer mailer;
  private final InstantSource clock;

  public Mailing(
      StageStore stages,
      ChatLog log,
      OrganizationStore organizations,
      MemberStore members,
      Links links,
      LinkMails linkMails,
      NoticeStore notices,
      Mailer mailer,
      InstantSource clock) {
    this.stages = stages;
    this.log = log;
    this.organizations = organizations;
    this.members = members;
    this.links = links;
    this.linkMails = linkMails;
    this.notices = notices;
    this.mailer = mailer;
    this.clock = clock;
  }

  /// Sends the mails of a notice; those that were sent before are not sent again.
  ///
  /// @throws IllegalStateException when another function is at one of them: the message must come
  ///   again
  public void mail(Notice notice) {
    List<Mail> mails =
        switch (notice) {
          case Notice.OfChat ofChat -> mails(ofChat);
          case Notice.Link link -> mails(link);
        };
    boolean busy = false;
    for (Mail mail : mails) {
      busy |= !send(notice, mail);
    }
    if (busy) {
      throw new IllegalStateException("a mail of this notice is being sent by another function");
    }
    if (notice instanceof Notice.Link link && !mails.isEmpty()) {
      links
          .link(link.tenant(), link.link())
          .flatMap(it -> it.payload(Warning.ID))
          .ifPresent(warning -> notices.done(link.tenant(), warning, clock.instant()));
    }
  }

  /// A link that was used or has expired meanwhile is mailed to nobody.
  private List<Mail> mails(Notice.Link notice) {
    return links
        .link(notice.tenant(), notice.link())
        .filter(link -> link.expiresAt().isAfter(clock.instant()))
        .map(link ->
            switch (link.kind()) {
              case RENEWAL -> warnings(link);
              case SIGN_UP ->
                  List.of(
                      members.login(link.email()).isPresent()
                          ? linkMails.alreadyKnown(link.email())
                          : linkMails.of(link, links.text(link)));
              case RESET, INVITATION, EMAIL -> List.of(linkMails.of(link, links.text(link)));
            })
        .orElse(List.of());
  }

  /// Whoever may pay for the organization is told, in one mail each; while none of them may sign
  /// in, whoever will. What nobody is mailed is not done: whoever looks after it gives it again.
  private List<Mail> warnings(Link link) {
    WarningMails mails = new WarningMails(linkMails.origin());
    String text = links.text(link);
    return organizations
        .organization(link.tenant())
        .filter(Organization::isOpen)
        .map(organization ->
            payers(link.tenant()).stream()
                .map(member ->
                    mails.of(link, text, member.email(), member.name(), organization.name()))
                .toList())
        .orElse(List.of());
  }

  private List<Member> payers(TenantId tenant) {
    List<Member> all =
        members.all(tenant).stream()
            .filter(member -> member.holds(Permission.MANAGE_BILLING) && mayStay(member))
            .toList();
    List<Member> here = all.stream().filter(member -> member.standing().maySignIn()).toList();
    return here.isEmpty() ? all : here;
  }

  /// An invitation that was not accepted yet, or no access to the console: the link in the mail
  /// works all the same.
  private static boolean mayStay(Member member) {
    return switch (member.standing().status()) {
      case INVITED, ACTIVE -> true;
      case DISABLED, DELETED -> false;
    };
  }

  private List<Mail> mails(Notice.OfChat notice) {
    Optional<Head> head = stages.head(notice.tenant(), notice.chat());
    Optional<Organization> organization = organizations.organization(notice.tenant());
    return head.isEmpty() || organization.isEmpty()
        ? List.of()
        : mails(notice, head.get(), organization.get().name(), log(notice));
  }

  private List<Mail> mails(
      Notice.OfChat notice, Head head, String organization, List<Entry> entries) {
    return switch (notice) {
      case Notice.Transcript transcript ->
          List.of(Mails.transcript(transcript.email(), organization, head, entries));
      case Notice.MissedLead _ -> {
        Left left = head.stage() instanceof Stage.Missed missed ? missed.left() : null;
        yield left == null
            ? List.of()
            : members.ofRoom(notice.tenant(), head.room().id()).stream()
                .filter(Mailing::wantsMail)
                .map(Member::email)
                .map(to -> Mails.missedLead(to, organization, head, left, entries))
                .toList();
      }
    };
  }

  /// Who cannot sign in, or has turned these mails off, gets none.
  private static boolean wantsMail(Member member) {
    return member.standing().maySignIn()
        && member.holds(Permission.ANSWER_CHATS)
        && member.profile().alerts().email();
  }

  /// @return false when another is at it
  private boolean send(Notice notice, Mail mail) {
    return switch (notices.claim(notice, mail.to(), clock.instant())) {
      case YOURS -> {
        mailer.send(mail);
        notices.sent(notice, mail.to(), clock.instant());
        yield true;
      }
      case SENT -> true;
      case BUSY -> false;
    };
  }

  private List<Entry> log(Notice.OfChat notice) {
    List<Entry> entries = new ArrayList<>();
    while (entries.size() < ENTRIES) {
      long after = entries.isEmpty() ? 0 : entries.getLast().seq();
      List<Entry> page = log.entries(notice.tenant(), notice.chat(), after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      entries.addAll(page);
    }
    return entries;
  }
}
