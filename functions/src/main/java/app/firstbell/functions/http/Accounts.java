package app.firstbell.functions.http;

import app.firstbell.access.Actor;
import app.firstbell.functions.Environment;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.Account;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.RefusalException;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Answer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The organization that a request is about, and the manners of changing it.
final class Accounts {
  /// Whoever meets another writer looks again; who still does then is told.
  private static final int TRIES = 5;

  private final OrganizationStore organizations;

  Accounts(OrganizationStore organizations) {
    this.organizations = organizations;
  }

  static Accounts ofEnvironment() {
    return new Accounts(
        new OrganizationStore(Environment.dynamoDb(), Environment.variable("ACCOUNTS_TABLE")));
  }

  OrganizationStore store() {
    return organizations;
  }

  /// The organization as the gate read it.
  Account of(Call call) {
    return call.organization().map(Account::of).orElseThrow(Problem::absent);
  }

  /// Another organization by its own row, and nothing else of it: what it is, its name, and whose
  /// it is.
  Optional<Account> glance(TenantId id) {
    return glance(organizations, id);
  }

  static Optional<Account> glance(OrganizationStore organizations, TenantId id) {
    TenantScope.glance(id);
    return organizations.account(id);
  }

  /// The kind of the organization that whoever asks works for.
  static OrganizationKind kind(Actor actor) {
    return switch (actor) {
      case Actor.Member member -> member.kind();
      case Actor.Key key -> key.kind();
      case Actor.Anonymous _, Actor.Visitor _, Actor.Support _ -> OrganizationKind.CUSTOMER;
    };
  }

  /// The organization, if it is of the version that the request's `If-Match` names.
  Account ofVersion(Call call) {
    Account account = of(call);
    if (account.version() != call.version()) {
      throw Problem.stale();
    }
    return account;
  }

  /// Changes the organization: with an `If-Match`, that version or none; without one, whatever is
  /// there, again when somebody else was faster.
  Answer changing(Call call, Function<Account, Answer> change) {
    if (Http.header(call.event(), "if-match").isPresent()) {
      Account account = ofVersion(call);
      return ruled(() -> change.apply(account));
    }
    return again(call, change);
  }

  /// Does it again with what is there by then, when a condition failed because somebody else was
  /// faster.
  Answer again(Call call, Function<Account, Answer> change) {
    Account account = of(call);
    for (int attempt = 1; ; attempt++) {
      Account current = account;
      try {
        return ruled(() -> change.apply(current));
      } catch (Problem problem) {
        if (problem.slug() != Slug.PRECONDITION_FAILED || attempt == TRIES) {
          throw problem;
        }
      }
      account = organizations.account(call.tenant()).orElseThrow(Problem::absent);
    }
  }

  /// Answers, and tells what a rule refuses as the problem that it is.
  static Answer ruled(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (RefusalException refused) {
      throw problem(refused);
    }
  }

  /// Tells what a rule refuses as the problem that it is.
  static void permitted(Runnable rule) {
    try {
      rule.run();
    } catch (RefusalException refused) {
      throw problem(refused);
    }
  }

  static Problem problem(RefusalException refused) {
    return Problem.of(
        switch (refused.refusal()) {
          case FORBIDDEN -> Slug.FORBIDDEN;
          case EMAIL_TAKEN -> Slug.EMAIL_TAKEN;
          case OWNER_STAYS -> Slug.OWNER_STAYS;
          case ROOM_STAYS -> Slug.ROOM_STAYS;
          case BALANCE_NOT_ZERO -> Slug.BALANCE_NOT_ZERO;
          case STATE -> Slug.STATE;
        },
        refused.sentence());
  }
}
