package app.firstbell.proof.matrix;

import java.util.Locale;

/// Whose thing an action is tried on, as seen by who tries.
enum Whose {
  /// The actor's own, or inside the actor's own organization.
  OWN,
  /// A customer of the actor's organization; for those who have customers.
  OWN_CUSTOMER,
  OTHER_VISITOR,
  /// Of another agent of the same organization.
  OTHER_AGENT,
  /// Another customer of the same reseller.
  OTHER_ORGANIZATION,
  /// A customer of another reseller.
  OTHER_RESELLERS_CUSTOMER,
  /// The other reseller itself.
  OTHER_RESELLER,
  /// Nobody's: there is no such thing.
  ABSENT,
  /// The path names the actor's own organization, and in it a thing of another organization's.
  OTHERS_INSIDE,
  /// The path names the actor's own organization, and in it what is nowhere.
  ABSENT_INSIDE;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether the thing that the path names within the organization is not of that organization.
  boolean isSmuggled() {
    return this == OTHERS_INSIDE || this == ABSENT_INSIDE;
  }
}
