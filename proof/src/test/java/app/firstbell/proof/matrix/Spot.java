package app.firstbell.proof.matrix;

import app.firstbell.access.Target;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.people.Company;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The organization that a path names.
///
/// @param standing what is always there in it; null when there is no such organization
record Spot(String id, Optional<Target> target, @Nullable Standing standing) {
  /// Has the form of an id and is nobody's.
  static final Spot NOWHERE = new Spot("nobodys7here2at4all", Optional.empty(), null);

  static Spot of(Company company, Standing standing) {
    Optional<TenantId> parent =
        company.parent().isEmpty() ? Optional.empty() : Optional.of(new TenantId(company.parent()));
    return new Spot(
        company.id(), Optional.of(new Target(new TenantId(company.id()), parent)), standing);
  }

  Standing present() {
    if (standing == null) {
      throw new IllegalStateException("there is no organization " + id);
    }
    return standing;
  }
}
