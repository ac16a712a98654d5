package app.firstbell.proof.matrix;

import app.firstbell.access.Action;
import app.firstbell.access.Door;
import app.firstbell.access.Policy;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.Person;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Every route of the HTTP API × every role × everybody's things.
final class Matrix {
  private final Cast cast;
  private final Recipes recipes;
  private final Spot tea;
  private final Spot books;
  private final Spot bikes;
  private final Spot harbor;
  private final Spot inland;
  private final Spot platform;

  Matrix(Cast cast) {
    this.cast = cast;
    House house = cast.house();
    this.recipes = Recipes.of(house);
    Person rosa = house.harbor().owner();
    Person ida = house.inland().owner();
    this.tea = Spot.of(house.tea(), Standing.ofStaffed(house));
    this.books = spot(house.books(), rosa, house.books().owner());
    this.bikes = spot(house.bikes(), ida, house.bikes().owner());
    this.harbor = spot(house.harbor(), house.olga(), house.harborPlain());
    this.inland = spot(house.inland(), house.olga(), ida);
    this.platform = spot(cast.platform(), house.olga(), house.platformPlain());
  }

  private static Spot spot(
      app.firstbell.proof.people.Company company, Person above, Person active) {
    Person heir = company.hire(app.firstbell.proof.people.Company.Job.admin("Heir"));
    return Spot.of(
        company,
        Standing.of(
            company,
            above,
            List.of(company.owner(), heir),
            active,
            List.of(company.owner(), heir)));
  }

  /// Every scene, in an order in which none disturbs another.
  List<Scene> scenes() {
    return Arrays.stream(Action.values())
        .filter(action -> !action.isOfSocket())
        .flatMap(
            action -> cast.all().values().stream().flatMap(who -> scenes(action, who).stream()))
        .sorted(java.util.Comparator.comparing(Matrix::endsItsOnlySession))
        .toList();
  }

  /// Who cannot sign in again goes last.
  private static boolean endsItsOnlySession(Scene scene) {
    return scene.action() == Action.SIGN_OUT && scene.who().role() == Role.SUSPENDED_ADMIN;
  }

  /// @param as in whose name a request really goes: a planted bug's place
  Cell play(Scene scene, UnaryOperator<Try> as) {
    Try honest = recipes.of(scene);
    Try made = as.apply(honest);
    Answer answer;
    try {
      answer = made.by().send(made.request());
    } catch (AssertionError notAsPublished) {
      return new Cell(
          scene.action(),
          scene.who().role(),
          scene.whose(),
          Expected.of(scene, honest.success()),
          "not as published",
          String.valueOf(notAsPublished.getMessage()));
    }
    if (answer.status() == made.success() && answer.status() < 300) {
      made.after().run();
    }
    String problem = answer.problem();
    String expected = Expected.of(scene, honest.success());
    String got = answer.status() + (problem.isEmpty() ? "" : " " + problem);
    return new Cell(
        scene.action(),
        scene.who().role(),
        scene.whose(),
        expected,
        // a success that is a refusal of a wrong link has its problem too
        expected.indexOf(' ') < 0 ? Integer.toString(answer.status()) : got,
        Cell.plain(answer));
  }

  /// Foreign and absent must be one answer: per action and role, all answers that mean "not there".
  static List<String> telltales(List<Cell> cells) {
    Map<Action, Map<Role, Cell>> first = new EnumMap<>(Action.class);
    List<String> wrong = new ArrayList<>();
    for (Cell cell : cells) {
      if (!cell.expected().endsWith("not-found")) {
        continue;
      }
      Cell other =
          first
              .computeIfAbsent(cell.action(), _ -> new EnumMap<>(Role.class))
              .putIfAbsent(cell.role(), cell);
      if (other != null && !other.plain().equals(cell.plain())) {
        wrong.add(
            "%s by %s tells %s from %s:\n%s\n--\n%s"
                .formatted(
                    cell.action().routeKey(),
                    cell.role().word(),
                    other.whose().word(),
                    cell.whose().word(),
                    other.plain(),
                    cell.plain()));
      }
    }
    return wrong;
  }

  /// What holds whatever the table says: nobody gets an answer but 404 (or 401, or 403 where their
  /// own organization is shut) from outside their own tree.
  static List<String> escapes(List<Cell> cells) {
    return cells.stream()
        .filter(cell -> !Policy.doors(cell.action()).contains(new Door.Anyone()))
        .filter(cell -> isOutside(cell.role(), cell.whose()))
        .filter(cell -> !cell.got().startsWith("404") && !cell.got().startsWith("401"))
        .filter(
            cell -> !(cell.role().side() == Role.Side.SUSPENDED && cell.got().startsWith("403")))
        .filter(cell -> cell.action() != Action.REVOKE_SESSION || !cell.got().startsWith("403"))
        .map(cell -> "outside its tree: " + cell.line())
        .toList();
  }

  static boolean isOutside(Role role, Whose whose) {
    return switch (whose) {
      case OWN, OWN_CUSTOMER, OTHER_AGENT, OTHER_VISITOR, OTHERS_INSIDE, ABSENT_INSIDE -> false;
      case ABSENT -> true;
      case OTHER_ORGANIZATION ->
          switch (role.side()) {
            case NOBODY, CUSTOMER, SUSPENDED -> true;
            case RESELLER -> role == Role.RESELLER_PLAIN || role == Role.RESELLER_CLERKS_KEY;
            case PLATFORM -> role == Role.PLATFORM_PLAIN;
          };
      case OTHER_RESELLERS_CUSTOMER, OTHER_RESELLER ->
          role.side() != Role.Side.PLATFORM || role == Role.PLATFORM_PLAIN;
    };
  }

  private List<Scene> scenes(Action action, Who who) {
    List<Scene> scenes = new ArrayList<>();
    switch (action.subject()) {
      case NONE, SELF, CUSTOMERS -> {
        scenes.add(scene(action, who, Whose.OWN, home(who)));
        switch (action) {
          case SHOW_PHOTO, SHOW_SITE, MAKE_VISITOR -> {
            scenes.add(scene(action, who, Whose.OTHER_ORGANIZATION, books));
            scenes.add(scene(action, who, Whose.OTHER_RESELLERS_CUSTOMER, bikes));
            scenes.add(scene(action, who, Whose.ABSENT, Spot.NOWHERE));
          }
          case REVOKE_SESSION -> {
            scenes.add(scene(action, who, Whose.OTHER_AGENT, home(who)));
            scenes.add(scene(action, who, Whose.OTHER_ORGANIZATION, books));
            scenes.add(scene(action, who, Whose.OTHER_RESELLERS_CUSTOMER, bikes));
            scenes.add(scene(action, who, Whose.ABSENT, Spot.NOWHERE));
          }
          default -> {}
        }
      }
      case ORGANIZATION -> places(action, who, scenes);
    }
    return scenes;
  }

  private void places(Action action, Who who, List<Scene> scenes) {
    boolean hasCustomers =
        who.role().side() == Role.Side.RESELLER || who.role().side() == Role.Side.PLATFORM;
    Whose ofOwn = hasCustomers ? Whose.OWN_CUSTOMER : Whose.OWN;
    Spot own = hasCustomers ? tea : home(who);
    scenes.add(scene(action, who, Whose.OWN, home(who)));
    if (hasCustomers) {
      scenes.add(scene(action, who, ofOwn, own));
    }
    scenes.add(scene(action, who, Whose.OTHER_ORGANIZATION, books));
    scenes.add(scene(action, who, Whose.OTHER_RESELLERS_CUSTOMER, bikes));
    scenes.add(scene(action, who, Whose.OTHER_RESELLER, inland));
    scenes.add(scene(action, who, Whose.ABSENT, Spot.NOWHERE));
    if (action.routeKey().indexOf('{') != action.routeKey().lastIndexOf('{')) {
      scenes.add(scene(action, who, Whose.OTHERS_INSIDE, own));
      scenes.add(scene(action, who, Whose.ABSENT_INSIDE, own));
    }
    switch (action) {
      case READ_MEMBER,
          EDIT_MEMBER,
          READ_MEMBERS_PROFILE,
          EDIT_MEMBERS_PROFILE,
          UPLOAD_MEMBERS_PHOTO,
          REMOVE_MEMBERS_PHOTO ->
          scenes.add(scene(action, who, Whose.OTHER_AGENT, own));
      default -> {}
    }
  }

  private Scene scene(Action action, Who who, Whose whose, Spot spot) {
    return new Scene(action, who, whose, spot, bikes);
  }

  private Spot home(Who who) {
    return switch (who.role().side()) {
      case NOBODY, CUSTOMER -> tea;
      case RESELLER -> harbor;
      case PLATFORM -> platform;
      case SUSPENDED ->
          new Spot(
              who.home().id(),
              Optional.of(
                  new app.firstbell.access.Target(
                      new app.firstbell.organization.TenantId(who.home().id()),
                      Optional.of(new app.firstbell.organization.TenantId(who.home().parent())))),
              tea.present());
    };
  }
}
