package app.firstbell.functions.http;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Role;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.ledger.Standing;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.organization.Assignments;
import app.firstbell.organization.Balances;
import app.firstbell.organization.Deleting;
import app.firstbell.organization.Directory;
import app.firstbell.organization.Directory.Place;
import app.firstbell.organization.Opening;
import app.firstbell.organization.OrganizationState;
import app.firstbell.organization.RefusalException;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Closes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What a reseller or the platform does with its customers: makes them, suspends, resumes and
/// deletes them, gives them to another owner or another reseller.
final class Customers {
  private static final int LONGEST_REASON = 500;

  /// Addresses that are given free together with the organization; a transaction has 100 writes.
  private static final int MOST_AT_ONCE = 60;

  private final Accounts accounts;
  private final Organizations organizations;
  private final Directory directory;
  private final MemberStore members;
  private final MemberLinks links;
  private final BalanceStore ledger;
  private final Balances balances;
  private final Assignments assignments;

  Customers(
      Accounts accounts,
      Organizations organizations,
      Directory directory,
      MemberStore members,
      MemberLinks links,
      BalanceStore ledger,
      Balances balances,
      Assignments assignments) {
    this.accounts = accounts;
    this.organizations = organizations;
    this.directory = directory;
    this.members = members;
    this.links = links;
    this.ledger = ledger;
    this.balances = balances;
    this.assignments = assignments;
  }

  Answer create(Call call) {
    Opening.Request request = OrganizationFields.opening(call);
    TenantId id = new TenantId(call.gate().newId());
    TenantScope.enter(id, Proof.NEW);
    return Accounts.ruled(() -> {
      Opening.Opened opened =
          Opening.decide(
              id,
              new AgentId(call.gate().newId()),
              call.tenant(),
              Accounts.kind(call.actor()),
              request,
              call.now());
      Account account = opened.account();
      List<TransactWriteItem> writes = new ArrayList<>();
      writes.add(accounts.store().creating(account));
      writes.add(accounts.store().creating(id, opened.general()));
      writes.addAll(ledger.opening(id, account.locality().currency()));
      writes.addAll(directory.moving(Optional.empty(), Place.of(account)));
      opened
          .owner()
          .ifPresent(owner -> {
            writes.add(members.creating(id, owner));
            writes.add(links.first(call, id, account.name(), owner));
          });
      Act act =
          inside(call, id, "organization.created")
              .on("organization", id.value(), account.name())
              .with("owner", opened.owner().map(Member::name).orElse(null));
      Answer answer =
          organizations
              .shown(call, 201, account, opened.owner(), Optional.empty())
              .with("Location", "/api/organizations/" + id);
      return call.commit(writes, act, answer, _ -> Problem.stale());
    });
  }

  Answer suspend(Call call) {
    String reason = call.body("reason").text("reason", LONGEST_REASON);
    return accounts.changing(
        call,
        before ->
            organizations.changed(
                call,
                before,
                Amending.suspend(before, reason),
                about(call, before, "organization.suspended")
                    .with("reason", reason)
                    .closing(new Closes.OfOrganization())));
  }

  Answer resume(Call call) {
    return accounts.changing(
        call,
        before ->
            organizations.changed(
                call,
                before,
                Amending.resume(before),
                about(call, before, "organization.resumed")));
  }

  Answer delete(Call call) {
    Account account = accounts.ofVersion(call);
    if (account.state() == OrganizationState.DELETED) {
      throw Problem.absent();
    }
    Account deleted = deleted(call, account);
    List<TransactWriteItem> writes = organizations.writes(account, deleted);
    int own = writes.size();
    writes.addAll(balances.closing(account, call.now()));
    int closed = writes.size();
    writes.addAll(releases(account.id()));
    Act act = about(call, account, "organization.deleted").closing(new Closes.OfOrganization());
    return call.commit(
        writes,
        act,
        Answer.noContent(),
        refused -> {
          if (refused.index() >= own && refused.index() < closed) {
            // Somebody paid at this moment: now it is in the way, and is named.
            deleted(call, account);
          }
          return Problem.stale();
        });
  }

  /// The organization once it is deleted, if nothing is left on its accounts.
  private Account deleted(Call call, Account account) {
    List<Standing> standing = balances.standing(account);
    try {
      return Deleting.decide(account, standing, call.now());
    } catch (RefusalException refused) {
      throw Accounts.problem(refused)
          .with(json -> {
            if (!standing.isEmpty()) {
              OrganizationJson.write(json, balances.of(account), standing);
            }
          });
    }
  }

  Answer changeOwner(Call call) {
    AgentId id = memberId(call.body("member").text("member", 64));
    return accounts.changing(
        call,
        before -> {
          Member member =
              members
                  .memberNow(call.tenant(), id)
                  .filter(it -> it.status() != MemberStatus.DELETED)
                  .orElseThrow(
                      () -> Problem.invalid("/member", "expected a member of the organization"));
          Account after = Amending.handOver(before, member);
          List<TransactWriteItem> writes = new ArrayList<>(organizations.writes(before, after));
          if (member.role() != Role.ADMIN) {
            writes.add(
                members.editing(
                    call.tenant(), member, member.with(member.standing().with(Role.ADMIN))));
          }
          AgentId owner = before.owner();
          Act act =
              call.act(Application.ORGANIZATION, "organization.owner-changed")
                  .on("member", id.value(), member.name())
                  .with("before", owner == null ? null : owner.value());
          List<String> left = owner == null ? List.of() : assignments.of(call.tenant(), owner);
          boolean isSame = before.equals(after);
          Answer answer =
              Http.json(
                      200,
                      json ->
                          json.object(
                                  "owner",
                                  it -> it.text("id", id.value()).text("name", member.name()))
                              .objects(
                                  "toAssignAgain",
                                  isSame ? List.<String>of() : left,
                                  (it, name) -> it.text("id", name).text("name", name)))
                  .withVersion(isSame ? before.version() : before.version() + 1);
          return isSame
              ? answer
              : call.commit(
                  writes,
                  member.role() == Role.ADMIN ? act : act.renewing(new Closes.OfMember(id)),
                  answer,
                  _ -> Problem.stale());
        });
  }

  Answer changeParent(Call call) {
    String text = call.body("reseller").text("reseller", 40);
    Account parent =
        Optional.of(text)
            .filter(TenantId::isValid)
            .map(TenantId::new)
            .flatMap(accounts::glance)
            .orElseThrow(
                () -> Problem.invalid("/reseller", "expected the id of a reseller, or platform"));
    return accounts.changing(
        call,
        before ->
            organizations.changed(
                call,
                before,
                Amending.move(before, parent),
                about(call, before, "organization.parent-changed").with("parent", parent.name())));
  }

  /// The writes that give the members' addresses free. Of a large organization the rest follows
  /// from the act, by the stream, until it is done.
  private List<TransactWriteItem> releases(TenantId tenant) {
    return members.all(tenant).stream()
        .filter(member -> member.passwordHash() != null)
        .map(member -> new MemberStore.Login(member.email(), tenant, member.id()))
        .filter(login -> members.login(login.email()).equals(Optional.of(login)))
        .limit(MOST_AT_ONCE)
        .map(members::releasing)
        .toList();
  }

  private static Act about(Call call, Account account, String what) {
    return call.act(Application.ORGANIZATION, what)
        .on("organization", account.id().value(), account.name());
  }

  /// An act that is told in a new organization's own log.
  private static Act inside(Call call, TenantId tenant, String what) {
    return Act.of(
        tenant,
        call.now(),
        call.gate().newId(),
        Application.ORGANIZATION,
        what,
        By.of(call.actor(), tenant));
  }

  private static AgentId memberId(String text) {
    try {
      return new AgentId(text);
    } catch (IllegalArgumentException nobodys) {
      throw Problem.invalid("/member", "expected a member of the organization");
    }
  }
}
