package app.firstbell.access;

/// What the policy says to an actor.
public enum Decision {
  ALLOWED,
  /// Nobody is signed in: 401.
  UNAUTHENTICATED,
  /// The actor may see the organization, and may not do this: 403.
  FORBIDDEN,
  /// Another's, or nothing there; which of the two is not told: 404.
  ABSENT
}
