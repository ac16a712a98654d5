package app.firstbell.proof.matrix;

import app.firstbell.access.Action;
import app.firstbell.access.Decision;
import app.firstbell.access.Policy;
import app.firstbell.proof.people.Person;
import java.util.function.Function;

/// One try: an action by somebody on somebody's thing.
///
/// What an allowed try would destroy is made for it. A try that must be refused is made on what
/// stands there: succeeding would show.
///
/// @param spot the organization that the path names
/// @param other an organization whose things are smuggled in, see [Whose#OTHERS_INSIDE]
record Scene(Action action, Who who, Whose whose, Spot spot, Spot other) {
  /// The form of a member's, a key's, a session's id; nobody's.
  static final String NO_ID = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

  private static final String NO_ROOM = "no-such-room";

  Decision decision() {
    return Policy.decide(who.actor(), action, spot.target());
  }

  boolean isAllowed() {
    return decision() == Decision.ALLOWED;
  }

  /// Whether the try should succeed: allowed, and on what is there.
  boolean isToSucceed() {
    return isAllowed() && !isLetOut() && !whose.isSmuggled() && whose != Whose.ABSENT;
  }

  /// Whether the actor's organization is shut, or the actor is out of it.
  private boolean isLetOut() {
    return switch (who.role()) {
      case SUSPENDED_ADMIN, SUSPENDED_KEY, SUSPENDED_VISITOR, DISABLED_AGENT -> true;
      default -> false;
    };
  }

  String organization() {
    return spot.id();
  }

  /// An organization that the try may destroy.
  String freshOrganization(Function<Standing, String> make) {
    return isToSucceed() ? make.apply(spot.present()) : spot.id();
  }

  /// @param wear what becomes of it
  String member(Wear wear) {
    return inside(
        standing ->
            wear == Wear.DESTROYED && isToSucceed() ? standing.freshMember() : standing.invited(),
        NO_ID);
  }

  /// A member who has accepted.
  String activeMember() {
    return inside(standing -> standing.active().id(), NO_ID);
  }

  String room(Wear wear) {
    return inside(
        standing ->
            wear == Wear.DESTROYED && isToSucceed() ? standing.freshRoom() : standing.room(),
        NO_ROOM);
  }

  String key() {
    return inside(standing -> isToSucceed() ? standing.freshKey() : standing.key(), NO_ID);
  }

  String purchase() {
    return inside(
        standing -> isToSucceed() ? standing.freshPurchase() : standing.purchase(), NO_ID);
  }

  /// The ETag of what a path names, where the try is to succeed.
  String etag(String path) {
    return isToSucceed() ? spot.present().etag(path) : "\"1\"";
  }

  Person person() {
    return who.member();
  }

  /// What becomes of a thing in a try.
  enum Wear {
    KEPT,
    DESTROYED
  }

  private String inside(Function<Standing, String> there, String nowhere) {
    return switch (whose) {
      case ABSENT, ABSENT_INSIDE -> nowhere;
      case OTHERS_INSIDE -> there.apply(other.present());
      case OWN, OWN_CUSTOMER, OTHER_VISITOR, OTHER_AGENT -> there.apply(spot.present());
      case OTHER_ORGANIZATION, OTHER_RESELLERS_CUSTOMER, OTHER_RESELLER ->
          there.apply(spot.present());
    };
  }
}
