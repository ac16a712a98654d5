package app.firstbell.identity;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.OrganizationState;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody who was invited accepts: sets a password, and is signed in. Only now the address
/// becomes theirs, so that an invitation tells nobody whether an address is known.
public final class Acceptance {
  private static final int TRIES = 4;

  /// What an invitation shows before it is accepted.
  public record Invitation(Link link, Member member, Account organization) {}

  private final IdentityParts parts;

  public Acceptance(IdentityParts parts) {
    this.parts = parts;
  }

  /// The invitation of a link that is good still.
  public Optional<Invitation> look(String text, Instant now) {
    return parts
        .links()
        .find(text, LinkKind.INVITATION, now)
        .flatMap(link ->
            link.member()
                .flatMap(id -> parts.members().memberNow(link.tenant(), id))
                .filter(member -> member.status() == MemberStatus.INVITED)
                .filter(member -> member.email().equals(link.email()))
                .flatMap(member ->
                    parts
                        .organizations()
                        .account(link.tenant())
                        .filter(it -> it.state() != OrganizationState.DELETED)
                        .map(it -> new Invitation(link, member, it))));
  }

  /// @param name as the member wants to be called; nothing leaves the name of the invitation
  public Redemption accept(
      String text, String password, Optional<String> name, SignIn.From from, Instant now) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Invitation> invitation = look(text, now);
      if (invitation.isEmpty()) {
        return new Redemption.LinkUsed();
      }
      Optional<Redemption> done = accept(invitation.get(), password, name, from, now);
      if (done.isPresent()) {
        return done.get();
      }
    }
    return new Redemption.LinkUsed();
  }

  /// Nothing when somebody edited the member meanwhile.
  private Optional<Redemption> accept(
      Invitation invitation,
      String password,
      Optional<String> name,
      SignIn.From from,
      Instant now) {
    Link link = invitation.link();
    Member before = invitation.member();
    Account organization = invitation.organization();
    if (organization.state() == OrganizationState.SUSPENDED) {
      return Optional.of(new Redemption.Closed(SignIn.Why.SUSPENDED));
    }
    Optional<String> unfit = PasswordRules.problem(password, before.email());
    if (unfit.isPresent()) {
      return Optional.of(new Redemption.Unfit(unfit.get()));
    }
    AgentCard card = before.card();
    Member after =
        before
            .with(
                new AgentCard(
                    card.id(),
                    name.orElse(card.name()),
                    card.photo(),
                    card.title(),
                    card.greeting()))
            .with(before.standing().with(MemberStatus.ACTIVE))
            .withPassword(parts.passwords().hash(password));
    Session session =
        parts.passes().begin(link.tenant(), before.id(), now, from.client(), from.computer());
    Act act =
        Act.of(
                link.tenant(),
                now,
                parts.ids().id(),
                Application.AGENTS,
                "agents.accepted",
                By.member(after.id().value(), after.name()))
            .on("member", after.id().value(), after.name());
    MemberStore.Login login = new MemberStore.Login(before.email(), link.tenant(), before.id());
    if (!after.standing().maySignIn()) {
      return Optional.of(new Redemption.Closed(SignIn.Why.NO_ACCESS));
    }
    Transaction accepting =
        Transaction.of(
            List.of(
                parts.links().using(link, now),
                parts.members().editing(link.tenant(), before, after),
                parts.members().claiming(login),
                parts.sessions().creating(session)),
            act);
    return switch (parts.transactions().commit(accepting)) {
      case Outcome.Committed _ ->
          Optional.of(new Redemption.Welcome(parts.passes().pass(session, organization, after)));
      case Outcome.Refused refused when refused.index() == 1 -> Optional.empty();
      case Outcome.Refused refused when refused.index() == 2 ->
          Optional.of(new Redemption.EmailTaken());
      case Outcome.Refused _, Outcome.Replayed _, Outcome.KeyReused _ ->
          Optional.of(new Redemption.LinkUsed());
    };
  }
}
