package app.firstbell.proof.matrix;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Pictures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/// How each route is asked rightly. A route that is missing here does not compile.
///
/// @param house who has logins, where a try needs somebody's
/// @param inside how an organization and what is in it are asked
/// @param money how its money, its credits and its use are asked
record Recipes(House house, InsideRecipes inside, MoneyRecipes money) {
  static Recipes of(House house) {
    return new Recipes(house, new InsideRecipes(house), new MoneyRecipes());
  }

  private static final String LINK = "l.reset.demo." + Scene.NO_ID + "." + "a".repeat(43);

  Try of(Scene scene) {
    return switch (scene.action()) {
      case SIGN_IN, REFRESH, LIST_SESSIONS, READ_CURRENT_SESSION, SIGN_OUT, REVOKE_SESSION ->
          session(scene);
      case CHANGE_PASSWORD -> password(scene);
      case ASK_PASSWORD_RESET, RESET_PASSWORD, SIGN_UP, CONFIRM_SIGN_UP -> nameless(scene);
      case LOOK_UP_INVITATION, ACCEPT_INVITATION, CONFIRM_EMAIL_CHANGE -> nameless(scene);
      case READ_TERMS, SHOW_PHOTO, MAKE_VISITOR, SHOW_SITE -> nameless(scene);
      case CREATE_ORGANIZATION,
          LIST_ORGANIZATIONS,
          READ_ORGANIZATION,
          EDIT_ORGANIZATION,
          DELETE_ORGANIZATION,
          SUSPEND_ORGANIZATION,
          RESUME_ORGANIZATION,
          CHANGE_OWNER,
          CHANGE_PARENT,
          READ_BALANCE,
          ACCEPT_TERMS ->
          inside.organization(scene);
      case LIST_MEMBERS,
          INVITE_MEMBER,
          READ_MEMBER,
          EDIT_MEMBER,
          DELETE_MEMBER,
          SET_PERMISSIONS,
          INVITE_AGAIN,
          MAIL_PASSWORD_RESET ->
          inside.member(scene);
      case READ_MEMBERS_PROFILE, EDIT_MEMBERS_PROFILE, UPLOAD_MEMBERS_PHOTO, REMOVE_MEMBERS_PHOTO ->
          inside.profile(scene);
      case LIST_ROOMS, CREATE_ROOM, READ_ROOM, EDIT_ROOM, DELETE_ROOM, SET_ROOM_AGENTS ->
          inside.room(scene);
      case READ_PROFILE, EDIT_PROFILE, UPLOAD_PHOTO, REMOVE_PHOTO, ISSUE_TICKET -> own(scene);
      case LIST_KEYS, CREATE_KEY, DELETE_KEY, ENTER_AS_SUPPORT -> inside.keyOrSupport(scene);
      case READ_AUDIT, EXPORT_AUDIT, VERIFY_AUDIT -> read(scene, scene.organization());
      case READ_LEDGER, EXPORT_LEDGER, READ_USE, EXPORT_USE, READ_ENTITLEMENTS, LIST_PACKS ->
          read(scene, scene.organization());
      case TOP_UP, WITHDRAW, PAY_DEBT, SET_CREDIT_LIMIT, REVERSE_POSTING -> money.money(scene);
      case GRANT_CREDITS, WITHDRAW_CREDITS, SET_PACKAGE, PAY_FEE, SET_THRESHOLD ->
          money.credits(scene);
      case ORDER_PACK, LIST_PURCHASES, RECEIVE_PURCHASE, CANCEL_PURCHASE -> money.purchase(scene);
      case LOOK_UP_RENEWAL, ORDER_RENEWAL -> nameless(scene);
      case START, LEAVE, MESSAGE, ACCEPT, DECLINE, SYNC, LISTS, PRESENCE -> ofSocket(scene);
      case TYPING, MARK, END, RATE, TRANSCRIPT, PING -> ofSocket(scene);
    };
  }

  private Try session(Scene scene) {
    return switch (scene.action()) {
      case SIGN_IN -> {
        Person person = loginOf(scene);
        yield Try.of(
            scene,
            201,
            request(scene)
                .json(
                    Api.object().put("email", person.email()).put("password", person.password())));
      }
      case REFRESH -> {
        boolean isReal = scene.who().role() == Role.AGENT || scene.who().role() == Role.ANONYMOUS;
        String token = isReal ? loginOf(scene).elsewhere().refreshToken() : "r.nobody";
        yield Try.of(
            scene,
            isReal ? 201 : 401,
            request(scene).json(Api.object().put("refreshToken", token)));
      }
      case SIGN_OUT -> Try.of(scene, 204, request(scene)).by(goingAway(scene));
      case REVOKE_SESSION ->
          Try.of(
              scene,
              204,
              request(
                  scene,
                  switch (scene.whose()) {
                    case OTHER_AGENT -> house.staff().neighbour().sessionId();
                    case OTHER_ORGANIZATION -> house.books().owner().sessionId();
                    case OTHER_RESELLERS_CUSTOMER -> house.bikes().owner().sessionId();
                    case OWN ->
                        scene.isToSucceed() ? scene.person().elsewhere().sessionId() : Scene.NO_ID;
                    case ABSENT -> Scene.NO_ID;
                    case OWN_CUSTOMER,
                        OTHER_VISITOR,
                        OTHER_RESELLER,
                        OTHERS_INSIDE,
                        ABSENT_INSIDE ->
                        throw new IllegalArgumentException(scene.toString());
                  }));
      default -> read(scene);
    };
  }

  /// Whose credentials a try may lose.
  private Api goingAway(Scene scene) {
    if (!scene.isToSucceed()) {
      return scene.who().api();
    }
    return switch (scene.who().role()) {
      case SUPPORT_BY_RESELLER -> entered(house.harborManager());
      case SUPPORT_BY_PLATFORM -> entered(house.platformManager());
      case SUSPENDED_ADMIN -> scene.who().api();
      default -> scene.person().elsewhere().api();
    };
  }

  private Api entered(Person by) {
    return by.api().with(house.tea().support(by).path("token").asText());
  }

  private Try password(Scene scene) {
    String current = scene.isToSucceed() ? scene.person().password() : Person.PASSWORD;
    String other = "another bell for the harbour";
    return Try.of(scene, 204, request(scene).json(change(current, other)))
        .then(
            () -> scene.who().api().send(request(scene).json(change(other, current))).orFail(204));
  }

  private static ObjectNode change(String current, String password) {
    return Api.object().put("current", current).put("password", password);
  }

  /// What needs no credentials: the links are wrong ones, for right ones are used once.
  private Try nameless(Scene scene) {
    ObjectNode link = Api.object().put("token", LINK);
    return switch (scene.action()) {
      case ASK_PASSWORD_RESET ->
          Try.of(
              scene,
              202,
              request(scene).json(Api.object().put("email", Company.address("nobody"))));
      case RESET_PASSWORD, ACCEPT_INVITATION ->
          Try.of(scene, 410, request(scene).json(link.put("password", Person.PASSWORD)));
      case CONFIRM_SIGN_UP, LOOK_UP_INVITATION, CONFIRM_EMAIL_CHANGE, LOOK_UP_RENEWAL ->
          Try.of(scene, 410, request(scene).json(link));
      case ORDER_RENEWAL ->
          Try.of(scene, 410, request(scene).json(link.put("pack", MoneyRecipes.PACK)));
      case SIGN_UP -> Try.of(scene, 202, request(scene).json(signUp(Company.address("sign-up"))));
      case MAKE_VISITOR ->
          Try.of(scene, 201, request(scene).json(Api.object().put("site", scene.organization())));
      case SHOW_PHOTO ->
          Try.of(
              scene,
              200,
              request(
                  scene,
                  scene.whose() == Whose.ABSENT
                      ? house.tea().id() + "." + Scene.NO_ID
                      : scene.spot().present().photo()));
      case SHOW_SITE -> read(scene, scene.organization());
      default -> read(scene);
    };
  }

  static ObjectNode signUp(String email) {
    ObjectNode body = Api.object();
    body.putObject("organization")
        .put("name", "Corner Bakery")
        .put("country", "PT")
        .put("currency", "EUR")
        .put("timezone", "Europe/Lisbon");
    return body.put("name", "Inês Duarte")
        .put("email", email)
        .put("password", Person.PASSWORD)
        .put("terms", "2026-11");
  }

  private Try own(Scene scene) {
    return switch (scene.action()) {
      case EDIT_PROFILE -> {
        String etag =
            scene.isToSucceed()
                ? scene.who().api().get("/profile").orFail(200).etag()
                : scene.etag("");
        yield Try.of(
            scene,
            200,
            request(scene)
                .ifMatch(etag)
                .json(Api.object().put("greeting", "Hello " + UUID.randomUUID())));
      }
      case UPLOAD_PHOTO -> Try.of(scene, 200, request(scene).body("image/png", Pictures.png(16)));
      case ISSUE_TICKET -> Try.of(scene, 201, request(scene).json(Api.object()));
      default -> read(scene);
    };
  }

  private Person loginOf(Scene scene) {
    Person person = scene.who().person();
    boolean maySignIn =
        switch (scene.who().role()) {
          case DISABLED_AGENT, SUSPENDED_ADMIN -> false;
          default -> person != null;
        };
    return maySignIn ? scene.person() : house.staff().idle();
  }

  private static Try ofSocket(Scene scene) {
    throw new IllegalArgumentException(scene.action() + " is asked over a socket");
  }

  static Try read(Scene scene, Object... values) {
    return Try.of(scene, 200, request(scene, values));
  }

  static Request request(Scene scene, Object... values) {
    return Request.of(scene.action().routeKey(), values);
  }
}
