package app.firstbell.organization;

import app.firstbell.billing.Package;
import java.util.Optional;

/// Who answers an organization's chats beside its own agents: what its package says.
public sealed interface Service {
  /// Its own agents alone.
  record Platform() implements Service {}

  /// Its own agents, and for an interaction credit each the operators of another tenant.
  ///
  /// @param home whose operators answer: the platform's, or the parent reseller's
  record Operations(TenantId home) implements Service {}

  Service OWN_AGENTS = new Platform();

  /// The tenant whose operators are rung too.
  default Optional<TenantId> operators() {
    return switch (this) {
      case Platform _ -> Optional.empty();
      case Operations operations -> Optional.of(operations.home());
    };
  }

  /// The package that says so.
  default Package sold() {
    return switch (this) {
      case Platform _ -> Package.PLATFORM;
      case Operations _ -> Package.OPERATIONS;
    };
  }

  /// What a package means, with these operators where it has any.
  static Service of(Package sold, TenantId operators) {
    return switch (sold) {
      case PLATFORM -> OWN_AGENTS;
      case OPERATIONS -> new Operations(operators);
    };
  }

  /// The same once the organization belongs to another parent: operators of the old parent answer
  /// no more, those of the new one do. The platform's answer for everybody.
  default Service movedFrom(Optional<TenantId> before, TenantId after) {
    boolean ofTheParent =
        before.isPresent() && operators().equals(before) && !before.get().equals(TenantId.PLATFORM);
    return ofTheParent ? new Operations(after) : this;
  }
}
