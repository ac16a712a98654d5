package app.firstbell.functions.http;

import app.firstbell.access.Actor;
import app.firstbell.agent.Member;
import app.firstbell.identity.LinkKind;
import app.firstbell.identity.Links;
import app.firstbell.organization.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The links that are mailed to members when somebody else sees to it. Each is a row, written with
/// the change it belongs to; the stream has it mailed.
final class MemberLinks {
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
        new ArrayList<>(forgotten(call.tenant(), member, LinkKind.INVITATION));
    writes.add(first(call, call.tenant(), organization, member));
    return writes;
  }

  /// By which the owner of a new address confirms it.
  List<TransactWriteItem> emailChange(Call call, Member member, String email) {
    List<TransactWriteItem> writes =
        new ArrayList<>(forgotten(call.tenant(), member, LinkKind.EMAIL));
    writes.add(links.creating(links.emailChange(call.tenant(), member, email, call.now())));
    return writes;
  }

  TransactWriteItem passwordReset(Call call, Member member) {
    return links.creating(links.reset(call.tenant(), member, call.now()));
  }

  /// Every link that a member was mailed is worth nothing any more.
  List<TransactWriteItem> none(TenantId tenant, Member member) {
    List<TransactWriteItem> writes = new ArrayList<>();
    for (LinkKind kind : LinkKind.values()) {
      writes.addAll(forgotten(tenant, member, kind));
    }
    return writes;
  }

  private List<TransactWriteItem> forgotten(TenantId tenant, Member member, LinkKind kind) {
    return links.of(tenant, member.id(), kind).stream().map(links::forgetting).toList();
  }

  private static @Nullable String name(Actor actor) {
    return switch (actor) {
      case Actor.Member member -> member.name();
      case Actor.Support support -> support.by().name();
      case Actor.Key _, Actor.Anonymous _, Actor.Visitor _ -> null;
    };
  }
}
