package app.firstbell.proof.bench;

import app.firstbell.proof.bench.ApiSide.Measured;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Pictures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is asked of people: their sessions and passwords, who they are in an organization and what
/// they may do there, and their photos. What a request takes away it makes before, so that it can
/// be repeated.
final class MeasuredPeople {
  private static final String MEMBER = "/organizations/{organization}/members/{member}";
  private static final String PROFILE = MEMBER + "/profile";
  private static final String OTHER_PASSWORD = "another bell for the harbour";

  private final ApiSide side;
  private String refreshToken = "";

  /// @param side whose people ask; they sign in anew each minute
  MeasuredPeople(ApiSide side) {
    this.side = side;
  }

  /// Sessions are other ones.
  void newMinute() {
    refreshToken = "";
  }

  Map<String, Measured> operations() {
    Map<String, Measured> all = new LinkedHashMap<>();
    all.put("listSessions", new Measured(200, _ -> side.owner().api().get("/sessions")));
    all.put("refreshSession", new Measured(201, this::refreshed));
    all.put("signInAndOut", new Measured(204, this::signedOut, List.of("signOut")));
    all.put("signInAndEnd", new Measured(204, this::ended, List.of("endSession")));
    all.put("changePasswordTwice", new Measured(204, _ -> changed(), List.of("changePassword")));
    all.put(
        "requestPasswordReset",
        new Measured(
            202,
            i ->
                nobody(i)
                    .post(
                        "/password-resets", Api.object().put("email", Company.address("nobody")))));
    all.put("signUp", new Measured(202, i -> nobody(i).post("/sign-ups", signUp())));
    all.put("getTerms", new Measured(200, i -> nobody(i).get("/terms")));
    all.put("setPermissions", new Measured(200, this::permitted));
    all.put("createAndDeleteMember", new Measured(204, this::deleted, List.of("deleteMember")));
    all.put("inviteAgain", new Measured(202, _ -> mailed("/invitation", side.invited())));
    all.put(
        "resetMembersPassword", new Measured(202, _ -> mailed("/password-reset", side.clerk())));
    all.put("setAgents", new Measured(200, this::served));
    all.put(
        "getMembersProfile",
        new Measured(200, _ -> side.owner().api().get(PROFILE, side.customer(), side.clerk())));
    all.put(
        "updateMembersProfile",
        new Measured(
            200,
            i ->
                side.change(
                    PROFILE,
                    "PATCH",
                    "",
                    Api.object().put("greeting", "Hello " + i),
                    side.customer(),
                    side.clerk())));
    all.put(
        "uploadAndRemoveMembersPhoto",
        new Measured(200, _ -> pictured(), List.of("uploadMembersPhoto", "removeMembersPhoto")));
    all.put(
        "uploadShowAndRemovePhoto",
        new Measured(200, this::photographed, List.of("uploadPhoto", "getPhoto", "removePhoto")));
    return all;
  }

  private Api nobody(int number) {
    return Api.nobody(side.stranger(number));
  }

  private Door.Answer refreshed(int number) {
    if (refreshToken.isEmpty()) {
      refreshToken = side.owner().refreshToken();
    }
    Door.Answer answer =
        nobody(number)
            .post("/sessions/refresh", Api.object().put("refreshToken", refreshToken))
            .orFail(201);
    refreshToken = answer.json().path("refreshToken").asText();
    return answer;
  }

  private Door.Answer signedIn(Door door) {
    return door.signIn(side.owner().email(), side.owner().password()).orFail(201);
  }

  private Door.Answer signedOut(int number) {
    Door door = side.stranger(number);
    return new Api(door, signedIn(door).json().path("token").asText()).delete("/sessions/current");
  }

  private Door.Answer ended(int number) {
    String session = signedIn(side.stranger(number)).json().path("session").asText();
    return side.owner().api().delete("/sessions/{session}", session);
  }

  /// There and back, for the next minute's sessions begin with the first.
  private Door.Answer changed() {
    Person owner = side.owner();
    change(owner, owner.password(), OTHER_PASSWORD).orFail(204);
    return change(owner, OTHER_PASSWORD, owner.password());
  }

  private static Door.Answer change(Person owner, String current, String password) {
    return owner
        .api()
        .put(
            "/sessions/current/password",
            Api.object().put("current", current).put("password", password));
  }

  private static ObjectNode signUp() {
    ObjectNode body = Api.object();
    body.putObject("organization")
        .put("name", "Corner Bakery")
        .put("country", "PT")
        .put("currency", "EUR")
        .put("timezone", "Europe/Lisbon");
    return body.put("name", "Inês Duarte")
        .put("email", Company.address("sign-up"))
        .put("password", Person.PASSWORD)
        .put("terms", ApiSide.TERMS);
  }

  private Door.Answer permitted(int number) {
    ObjectNode body = Api.object();
    body.putArray("permissions").add(number % 2 == 0 ? "view-audit" : "answer-chats");
    return side.change(MEMBER, "PUT", "/permissions", body, side.customer(), side.clerk());
  }

  private Door.Answer deleted(int number) {
    Door.Answer made = side.invite(number).orFail(201);
    return side.owner()
        .api()
        .send(
            Request.of("DELETE " + MEMBER, side.customer(), made.json().path("id").asText())
                .ifMatch(made.etag()));
  }

  private Door.Answer mailed(String what, String member) {
    return side.owner().api().send(Request.of("POST " + MEMBER + what, side.customer(), member));
  }

  private Door.Answer served(int number) {
    ObjectNode body = Api.object();
    var agents = body.putArray("agents").add(side.owner().id());
    if (number % 2 == 0) {
      agents.add(side.clerk());
    }
    return side.change(
        "/organizations/{organization}/rooms/{room}",
        "PUT",
        "/agents",
        body,
        side.customer(),
        "general");
  }

  private Door.Answer pictured() {
    Api owner = side.owner().api();
    owner
        .send(
            Request.of("PUT " + PROFILE + "/photo", side.customer(), side.clerk())
                .body("image/png", Pictures.png(16)))
        .orFail(200);
    return owner.delete(PROFILE + "/photo", side.customer(), side.clerk());
  }

  private Door.Answer photographed(int number) {
    Api owner = side.owner().api();
    String address =
        owner
            .send(Request.of("PUT /profile/photo").body("image/png", Pictures.png(16)))
            .orFail(200)
            .json()
            .path("photo")
            .path("address")
            .asText();
    nobody(number)
        .get("/photos/{photo}", address.substring(address.lastIndexOf('/') + 1))
        .orFail(200);
    return owner.delete("/profile/photo");
  }
}
