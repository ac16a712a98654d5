package app.firstbell.identity;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.ledger.BalanceStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.Directory;
import app.firstbell.organization.Locality;
import app.firstbell.organization.Opening;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A newcomer makes an organization alone: asks, confirms the address by a mailed link, and is its
/// owner. Nothing of the organization exists before the link is used.
public final class SignUp {
  /// What a newcomer fills in; their terms are accepted.
  ///
  /// @param email lower case
  public record Form(
      String organization, Locality locality, String name, String email, String password) {
    @Override
    public String toString() {
      return "Form[…]";
    }
  }

  private final IdentityParts parts;
  private final Directory directory;
  private final BalanceStore balances;

  public SignUp(IdentityParts parts) {
    this.parts = parts;
    this.directory = new Directory(parts.client(), parts.table());
    this.balances = new BalanceStore(parts.client(), parts.table());
  }

  /// Has a link mailed to whoever has no account yet, and to anybody else that they have one. Which
  /// of the two is found out when the mail is written: here the same is done for both, so that
  /// neither the answer nor its time tells whose address is known.
  public Redemption ask(Form form, Instant now) {
    Optional<String> unfit = PasswordRules.problem(form.password(), form.email());
    if (unfit.isPresent()) {
      return new Redemption.Unfit(unfit.get());
    }
    boolean isTooOften = parts.throttle().count("sign-up|" + form.email(), now).isPresent();
    Map<String, String> payload =
        Map.of(
            Links.ORGANIZATION,
            form.organization(),
            "country",
            form.locality().country(),
            "currency",
            form.locality().currency(),
            "timezone",
            form.locality().timezone(),
            Links.NAME,
            form.name(),
            "passwordHash",
            parts.passwords().hash(form.password()),
            "terms",
            TermsOfUse.VERSION);
    TenantId tenant = new TenantId(parts.ids().id());
    TenantScope.enter(tenant, Proof.NEW);
    // Where nobody is to be mailed, what is written lies with the platform.
    TenantScope.enterPart(TenantId.PLATFORM, Proof.NEW, Set.of(Links.PARTITION));
    TransactWriteItem write =
        isTooOften
            ? parts.links().decoy(LinkKind.SIGN_UP, form.email(), now)
            : parts.links().creating(parts.links().signUp(tenant, form.email(), payload, now));
    parts.transactions().commit(Transaction.untold(List.of(write)));
    return new Redemption.Done();
  }

  /// Uses the link: the organization, its room GENERAL, its owner, and the owner's first session
  /// are there at once or not at all.
  public Redemption confirm(String text, SignIn.From from, Instant now) {
    Optional<Link> found = parts.links().find(text, LinkKind.SIGN_UP, now);
    if (found.isEmpty()) {
      return new Redemption.LinkUsed();
    }
    Link link = found.get();
    TenantId tenant = link.tenant();
    // It will stand in the platform's directory.
    TenantScope.enterPart(TenantId.PLATFORM, Proof.LINK, Directory.PARTITIONS);
    Opening.Opened opened = opened(link, now);
    Member owner =
        opened
            .owner()
            .map(member ->
                member
                    .with(member.standing().with(MemberStatus.ACTIVE))
                    .withPassword(need(link, "passwordHash")))
            .orElseThrow();
    Account account =
        opened.account().with(new Account.Terms(need(link, "terms"), now, owner.id()));
    Session session = parts.passes().begin(tenant, owner.id(), now, from.client(), from.computer());
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(parts.links().using(link, now));
    writes.add(parts.members().claiming(new MemberStore.Login(owner.email(), tenant, owner.id())));
    writes.add(parts.organizations().creating(account));
    writes.add(parts.organizations().creating(tenant, opened.general()));
    writes.addAll(balances.opening(tenant, account.locality().currency()));
    writes.add(parts.members().creating(tenant, owner));
    writes.addAll(directory.moving(Optional.empty(), Directory.Place.of(account)));
    writes.add(parts.sessions().creating(session));
    Act act =
        Act.of(
                tenant,
                now,
                parts.ids().id(),
                Application.ORGANIZATION,
                "organization.created",
                By.member(owner.id().value(), owner.name()))
            .on("organization", tenant.value(), account.name())
            .with("terms", TermsOfUse.VERSION);
    return switch (parts.transactions().commit(Transaction.of(writes, act))) {
      case Outcome.Committed _ ->
          new Redemption.Welcome(parts.passes().pass(session, account, owner));
      case Outcome.Refused refused when refused.index() == 1 -> new Redemption.EmailTaken();
      case Outcome.Refused _, Outcome.Replayed _, Outcome.KeyReused _ -> new Redemption.LinkUsed();
    };
  }

  private Opening.Opened opened(Link link, Instant now) {
    return Opening.decide(
        link.tenant(),
        new AgentId(parts.ids().id()),
        TenantId.PLATFORM,
        OrganizationKind.PLATFORM,
        new Opening.Request(
            need(link, Links.ORGANIZATION),
            OrganizationKind.CUSTOMER,
            new Locality(need(link, "country"), need(link, "currency"), need(link, "timezone")),
            Pricing.PREPAID,
            Plan.FREE,
            Optional.of(new Opening.Owner(need(link, Links.NAME), link.email()))),
        now);
  }

  private static String need(Link link, String name) {
    return link.payload(name)
        .orElseThrow(() -> new IllegalStateException("expected " + name + " in a sign-up link"));
  }
}
