package app.firstbell.simulator.table;

/// A global secondary index.
///
/// @param hash attribute, a string
/// @param range attribute, a number
public record Index(String name, String hash, String range, Projection projection) {
  /// What an index knows of its items.
  public enum Projection {
    ALL,
    KEYS_ONLY
  }
}
