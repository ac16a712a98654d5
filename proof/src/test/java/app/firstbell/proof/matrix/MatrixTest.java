package app.firstbell.proof.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.access.Action;
import app.firstbell.access.Decision;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.House;
import app.firstbell.proof.run.Installation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// T6 B and T20: every route and every action of the sockets × every role × own, another's and
/// nobody's, over the network. What is expected comes from the policy's table; that another's and
/// nothing are one answer, and that nobody leaves their own tree, is looked for beside it.
@Tag("matrix")
@OnInstallation
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {
  private final Installation installation;
  private Cast cast;
  private Matrix matrix;
  private List<Scene> scenes = List.of();

  MatrixTest(Installation installation) {
    this.installation = installation;
  }

  @BeforeAll
  void people() throws Exception {
    long start = System.nanoTime();
    cast = Cast.of(House.build(installation));
    matrix = new Matrix(cast);
    scenes = matrix.scenes();
    System.out.printf("matrix: the house stands after %.1f s%n", (System.nanoTime() - start) / 1e9);
  }

  @Test
  void everybodyMayWhatTheTableSaysAndNothingElse() throws Exception {
    long start = System.nanoTime();
    List<Cell> cells = new ArrayList<>();
    for (Scene scene : scenes) {
      cells.add(matrix.play(scene, UnaryOperator.identity()));
    }
    MatrixReport.write("http", cells, (System.nanoTime() - start) / 1e9);
    List<String> wrong = new ArrayList<>();
    cells.forEach(cell -> cell.wrong().ifPresent(wrong::add));
    wrong.addAll(Matrix.telltales(cells));
    wrong.addAll(Matrix.escapes(cells));
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void everybodySaysWhatTheyMayInTheirOwnChatsAndNowhereElse() throws Exception {
    long start = System.nanoTime();
    List<Cell> cells = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (SocketMatrix sockets = new SocketMatrix(cast)) {
      cells.addAll(sockets.ticketless());
      cells.addAll(sockets.foreign());
      cells.addAll(sockets.own());
      sockets.heardByStrangers().forEach(hint -> wrong.add("heard by strangers: " + hint));
      sockets.hintsAreHeard();
      sockets.heardByStrangers().stream()
          .filter(hint -> !hint.path("type").asText().equals("typing"))
          .forEach(hint -> wrong.add("heard by strangers: " + hint));
    }
    MatrixReport.write("sockets", cells, (System.nanoTime() - start) / 1e9);
    cells.forEach(cell -> cell.wrong().ifPresent(wrong::add));
    wrong.addAll(Matrix.telltales(cells));
    assertEquals("", String.join("\n", wrong));
    assertEquals(
        SocketMatrix.sockets().collect(Collectors.toSet()),
        cells.stream().map(Cell::action).collect(Collectors.toSet()));
  }

  @Test
  void noRouteIsLeftOut() {
    Set<Action> tried = scenes.stream().map(Scene::action).collect(Collectors.toSet());
    assertEquals(
        List.of(),
        Arrays.stream(Action.values())
            .filter(action -> !action.isOfSocket() && !tried.contains(action))
            .toList());
  }

  /// The planted bug: a server that takes the token of whoever owns the organization in the path,
  /// as one would that does not ask whose it is. The matrix must notice it in every route.
  @Test
  void aServerThatDoesNotAskWhoseItIsIsNoticed() {
    List<Scene> foreign =
        scenes.stream()
            .filter(scene -> scene.who().role() == Role.ADMIN)
            .filter(scene -> scene.whose() == Whose.OTHER_RESELLERS_CUSTOMER)
            .filter(scene -> scene.action().subject() == Action.Subject.ORGANIZATION)
            .filter(scene -> scene.decision() == Decision.ABSENT)
            .toList();
    List<Cell> cells =
        foreign.stream()
            .map(scene ->
                matrix.play(
                    scene, honest -> honest.by(scene.spot().present().company().owner().api())))
            .toList();
    assertTrue(cells.size() >= 30, "the bug was planted in " + cells.size() + " routes");
    assertEquals(List.of(), cells.stream().filter(Cell::isRight).map(Cell::line).toList());
    assertEquals(cells.size(), Matrix.escapes(cells).size());
  }

  /// The second planted bug: a refusal that differs by a word where the thing exists.
  @Test
  void anAnswerThatTellsAnothersFromNothingIsNoticed() {
    Cell nothing =
        new Cell(Action.READ_ROOM, Role.AGENT, Whose.ABSENT, "404 not-found", "404 not-found", "a");
    Cell anothers =
        new Cell(
            Action.READ_ROOM,
            Role.AGENT,
            Whose.OTHER_ORGANIZATION,
            "404 not-found",
            "404 not-found",
            "a.");
    assertEquals(1, Matrix.telltales(List.of(nothing, anothers)).size());
    assertEquals(0, Matrix.telltales(List.of(nothing, nothing)).size());
  }
}
