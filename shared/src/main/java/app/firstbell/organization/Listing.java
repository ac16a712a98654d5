package app.firstbell.organization;

import java.time.Instant;
import java.util.List;

/// An organization as its parent's directory lists it.
public record Listing(
    TenantId id,
    String name,
    OrganizationKind kind,
    OrganizationState state,
    Pricing pricing,
    Plan plan,
    Locality locality,
    Instant createdAt) {
  /// The name as it is sorted.
  String folded() {
    return Words.folded(name);
  }

  /// The words that it is found by.
  List<String> words() {
    return Words.of(name);
  }
}
