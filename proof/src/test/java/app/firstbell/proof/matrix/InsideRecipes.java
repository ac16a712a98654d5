package app.firstbell.proof.matrix;

import static app.firstbell.proof.matrix.Recipes.read;
import static app.firstbell.proof.matrix.Recipes.request;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.matrix.Scene.Wear;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.Pictures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/// How an organization and what is in it are asked rightly.
record InsideRecipes(House house) {
  Try organization(Scene scene) {
    return switch (scene.action()) {
      case CREATE_ORGANIZATION ->
          Try.of(
              scene,
              201,
              request(scene).json(Company.draft("Made by " + scene.who().role().word())));
      case EDIT_ORGANIZATION ->
          Try.of(
              scene,
              200,
              request(scene, scene.organization())
                  .ifMatch(scene.etag("/organizations/" + scene.organization()))
                  .json(edit(scene)));
      case DELETE_ORGANIZATION -> {
        String id = scene.freshOrganization(Standing::freshSibling);
        yield Try.of(
            scene,
            204,
            request(scene, id)
                .ifMatch(
                    scene.isToSucceed()
                        ? scene.spot().present().etagOfSibling(id)
                        : scene.etag("")));
      }
      case SUSPEND_ORGANIZATION ->
          Try.of(
              scene,
              200,
              request(scene, scene.freshOrganization(Standing::freshSibling))
                  .json(Api.object().put("reason", "Three invoices are overdue.")));
      case RESUME_ORGANIZATION ->
          Try.of(scene, 200, request(scene, scene.freshOrganization(Standing::freshSuspended)));
      case CHANGE_OWNER ->
          Try.of(
              scene,
              200,
              request(scene, scene.organization())
                  .json(
                      Api.object()
                          .put(
                              "member",
                              scene.isToSucceed() ? scene.spot().present().heir() : Scene.NO_ID)));
      case CHANGE_PARENT ->
          Try.of(
              scene,
              200,
              request(scene, scene.freshOrganization(Standing::freshSibling))
                  .json(Api.object().put("reseller", house.inland().id())));
      case ACCEPT_TERMS ->
          Try.of(
              scene,
              200,
              request(scene, scene.organization()).json(Api.object().put("version", "2026-11")));
      case LIST_ORGANIZATIONS -> read(scene);
      default -> read(scene, scene.organization());
    };
  }

  /// Each edits what is theirs: settings, or billing.
  private static ObjectNode edit(Scene scene) {
    ObjectNode body = Api.object();
    switch (scene.who().role()) {
      case MANAGES_BILLING,
          RESELLER_ADMIN,
          RESELLER_MANAGER,
          RESELLER_KEY,
          PLATFORM_ADMIN,
          PLATFORM_MANAGER,
          PLATFORM_KEY ->
          body.putObject("billing").put("name", "Billing " + UUID.randomUUID());
      default -> body.putObject("settings").put("greeting", "Hello, " + UUID.randomUUID());
    }
    return body;
  }

  Try member(Scene scene) {
    String id = scene.organization();
    return switch (scene.action()) {
      case INVITE_MEMBER -> {
        ObjectNode body =
            Api.object()
                .put("name", "Invited")
                .put("email", Company.address("invited"))
                .put("role", "member");
        body.putArray("permissions");
        yield Try.of(scene, 201, request(scene, id).json(body));
      }
      case READ_MEMBER -> read(scene, id, one(scene));
      case EDIT_MEMBER -> {
        String member = one(scene);
        yield Try.of(
            scene,
            200,
            request(scene, id, member)
                .ifMatch(scene.etag("/organizations/" + id + "/members/" + member))
                .json(Api.object().put("title", "Title " + UUID.randomUUID())));
      }
      case DELETE_MEMBER -> {
        String member = scene.member(Wear.DESTROYED);
        yield Try.of(
            scene,
            204,
            request(scene, id, member)
                .ifMatch(scene.etag("/organizations/" + id + "/members/" + member)));
      }
      case SET_PERMISSIONS -> {
        String member = scene.member(Wear.DESTROYED);
        ObjectNode body = Api.object();
        body.putArray("permissions").add("manage-agents");
        yield Try.of(
            scene,
            200,
            request(scene, id, member)
                .ifMatch(scene.etag("/organizations/" + id + "/members/" + member))
                .json(body));
      }
      case INVITE_AGAIN -> Try.of(scene, 202, request(scene, id, scene.member(Wear.DESTROYED)));
      case MAIL_PASSWORD_RESET -> Try.of(scene, 202, request(scene, id, scene.activeMember()));
      default -> read(scene, id);
    };
  }

  Try profile(Scene scene) {
    String id = scene.organization();
    String member = one(scene);
    return switch (scene.action()) {
      case EDIT_MEMBERS_PROFILE ->
          Try.of(
              scene,
              200,
              request(scene, id, member)
                  .ifMatch(scene.etag("/organizations/" + id + "/members/" + member + "/profile"))
                  .json(Api.object().put("greeting", "Hello " + UUID.randomUUID())));
      case UPLOAD_MEMBERS_PHOTO ->
          Try.of(scene, 200, request(scene, id, member).body("image/png", Pictures.png(8)));
      default -> read(scene, id, member);
    };
  }

  private static String one(Scene scene) {
    return scene.whose() == Whose.OTHER_AGENT ? scene.activeMember() : scene.member(Wear.KEPT);
  }

  Try room(Scene scene) {
    String id = scene.organization();
    return switch (scene.action()) {
      case CREATE_ROOM ->
          Try.of(
              scene,
              201,
              request(scene, id)
                  .json(
                      Api.object()
                          .put("name", "Room " + UUID.randomUUID().toString().substring(0, 8))));
      case READ_ROOM -> read(scene, id, scene.room(Wear.KEPT));
      case EDIT_ROOM -> {
        String room = scene.room(Wear.KEPT);
        yield Try.of(
            scene,
            200,
            request(scene, id, room)
                .ifMatch(scene.etag("/organizations/" + id + "/rooms/" + room))
                .json(Api.object().put("ringSeconds", 30)));
      }
      case DELETE_ROOM -> {
        String room = scene.room(Wear.DESTROYED);
        yield Try.of(
            scene,
            204,
            request(scene, id, room)
                .ifMatch(scene.etag("/organizations/" + id + "/rooms/" + room)));
      }
      case SET_ROOM_AGENTS -> {
        String room = scene.room(Wear.KEPT);
        ObjectNode body = Api.object();
        var agents = body.putArray("agents");
        if (scene.isToSucceed()) {
          agents.add(scene.spot().present().active().id());
        }
        yield Try.of(
            scene,
            200,
            request(scene, id, room)
                .ifMatch(scene.etag("/organizations/" + id + "/rooms/" + room))
                .json(body));
      }
      default -> read(scene, id);
    };
  }

  Try keyOrSupport(Scene scene) {
    String id = scene.organization();
    return switch (scene.action()) {
      case CREATE_KEY -> {
        ObjectNode body = Api.object().put("name", "Made by " + scene.who().role().word());
        List.of("rooms:read").forEach(body.putArray("scopes")::add);
        yield Try.of(scene, 201, request(scene, id).json(body));
      }
      case DELETE_KEY -> Try.of(scene, 204, request(scene, id, scene.key()));
      case ENTER_AS_SUPPORT ->
          Try.of(
              scene,
              201,
              request(scene, id)
                  .json(
                      Api.object()
                          .put("reason", "Asked by phone to look at the rooms.")
                          .put("minutes", 5)));
      default -> read(scene, id);
    };
  }
}
