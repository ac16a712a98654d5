package app.firstbell.functions.http;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberRules;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Permission;
import app.firstbell.identity.EndingSessions;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.SessionStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.Refusal;
import app.firstbell.organization.RefusalException;
import app.firstbell.organization.RoomId;
import app.firstbell.photo.PhotoId;
import app.firstbell.photo.PhotoStore;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.Closes;
import app.firstbell.transaction.Transactions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Shows, invites, edits and deletes the members of an organization.
final class Members {
  private static final Comparator<Member> BY_NAME = Comparator.comparing(Members::position);

  private final Accounts accounts;
  private final MemberStore members;
  private final SessionStore sessions;
  private final Transactions transactions;
  private final PhotoStore photos;
  private final MemberLinks links;

  Members(Accounts accounts, IdentityParts parts, PhotoStore photos) {
    this.accounts = accounts;
    this.members = parts.members();
    this.sessions = parts.sessions();
    this.transactions = parts.transactions();
    this.photos = photos;
    this.links = new MemberLinks(parts.links());
  }

  Answer list(Call call) {
    Account account = accounts.of(call);
    Pages.Page<Member> page =
        Pages.of(
            call,
            members.all(call.tenant()).stream().filter(Members::isThere).sorted(BY_NAME).toList(),
            Members::position);
    return Http.json(
        200,
        json -> {
          json.objects("items", page.items(), (one, it) -> MemberJson.write(one, account, it));
          json.text("next", page.next());
        });
  }

  Answer read(Call call) {
    return shown(200, accounts.of(call), member(call));
  }

  Answer invite(Call call) {
    Account account = accounts.of(call);
    Member wanted = MemberFields.invited(call, new AgentId(call.gate().newId()), call.now());
    return Accounts.ruled(() -> {
      Optional<AgentId> keptFor = members.keptFor(call.tenant(), wanted.email());
      Member member =
          MemberRules.invite(call.actor(), account, members.allNow(call.tenant()), wanted);
      List<TransactWriteItem> writes = new ArrayList<>();
      writes.add(members.creating(call.tenant(), member));
      writes.add(members.keeping(call.tenant(), member.email(), member.id(), keptFor));
      if (member.standing().mayAccept()) {
        writes.add(links.first(call, call.tenant(), account.name(), member));
      }
      Act act =
          about(call, member, "agents.invited")
              .with("role", member.role().word())
              .with("permissions", words(member.standing().permissions()))
              .with("portalAccess", member.standing().portalAccess() ? null : "false")
              .with("rooms", rooms(member.rooms()));
      Answer answer =
          shown(201, account, member)
              .with("Location", "/api/organizations/" + call.tenant() + "/members/" + member.id());
      return call.commit(writes, act, answer, _ -> emailTaken());
    });
  }

  Answer edit(Call call) {
    Account account = accounts.of(call);
    Member before = ofVersion(call);
    MemberFields.Wanted wanted = MemberFields.patched(call, before);
    return Accounts.ruled(() -> {
      Optional<AgentId> keptFor =
          wanted.email().flatMap(email -> members.keptFor(call.tenant(), email));
      Member after =
          MemberRules.edit(
              call.actor(),
              account,
              wanted.email().isEmpty() ? List.of() : members.allNow(call.tenant()),
              before,
              wanted.member(),
              wanted.email());
      if (after.equals(before)) {
        return shown(200, account, before);
      }
      List<TransactWriteItem> writes = new ArrayList<>();
      writes.add(members.editing(call.tenant(), before, after));
      Optional<String> brought = MemberRules.brought(before, after);
      brought.ifPresent(
          email -> writes.add(members.keeping(call.tenant(), email, before.id(), keptFor)));
      writes.addAll(links.edited(call, account.name(), before, after));
      Act act = edited(call, before, after);
      EndingSessions ending = new EndingSessions(sessions, List.of());
      if (MemberRules.isPutOut(before, after)) {
        ending = all(call, before);
        act = act.closing(new Closes.OfMember(before.id()));
      } else if (MemberRules.isLetIn(before, after)) {
        // Those that were left when somebody put the member out, and died over it.
        all(call, before).end(transactions);
      } else if (MemberRules.isSeatedAnew(before, after)) {
        act = act.renewing(new Closes.OfMember(before.id()));
      }
      writes.addAll(ending.atOnce());
      Answer answer =
          call.commit(
              writes,
              act,
              shown(200, account, after.edited()),
              refused ->
                  refused.index() == 1 && brought.isPresent() ? emailTaken() : Problem.stale());
      ending.rest(transactions);
      return answer;
    });
  }

  Answer setPermissions(Call call) {
    Account account = accounts.of(call);
    Member before = ofVersion(call);
    Set<Permission> permissions = MemberFields.permissions(call);
    return Accounts.ruled(() -> {
      Member after = MemberRules.permit(call.actor(), account, before, permissions);
      if (after.equals(before)) {
        return shown(200, account, before);
      }
      Act act =
          about(call, after, "agents.permissions")
              .with("before", words(before.standing().permissions()))
              .with("permissions", words(permissions))
              .renewing(new Closes.OfMember(before.id()));
      return call.commit(
          List.of(members.editing(call.tenant(), before, after)),
          act,
          shown(200, account, after.edited()),
          _ -> Problem.stale());
    });
  }

  Answer delete(Call call) {
    Account account = accounts.of(call);
    Member before = ofVersion(call);
    return Accounts.ruled(() -> {
      Member after = MemberRules.delete(call.actor(), account, before, call.now());
      List<TransactWriteItem> writes = new ArrayList<>();
      writes.add(members.editing(call.tenant(), before, after));
      writes.add(members.forgetting(call.tenant(), before.email()));
      MemberStore.Login login = new MemberStore.Login(before.email(), call.tenant(), before.id());
      if (members.owns(login)) {
        writes.add(members.releasing(login));
      }
      Optional.ofNullable(before.card().photo())
          .flatMap(PhotoId::inAddress)
          .filter(photo -> photo.tenant().equals(call.tenant()))
          .ifPresent(photo -> writes.add(photos.deleting(photo)));
      writes.addAll(links.none(call, before));
      EndingSessions ending = all(call, before);
      writes.addAll(ending.atOnce());
      Act act = about(call, before, "agents.deleted").closing(new Closes.OfMember(before.id()));
      Answer answer = call.commit(writes, act, Answer.noContent(), _ -> Problem.stale());
      ending.rest(transactions);
      return answer;
    });
  }

  Answer inviteAgain(Call call) {
    Account account = accounts.of(call);
    Member member = member(call);
    return Accounts.ruled(() -> {
      MemberRules.mayInviteAgain(call.actor(), account, member);
      return call.commit(
          links.again(call, account.name(), member),
          about(call, member, "agents.invited-again"),
          Http.json(202, _ -> {}),
          _ -> Problem.stale());
    });
  }

  Answer mailPasswordReset(Call call) {
    Account account = accounts.of(call);
    Member member = member(call);
    return Accounts.ruled(() -> {
      MemberRules.mayResetPassword(call.actor(), account, member);
      return call.commit(
          List.of(links.passwordReset(call, member)),
          about(call, member, "agents.password-reset"),
          Http.json(202, _ -> {}),
          _ -> Problem.stale());
    });
  }

  private Member member(Call call) {
    return members
        .memberNow(call.tenant(), call.memberId())
        .filter(Members::isThere)
        .orElseThrow(Problem::absent);
  }

  private Member ofVersion(Call call) {
    Member member = member(call);
    if (member.version() != call.version()) {
      throw Problem.stale();
    }
    return member;
  }

  /// All sessions of a member.
  private EndingSessions all(Call call, Member member) {
    return new EndingSessions(sessions, sessions.of(call.tenant(), member.id(), call.now()));
  }

  private static Answer shown(int status, Account account, Member member) {
    return Http.json(status, json -> MemberJson.write(json, account, member))
        .withVersion(member.version());
  }

  private static Act about(Call call, Member member, String what) {
    return call.act(Application.AGENTS, what).on("member", member.id().value(), member.name());
  }

  /// An address is told by "changed" only: the log is read by more people than the address is for.
  private static Act edited(Call call, Member before, Member after) {
    List<String> changed = new ArrayList<>();
    if (!before.email().equals(after.email())
        || !Objects.equals(before.pendingEmail(), after.pendingEmail())) {
      changed.add("e-mail");
    }
    if (!Objects.equals(before.card().title(), after.card().title())) {
      changed.add("title");
    }
    return about(call, after, "agents.updated")
        .with("name", change(before.name(), after.name()))
        .with("role", change(before.role().word(), after.role().word()))
        .with("status", change(before.status().word(), after.status().word()))
        .with(
            "portalAccess",
            change(
                Boolean.toString(before.standing().portalAccess()),
                Boolean.toString(after.standing().portalAccess())))
        .with("rooms", change(rooms(before.rooms()), rooms(after.rooms())))
        .with("changed", changed.isEmpty() ? null : String.join(", ", changed));
  }

  private static @Nullable String change(String before, String after) {
    return before.equals(after) ? null : before + " → " + after;
  }

  private static String words(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::word).collect(Collectors.joining(" "));
  }

  private static String rooms(List<RoomId> rooms) {
    return rooms.stream().map(RoomId::value).sorted().collect(Collectors.joining(" "));
  }

  private static boolean isThere(Member member) {
    return member.status() != MemberStatus.DELETED;
  }

  private static String position(Member member) {
    return member.name().toLowerCase(Locale.ROOT) + "\u0000" + member.id();
  }

  private static Problem emailTaken() {
    return Accounts.problem(
        new RefusalException(
            Refusal.EMAIL_TAKEN, "Another member of the organization has this e-mail address."));
  }
}
