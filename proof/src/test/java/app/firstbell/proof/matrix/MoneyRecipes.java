package app.firstbell.proof.matrix;

import static app.firstbell.proof.matrix.Recipes.read;
import static app.firstbell.proof.matrix.Recipes.request;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Request;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/// How an organization's money and credits are asked rightly. What a try takes away is given first,
/// by whoever may.
record MoneyRecipes() {
  static final String PACK = "pack-50";

  Try money(Scene scene) {
    String id = scene.organization();
    return switch (scene.action()) {
      case TOP_UP -> Try.of(scene, 201, paid(scene, Api.object().put("minor", 1250)));
      case WITHDRAW -> {
        if (scene.isToSucceed()) {
          scene.spot().present().topUp(1250);
        }
        yield Try.of(scene, 201, paid(scene, Api.object().put("minor", 1250)));
      }
      // All are prepaid, and have no debt: the answer of whoever may ask.
      case PAY_DEBT -> Try.of(scene, 409, paid(scene, Api.object().put("minor", 1250)));
      case SET_CREDIT_LIMIT ->
          Try.of(scene, 409, request(scene, id).json(Api.object().put("minor", 50_000)));
      case REVERSE_POSTING -> {
        String posting = scene.isToSucceed() ? scene.spot().present().topUp(1250) : Scene.NO_ID;
        yield Try.of(
            scene,
            201,
            paid(
                scene,
                Api.object().put("posting", posting).put("memo", "Posted to the wrong customer.")));
      }
      default -> throw new IllegalArgumentException(scene.toString());
    };
  }

  Try credits(Scene scene) {
    String id = scene.organization();
    return switch (scene.action()) {
      case GRANT_CREDITS -> Try.of(scene, 201, paid(scene, credits(2)));
      case WITHDRAW_CREDITS -> {
        if (scene.isToSucceed()) {
          scene.spot().present().grant(1);
        }
        yield Try.of(scene, 201, paid(scene, credits(1)));
      }
      case SET_PACKAGE ->
          Try.of(
              scene,
              200,
              request(scene, id)
                  .json(Api.object().put("package", "operations").put("operators", "platform")));
      case PAY_FEE -> Try.of(scene, 201, paid(scene, Api.object().put("months", 1)));
      case SET_THRESHOLD ->
          Try.of(scene, 200, request(scene, id).json(Api.object().put("threshold", 0)));
      default -> throw new IllegalArgumentException(scene.toString());
    };
  }

  Try purchase(Scene scene) {
    String id = scene.organization();
    return switch (scene.action()) {
      case ORDER_PACK ->
          Try.of(scene, 201, paid(scene, Api.object().put("pack", PACK).put("pay", "invoice")));
      case RECEIVE_PURCHASE ->
          Try.of(
              scene,
              201,
              paid(
                  scene,
                  Api.object().put("method", "wire").put("reference", "Bank transfer 4711"),
                  scene.purchase()));
      case CANCEL_PURCHASE -> Try.of(scene, 204, request(scene, id, scene.purchase()));
      default -> read(scene, id);
    };
  }

  private static ObjectNode credits(int count) {
    return Api.object().put("credits", count).put("memo", "The matrix tries it.");
  }

  private static Request paid(Scene scene, ObjectNode body, String... inside) {
    Request request =
        inside.length == 0
            ? request(scene, scene.organization())
            : request(scene, scene.organization(), inside[0]);
    return request.json(body).idempotencyKey(UUID.randomUUID().toString());
  }
}
