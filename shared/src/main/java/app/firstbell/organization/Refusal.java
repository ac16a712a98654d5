package app.firstbell.organization;

/// Why a request of somebody who may ask for it is refused all the same.
public enum Refusal {
  /// The actor may do this, but not with so much, or not to this one.
  FORBIDDEN,
  EMAIL_TAKEN,
  OWNER_STAYS,
  ROOM_STAYS,
  BALANCE_NOT_ZERO,
  /// Not as things stand now.
  STATE
}
