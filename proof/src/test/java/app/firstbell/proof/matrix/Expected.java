package app.firstbell.proof.matrix;

import app.firstbell.access.Action;
import app.firstbell.access.Door;
import app.firstbell.access.Grants;
import app.firstbell.access.Policy;
import app.firstbell.key.Scope;

/// What a try must be answered, by the one table.
final class Expected {
  private Expected() {}

  static String of(Scene scene, int success) {
    if (Policy.doors(scene.action()).contains(new Door.Anyone())) {
      return isGone(scene) ? "404 not-found" : Integer.toString(success);
    }
    switch (scene.who().role()) {
      case DISABLED_AGENT -> {
        return "401 unauthorized";
      }
      case SUSPENDED_ADMIN, SUSPENDED_KEY, SUSPENDED_VISITOR -> {
        boolean isLeaving = scene.action() == Action.SIGN_OUT && scene.isAllowed();
        return isLeaving ? Integer.toString(success) : "403 suspended";
      }
      default -> {}
    }
    return switch (scene.decision()) {
      case UNAUTHENTICATED -> "401 unauthorized";
      case FORBIDDEN -> "403 forbidden";
      case ABSENT -> "404 not-found";
      case ALLOWED -> {
        if (!scene.isToSucceed() || isAnothersSession(scene)) {
          yield "404 not-found";
        }
        if (isResellerMoved(scene)) {
          yield "409 state";
        }
        yield isGiven(scene) ? Integer.toString(success) : "403 forbidden";
      }
    };
  }

  private static boolean isGone(Scene scene) {
    return switch (scene.action()) {
      case SHOW_PHOTO -> scene.whose() == Whose.ABSENT;
      // A suspended organization's widget shows nothing.
      case SHOW_SITE, MAKE_VISITOR ->
          scene.whose() == Whose.ABSENT
              || (scene.whose() == Whose.OWN && scene.who().role().side() == Role.Side.SUSPENDED);
      default -> false;
    };
  }

  private static boolean isAnothersSession(Scene scene) {
    return scene.action() == Action.REVOKE_SESSION && scene.whose() != Whose.OWN;
  }

  /// A reseller has no reseller above it.
  private static boolean isResellerMoved(Scene scene) {
    return scene.action() == Action.CHANGE_PARENT && scene.whose() == Whose.OTHER_RESELLER;
  }

  /// Nobody gives what they do not have: a key with a scope that its maker could not act by.
  private static boolean isGiven(Scene scene) {
    return switch (scene.action()) {
      case CREATE_KEY -> Grants.mayGive(scene.who().actor(), Scope.ROOMS_READ);
      default -> true;
    };
  }
}
