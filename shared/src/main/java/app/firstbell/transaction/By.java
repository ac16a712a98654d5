package app.firstbell.transaction;

import app.firstbell.access.Actor;
import app.firstbell.organization.TenantId;
import org.jspecify.annotations.Nullable;

/// Who acted, as the audit log names them.
///
/// @param kind `member`, `support`, `key`, `visitor` or `system`
/// @param organization the name of the organization that the actor belongs to, when it is another
///   than the one acted upon
/// @param as the name of the organization as which support acted
public record By(
    String kind,
    @Nullable String id,
    @Nullable String name,
    @Nullable String organization,
    @Nullable String as) {
  /// What happens by itself, or before anybody is known.
  public static final By SYSTEM = new By("system", null, null, null, null);

  /// @param tenant where the act is told
  public static By of(Actor actor, TenantId tenant) {
    return switch (actor) {
      case Actor.Anonymous _ -> SYSTEM;
      case Actor.Visitor visitor -> new By("visitor", visitor.id().value(), null, null, null);
      case Actor.Member member ->
          new By(
              "member",
              member.id().value(),
              member.name(),
              member.tenant().equals(tenant) ? null : member.organization(),
              null);
      case Actor.Support support ->
          new By(
              "support",
              support.by().id().value(),
              support.by().name(),
              support.by().organization(),
              support.customerName());
      case Actor.Key key ->
          new By(
              "key",
              key.id(),
              key.name(),
              key.tenant().equals(tenant) ? null : key.organization(),
              null);
    };
  }

  /// A member of the organization itself, such as one who has just proved who they are by a
  /// password or by a mailed link.
  public static By member(String id, String name) {
    return new By("member", id, name, null, null);
  }
}
