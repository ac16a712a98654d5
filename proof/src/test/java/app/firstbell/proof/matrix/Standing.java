package app.firstbell.proof.matrix;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Pictures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// What an organization always has, and what is made in it for one try.
///
/// @param keepers administrators who prepare things; they take turns, for each has a rate limit
/// @param active a member of role `member` who has accepted; in customers without staff the owner
/// @param invited the id of a member who has not accepted
/// @param room the id of a room besides GENERAL
/// @param key the id of an API key
/// @param photo the id of an uploaded photo
/// @param purchase the id of an order that awaits its payment
/// @param heirs two who may own the organization
record Standing(
    Company company,
    Person above,
    List<Person> keepers,
    AtomicInteger turn,
    Person active,
    String invited,
    String room,
    String key,
    String photo,
    String purchase,
    List<Person> heirs) {

  static Standing of(
      Company company, Person above, List<Person> keepers, Person active, List<Person> heirs) {
    String invited =
        company.invite(Job.agent("Standing"), Company.address("standing")).path("id").asText();
    return new Standing(
        company,
        above,
        keepers,
        new AtomicInteger(),
        active,
        invited,
        company.room("Orders " + UUID.randomUUID().toString().substring(0, 6)),
        company.key(List.of("rooms:read")).id(),
        photo(keepers.getLast()),
        ordered(keepers.getLast().api(), company.id()),
        heirs);
  }

  /// The id of a photo that was uploaded by one who is no role of the matrix.
  private static String photo(Person whose) {
    String address =
        whose
            .api()
            .send(Request.of("PUT /profile/photo").body("image/png", Pictures.png(8)))
            .orFail(200)
            .json()
            .path("photo")
            .path("address")
            .asText();
    return address.substring(address.lastIndexOf('/') + 1);
  }

  String id() {
    return company.id();
  }

  Api keeper() {
    return keepers.get(Math.floorMod(turn.getAndIncrement(), keepers.size())).api();
  }

  String freshMember() {
    var body =
        Api.object()
            .put("name", "Fresh")
            .put("email", Company.address("fresh"))
            .put("role", "member");
    body.putArray("permissions");
    return made(keeper().post("/organizations/{organization}/members", body, id()));
  }

  String freshRoom() {
    return made(
        keeper()
            .post(
                "/organizations/{organization}/rooms",
                Api.object().put("name", "Fresh " + UUID.randomUUID().toString().substring(0, 8)),
                id()));
  }

  String freshKey() {
    var body = Api.object().put("name", "Fresh");
    body.putArray("scopes").add("rooms:read");
    return made(keeper().post("/organizations/{organization}/api-keys", body, id()));
  }

  /// An order that awaits its payment.
  String freshPurchase() {
    return ordered(keeper(), id());
  }

  /// @return the posting's id
  String topUp(long minor) {
    return posted("/top-ups", Api.object().put("minor", minor));
  }

  void grant(long credits) {
    posted("/credit-grants", Api.object().put("credits", credits).put("memo", "To take back."));
  }

  private String posted(String route, ObjectNode body) {
    return made(
        above
            .api()
            .send(
                Request.of("POST /organizations/{organization}" + route, id())
                    .json(body)
                    .idempotencyKey(UUID.randomUUID().toString())));
  }

  private static String ordered(Api by, String organization) {
    return made(
        by.send(
            Request.of("POST /organizations/{organization}/credit-purchases", organization)
                .json(Api.object().put("pack", MoneyRecipes.PACK).put("pay", "invoice"))
                .idempotencyKey(UUID.randomUUID().toString())));
  }

  /// Another organization of the same kind below the same parent.
  String freshSibling() {
    var draft = Company.draft("Sibling " + UUID.randomUUID().toString().substring(0, 8));
    if (!company.kind().equals("customer")) {
      draft.put("kind", company.kind());
    }
    return made(above.api().post("/organizations", draft));
  }

  String freshSuspended() {
    String id = freshSibling();
    above
        .api()
        .put(
            "/organizations/{organization}/suspension",
            Api.object().put("reason", "Three invoices are overdue."),
            id)
        .orFail(200);
    return id;
  }

  /// Who of the two does not own it now.
  String heir() {
    String owner =
        above
            .api()
            .get("/organizations/{organization}", id())
            .orFail(200)
            .json()
            .path("owner")
            .path("id")
            .asText();
    return heirs.stream()
        .map(Person::id)
        .filter(one -> !one.equals(owner))
        .findFirst()
        .orElseThrow();
  }

  /// The ETag of one of its things, as its keepers read it.
  String etag(String path) {
    return keeper().send(Request.raw("GET", "/api" + path)).orFail(200).etag();
  }

  /// The ETag of an organization that was made for a try.
  String etagOfSibling(String id) {
    return above.api().get("/organizations/{organization}", id).orFail(200).etag();
  }

  private static String made(Answer answer) {
    return answer.orFail(201).json().path("id").asText();
  }

  static Standing ofStaffed(House house) {
    return of(
        house.tea(),
        house.harbor().owner(),
        List.of(house.tea().owner(), house.staff().admin()),
        house.staff().neighbour(),
        List.of(house.tea().owner(), house.staff().admin()));
  }
}
