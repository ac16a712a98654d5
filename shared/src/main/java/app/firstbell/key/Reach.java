package app.firstbell.key;

import app.firstbell.dynamo.Row;
import java.util.Locale;

/// How far an API key's scopes reach. It is settled when the key is made, by what its maker holds
/// then: a key does nothing that its maker could not have done.
public enum Reach {
  /// The key's own organization.
  OWN,
  /// The customers of a reseller's or of the platform's organization too. In a customer's
  /// organization it means nothing more than [#OWN].
  CUSTOMERS;

  /// As it is written in items: `customers`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The reach of a stored key. Of one from before it was stored nobody knows what its maker held:
  /// it reaches no farther than its own organization.
  public static Reach of(Row key) {
    return CUSTOMERS.word().equals(key.textOrNull("reach")) ? CUSTOMERS : OWN;
  }
}
