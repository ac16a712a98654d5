package app.firstbell.proof.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.access.Action;
import app.firstbell.access.Decision;
import app.firstbell.access.Door;
import app.firstbell.access.Policy;
import app.firstbell.proof.people.House;
import app.firstbell.proof.race.Detour;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T6 C: whoever asks for whatever, no function of the HTTP API touches a key of a tenant that the
/// request is not about. Every call of theirs to DynamoDB passes a guard that knows whose request
/// it is; one request at a time, while the matrix is played by those who are not the platform.
@Tag("threat")
@Tag("guard")
class TenantGuardTest {
  private static final Set<Role> PLAYERS =
      Set.of(
          Role.VISITOR,
          Role.AGENT,
          Role.MANAGES_AGENTS,
          Role.ADMIN,
          Role.KEY_ALL,
          Role.SUPPORT_BY_RESELLER,
          Role.RESELLER_ADMIN,
          Role.RESELLER_KEY);

  /// Their answers say whom to pay: the name in the parent's own row.
  private static final Set<Action> PAID = Set.of(Action.ORDER_PACK, Action.LIST_PURCHASES);

  private static final TenantGuard GUARD = new TenantGuard();

  @SuppressWarnings("NullAway.Init")
  private static Detour detour;

  @SuppressWarnings("NullAway.Init")
  private static Cast cast;

  @SuppressWarnings("NullAway.Init")
  private static Matrix matrix;

  @BeforeAll
  static void start() throws Exception {
    detour = Detour.start("tenant-guard", one -> one.contains(".functions.http."), GUARD);
    cast = Cast.of(House.build(detour.installation()));
    matrix = new Matrix(cast);
  }

  @AfterAll
  static void end() {
    detour.close();
  }

  @Test
  void noFunctionTouchesAnotherTenantsKeys() {
    List<String> trespasses = new ArrayList<>();
    int played = 0;
    for (Scene scene : scenes()) {
      Cell cell = play(scene, Set.of());
      for (String trespass : GUARD.stop()) {
        trespasses.add(cell.line() + ": " + trespass);
      }
      played++;
    }
    System.out.printf(
        "T6 C: %d requests, %d keys looked at, trespasses %d%n",
        played, GUARD.seen(), trespasses.size());
    assertEquals("", String.join("\n", trespasses));
    assertTrue(GUARD.seen() > 2L * played, "the guard sees keys");
  }

  /// The guard's own control: told that an organization were not of the caller's tree, it reports
  /// what the caller rightly reads there.
  @Test
  void theGuardNoticesATrespass() {
    Scene scene =
        scenes().stream()
            .filter(one -> one.action() == Action.LIST_MEMBERS)
            .filter(one -> one.who().role() == Role.RESELLER_ADMIN)
            .filter(one -> one.whose() == Whose.OWN_CUSTOMER)
            .findFirst()
            .orElseThrow();
    play(scene, Set.of(scene.organization()));
    assertTrue(!GUARD.stop().isEmpty(), "a trespass was not noticed");
  }

  private static List<Scene> scenes() {
    return matrix.scenes().stream()
        .filter(scene -> PLAYERS.contains(scene.who().role()))
        .filter(scene -> !Policy.doors(scene.action()).contains(new Door.Anyone()))
        // Is about organizations that are only found or made on the way.
        .filter(scene -> scene.action().subject() != Action.Subject.CUSTOMERS)
        .toList();
  }

  /// @param hidden what the guard is not told of
  private static Cell play(Scene scene, Set<String> hidden) {
    return matrix.play(
        scene,
        honest -> {
          String path = honest.request().path();
          String named =
              scene.action().subject() == Action.Subject.ORGANIZATION ? path.split("/", -1)[3] : "";
          Set<String> allowed = new HashSet<>();
          allowed.add(scene.who().home().id());
          if (scene.who().role() == Role.SUPPORT_BY_RESELLER) {
            allowed.add(cast.house().harbor().id());
          }
          if (scene.decision() == Decision.ALLOWED) {
            allowed.add(named);
          }
          allowed.removeAll(hidden);
          Set<String> looked = new HashSet<>();
          looked.add(named);
          if (PAID.contains(scene.action())) {
            cast.house().customers().stream()
                .filter(customer -> customer.id().equals(named))
                .forEach(customer -> looked.add(customer.parent()));
            if (cast.house().harbor().id().equals(named)) {
              looked.add(cast.house().harbor().parent());
            }
          }
          GUARD.watch(allowed, looked);
          return honest;
        });
  }
}
