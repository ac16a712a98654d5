package app.firstbell.functions.http;

import app.firstbell.access.Actor;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberRules;
import app.firstbell.identity.LinkKind;
import app.firstbell.identity.Links;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Transaction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The links that are mailed to members when somebody else sees to it. Each is a row, written with
/// the change it belongs to; the stream has it mailed.
final class MemberLinks {
  /// So many links are forgotten with the change itself, the newest, and the rest right before it:
  /// anybody can have a member mailed one reset after the other, and a transaction has 100 writes.
  private static final int AT_ONCE = 10;

  private static final int MOST_WRITES = 100;

  private final Links links;

  MemberLinks(Links links) {
    this.links = links;
  }

  /// The first invitation of a member who is created in the same transaction.
  TransactWriteItem first(Call call, TenantId tenant, String organization, Member member) {
    return links.creating(
        links.invitation(tenant, member, organization, name(call.actor()), call.now()));
  }

  /// Another one, after which those before it are worth nothing.
  List<TransactWriteItem> again(Call call, String organization, Member member) {
    List<TransactWriteItem> writes =
        new ArrayList<>(forgotten(call, member, EnumSet.of(LinkKind.INVITATION)));
    writes.add(first(call, call.tenant(), organization, member));
    return writes;
  }

  /// What an edit makes of the member's links: another address that waits is mailed one, by which
  /// its owner confirms it, and those for the address that waited before are worth nothing.
  /// Likewise with the invitation, when the edit invites.
  List<TransactWriteItem> edited(Call call, String organization, Member before, Member after) {
    Set<LinkKind> replaced = EnumSet.noneOf(LinkKind.class);
    List<TransactWriteItem> mailed = new ArrayList<>();
    String pending = after.pendingEmail();
    if (!Objects.equals(before.pendingEmail(), pending)) {
      replaced.add(LinkKind.EMAIL);
      if (pending != null) {
        mailed.add(links.creating(links.emailChange(call.tenant(), after, pending, call.now())));
      }
    }
    if (MemberRules.isInvited(before, after)) {
      replaced.add(LinkKind.INVITATION);
      mailed.add(first(call, call.tenant(), organization, after));
    }
    if (replaced.isEmpty()) {
      return List.of();
    }
    List<TransactWriteItem> writes = new ArrayList<>(forgotten(call, after, replaced));
    writes.addAll(mailed);
    return writes;
  }

  TransactWriteItem passwordReset(Call call, Member member) {
    return links.creating(links.reset(call.tenant(), member, call.now()));
  }

  /// Every link that a member was mailed is worth nothing any more.
  List<TransactWriteItem> none(Call call, Member member) {
    return forgotten(call, member, EnumSet.allOf(LinkKind.class));
  }

  /// When the change is refused after all, the member is left with the newest links.
  private List<TransactWriteItem> forgotten(Call call, Member member, Set<LinkKind> kinds) {
    List<TransactWriteItem> all =
        links.of(call.tenant(), member.id(), kinds, call.now()).stream()
            .map(links::forgetting)
            .toList();
    for (int from = AT_ONCE; from < all.size(); from += MOST_WRITES) {
      int to = Math.min(all.size(), from + MOST_WRITES);
      call.gate().commit(Transaction.untold(all.subList(from, to)));
    }
    return all.subList(0, Math.min(all.size(), AT_ONCE));
  }

  private static @Nullable String name(Actor actor) {
    return switch (actor) {
      case Actor.Member member -> member.name();
      case Actor.Support support -> support.by().name();
      case Actor.Key _, Actor.Anonymous _, Actor.Visitor _ -> null;
    };
  }
}
