package app.firstbell.proof.bench;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// One installation, with the people whose requests are measured: a reseller, and the owner of one
/// of its customers.
final class ApiSide {
  /// One word of the measured customer's name, for finding it.
  static final String WORD = "zanzibar";

  private static final int PER_ADDRESS = 40;

  /// @param status what it must answer
  /// @param run makes the request of that number
  record Measured(int status, IntFunction<Door.Answer> run) {}

  private final Installation installation;
  private final Company customer;
  private Person boss;
  private Person owner;
  private Door stranger;
  private String etag = "";

  private ApiSide(Installation installation, Person boss, Company customer) {
    this.installation = installation;
    this.customer = customer;
    this.boss = boss;
    this.owner = customer.owner();
    this.stranger = owner.door();
  }

  static ApiSide make(Installation installation) {
    Person boss = Company.create(Person.olga(installation), "Bench", "reseller").owner();
    ApiSide side = new ApiSide(installation, boss, Company.create(boss, WORD, "customer"));
    // Both tables have been written to, as in any installation that is in use. The engine looks for
    // a table's first change through all that came before it, at each of its writes.
    side.owner.door().ticket(side.owner.token()).orFail(201);
    return side;
  }

  String customer() {
    return customer.id();
  }

  Installation installation() {
    return installation;
  }

  /// A new minute for the limits, and new tokens, since the old ones have aged by it.
  void newMinute() {
    installation.emulator().advance(Duration.ofMinutes(1));
    boss = boss.elsewhere();
    owner = owner.elsewhere();
    etag = "";
  }

  /// Every operation that is measured, by name, in an order in which none finds more than another
  /// side's.
  Map<String, Measured> operations() {
    String id = customer.id();
    Map<String, Measured> all = new LinkedHashMap<>();
    all.put(
        "listOrganizationsLimit1", new Measured(200, _ -> boss("GET /organizations", "limit=1")));
    all.put(
        "listOrganizationsLimit25", new Measured(200, _ -> boss("GET /organizations", "limit=25")));
    all.put(
        "searchOrganizations",
        new Measured(200, _ -> boss("GET /organizations", "search=" + WORD.substring(0, 5))));
    all.put(
        "getOrganization",
        new Measured(200, _ -> boss.api().get("/organizations/{organization}", id)));
    all.put(
        "updateOrganization",
        new Measured(
            200,
            i ->
                change(
                    "/organizations/{organization}",
                    "PATCH",
                    Api.object().put("timezone", i % 2 == 0 ? "Europe/Oslo" : "Europe/Lisbon"),
                    id)));
    // Both, since the customer's owner signs in again for what follows.
    all.put(
        "suspendAndResumeOrganization",
        new Measured(
            200,
            i -> {
              boss.api()
                  .put(
                      "/organizations/{organization}/suspension",
                      Api.object().put("reason", "Overdue " + i),
                      id)
                  .orFail(200);
              return boss.api().delete("/organizations/{organization}/suspension", id);
            }));
    all.put(
        "getBalance",
        new Measured(200, _ -> boss.api().get("/organizations/{organization}/balance", id)));
    all.put(
        "enterAsSupport",
        new Measured(
            201,
            i ->
                boss.api()
                    .post(
                        "/organizations/{organization}/support-sessions",
                        Api.object()
                            .put("reason", "Measuring how long it takes " + i)
                            .put("minutes", 5),
                        id)));
    all.put("signIn", new Measured(201, i -> stranger(i).signIn(owner.email(), owner.password())));
    all.put("getCurrentSession", new Measured(200, _ -> owner.api().get("/sessions/current")));
    all.put(
        "listMembers",
        new Measured(200, _ -> owner.api().get("/organizations/{organization}/members", id)));
    all.put(
        "getMember",
        new Measured(
            200,
            _ ->
                owner.api().get("/organizations/{organization}/members/{member}", id, owner.id())));
    all.put(
        "updateMember",
        new Measured(
            200,
            i ->
                change(
                    "/organizations/{organization}/members/{member}",
                    "PATCH",
                    Api.object().put("title", "Title " + i),
                    id,
                    owner.id())));
    all.put(
        "createMember",
        new Measured(
            201,
            i ->
                owner
                    .api()
                    .post(
                        "/organizations/{organization}/members",
                        Api.object()
                            .put("name", "Member " + i)
                            .put("email", Company.address("member")),
                        id)));
    all.put(
        "listRooms",
        new Measured(200, _ -> owner.api().get("/organizations/{organization}/rooms", id)));
    all.put(
        "getRoom",
        new Measured(
            200,
            _ -> owner.api().get("/organizations/{organization}/rooms/{room}", id, "general")));
    all.put(
        "updateRoom",
        new Measured(
            200,
            i ->
                change(
                    "/organizations/{organization}/rooms/{room}",
                    "PATCH",
                    Api.object().put("ringSeconds", 30 + i % 30),
                    id,
                    "general")));
    // Both, since an organization has at most 100 rooms.
    all.put("createAndDeleteRoom", new Measured(204, this::room));
    all.put("getProfile", new Measured(200, _ -> owner.api().get("/profile")));
    all.put(
        "updateProfile",
        new Measured(
            200, i -> change("/profile", "PATCH", Api.object().put("greeting", "Hello " + i))));
    all.put(
        "listKeys",
        new Measured(200, _ -> owner.api().get("/organizations/{organization}/api-keys", id)));
    all.put("createAndDeleteKey", new Measured(204, this::key));
    all.put(
        "listAudit",
        new Measured(
            200,
            _ ->
                owner
                    .api()
                    .send(
                        Request.of("GET /organizations/{organization}/audit", id)
                            .query("limit=5"))));
    all.put("createTicket", new Measured(201, _ -> owner.door().ticket(owner.token())));
    all.put("createVisitor", new Measured(201, i -> stranger(i).visitor(id)));
    all.put("getSite", new Measured(200, i -> Api.nobody(stranger(i)).get("/sites/{site}", id)));
    all.put(
        "createOrganization",
        new Measured(201, i -> boss.api().post("/organizations", Company.draft("New " + i))));
    return all;
  }

  /// Somebody without a token, who comes from another address before the limit of one is reached.
  private Door stranger(int number) {
    if (number % PER_ADDRESS == 0) {
      stranger = installation.door().from(Computers.next());
    }
    return stranger;
  }

  private Door.Answer boss(String route, String query) {
    return boss.api().send(Request.of(route).query(query));
  }

  private Door.Answer room(int number) {
    Door.Answer made =
        owner
            .api()
            .post(
                "/organizations/{organization}/rooms",
                Api.object().put("name", "Room " + number),
                customer.id())
            .orFail(201);
    return owner
        .api()
        .send(
            Request.of(
                    "DELETE /organizations/{organization}/rooms/{room}",
                    customer.id(),
                    made.json().path("id").asText())
                .ifMatch(made.etag()));
  }

  private Door.Answer key(int number) {
    var body = Api.object().put("name", "Key " + number);
    body.putArray("scopes").add("rooms:read");
    Door.Answer made =
        owner.api().post("/organizations/{organization}/api-keys", body, customer.id()).orFail(201);
    return owner
        .api()
        .delete(
            "/organizations/{organization}/api-keys/{key}",
            customer.id(),
            made.json().path("id").asText());
  }

  /// Each change is made from the version that the one before it answered.
  private Door.Answer change(String route, String method, JsonNode body, Object... values) {
    if (etag.isEmpty()) {
      etag = owner.api().get(route, values).orFail(200).etag();
    }
    Door.Answer answer =
        owner.api().send(Request.of(method + " " + route, values).json(body).ifMatch(etag));
    etag = answer.etag();
    return answer;
  }
}
