package app.firstbell.identity;

import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.By;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The owner of a new address confirms that it is theirs; from then on it is the one to sign in
/// with.
public final class EmailChange {
  private static final int TRIES = 4;
  private final IdentityParts parts;

  public EmailChange(IdentityParts parts) {
    this.parts = parts;
  }

  public Redemption confirm(String text, Instant now) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Link> link = parts.links().find(text, LinkKind.EMAIL, now);
      Optional<Member> member =
          link.flatMap(found ->
                  found.member().flatMap(id -> parts.members().memberNow(found.tenant(), id)))
              .filter(found -> found.status() != MemberStatus.DELETED)
              .filter(found -> link.get().email().equals(found.pendingEmail()));
      if (link.isEmpty() || member.isEmpty()) {
        return new Redemption.LinkUsed();
      }
      Optional<Redemption> done = confirm(link.get(), member.get(), now);
      if (done.isPresent()) {
        return done.get();
      }
    }
    return new Redemption.LinkUsed();
  }

  /// Nothing when somebody edited the member meanwhile, or their address went to somebody else.
  private Optional<Redemption> confirm(Link link, Member before, Instant now) {
    TenantId tenant = link.tenant();
    Member after = before.withEmail(link.email(), null);
    Act act =
        Act.of(
                tenant,
                now,
                parts.ids().id(),
                Application.AGENTS,
                "agents.email-changed",
                By.member(before.id().value(), before.name()))
            .on("member", before.id().value(), before.name());
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(parts.links().using(link, now));
    writes.add(parts.members().editing(tenant, before, after));
    writes.add(parts.members().claiming(new MemberStore.Login(after.email(), tenant, after.id())));
    // Whoever never accepted did not sign in by the old address: it may be somebody else's.
    MemberStore.Login old = new MemberStore.Login(before.email(), tenant, before.id());
    if (parts.members().owns(old)) {
      writes.add(parts.members().releasing(old));
    }
    return switch (parts.transactions().commit(Transaction.of(writes, act))) {
      case Outcome.Committed _ -> Optional.of(new Redemption.Done());
      case Outcome.Refused refused when refused.index() == 1 || refused.index() == 3 ->
          Optional.empty();
      case Outcome.Refused refused when refused.index() == 2 ->
          Optional.of(new Redemption.EmailTaken());
      case Outcome.Refused _, Outcome.Replayed _, Outcome.KeyReused _ ->
          Optional.of(new Redemption.LinkUsed());
    };
  }
}
