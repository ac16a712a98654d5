package app.firstbell.proof.bench;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Computers;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Purse;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// One installation, with the people whose requests are measured: a reseller, and the owner of one
/// of its customers.
final class ApiSide {
  /// One word of the measured customer's name, for finding it.
  static final String WORD = "zanzibar";

  private static final int PER_ADDRESS = 40;
  private static final List<String> LIST = List.of("listOrganizations");

  /// The version of the terms that is in force.
  static final String TERMS = "2026-11";

  /// @param status what it must answer
  /// @param run makes the request of that number, and before it those that it needs
  /// @param operations ids of the operations that are measured by it; none where its name is one
  record Measured(int status, IntFunction<Door.Answer> run, List<String> operations) {
    Measured(int status, IntFunction<Door.Answer> run) {
      this(status, run, List.of());
    }
  }

  /// Who is asked about in the measured customer, beside its owner.
  ///
  /// @param deputy an administrator
  /// @param clerk who may little
  /// @param invited who has not accepted
  /// @param postpaid another customer, which pays later
  /// @param pack the smallest that is sold
  private record Others(
      String deputy, String clerk, String invited, String postpaid, String pack) {}

  private final Installation installation;
  private final Company customer;
  private final Others others;
  private final MeasuredMoney money = new MeasuredMoney(this);
  private final MeasuredPeople people = new MeasuredPeople(this);
  private Person olga;
  private Person boss;
  private Person owner;
  private Door stranger;
  private String etag = "";

  private ApiSide(
      Installation installation, Person olga, Person boss, Company customer, Others others) {
    this.installation = installation;
    this.customer = customer;
    this.others = others;
    this.olga = olga;
    this.boss = boss;
    this.owner = customer.owner();
    this.stranger = owner.door();
  }

  static ApiSide make(Installation installation) {
    Person olga = Person.olga(installation);
    Person boss = Company.create(olga, "Bench", "reseller").owner();
    Company customer = Company.create(boss, WORD, "customer");
    ApiSide side = new ApiSide(installation, olga, boss, customer, others(boss, customer));
    // Both tables have been written to, as in any installation that is in use. The engine looks for
    // a table's first change through all that came before it, at each of its writes.
    side.owner.door().ticket(side.owner.token()).orFail(201);
    return side;
  }

  private static Others others(Person boss, Company customer) {
    Purse purse = new Purse(boss.api(), customer.id());
    purse.operations("platform").orFail(200);
    purse.payFee(1).orFail(201);
    return new Others(
        customer.hire(Job.admin("Deputy")).id(),
        customer.hire(Job.agent("Clerk")).id(),
        customer.invite(Job.agent("Invited"), Company.address("invited")).path("id").asText(),
        boss.api()
            .post("/organizations", Company.draft("Later").put("pricing", "postpaid"))
            .orFail(201)
            .json()
            .path("id")
            .asText(),
        purse.smallestPack().path("id").asText());
  }

  String customer() {
    return customer.id();
  }

  Person boss() {
    return boss;
  }

  Person owner() {
    return owner;
  }

  String clerk() {
    return others.clerk();
  }

  String invited() {
    return others.invited();
  }

  String postpaid() {
    return others.postpaid();
  }

  String pack() {
    return others.pack();
  }

  Installation installation() {
    return installation;
  }

  /// A new minute for the limits, and new tokens, since the old ones have aged by it.
  void newMinute() {
    installation.emulator().advance(Duration.ofMinutes(1));
    olga = olga.elsewhere();
    boss = boss.elsewhere();
    owner = owner.elsewhere();
    etag = "";
    people.newMinute();
  }

  /// Every operation that is measured, by name, in an order in which none finds more than another
  /// side's.
  Map<String, Measured> operations() {
    String id = customer.id();
    Map<String, Measured> all = new LinkedHashMap<>();
    all.put(
        "listOrganizationsLimit1",
        new Measured(200, _ -> boss("GET /organizations", "limit=1"), LIST));
    all.put(
        "listOrganizationsLimit25",
        new Measured(200, _ -> boss("GET /organizations", "limit=25"), LIST));
    all.put(
        "searchOrganizations",
        new Measured(200, _ -> boss("GET /organizations", "search=" + WORD.substring(0, 5)), LIST));
    all.put(
        "listOrganizationsOfAReseller",
        new Measured(
            200,
            _ ->
                olga.api()
                    .send(
                        Request.of("GET /organizations")
                            .query("limit=1&parent=" + boss.organization())),
            LIST));
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
            },
            List.of("suspendOrganization", "resumeOrganization")));
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
    all.put("createMember", new Measured(201, this::invite));
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
    all.put(
        "createAndDeleteRoom", new Measured(204, this::room, List.of("createRoom", "deleteRoom")));
    all.put("getProfile", new Measured(200, _ -> owner.api().get("/profile")));
    all.put(
        "updateProfile",
        new Measured(
            200, i -> change("/profile", "PATCH", Api.object().put("greeting", "Hello " + i))));
    all.put(
        "listKeys",
        new Measured(200, _ -> owner.api().get("/organizations/{organization}/api-keys", id)));
    all.put("createAndDeleteKey", new Measured(204, this::key, List.of("createKey", "deleteKey")));
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
    all.put(
        "exportAudit",
        new Measured(200, _ -> owner.api().get("/organizations/{organization}/audit/export", id)));
    all.put(
        "verifyAudit",
        new Measured(
            200, _ -> owner.api().get("/organizations/{organization}/audit/verification", id)));
    all.put("createTicket", new Measured(201, _ -> owner.door().ticket(owner.token())));
    all.put("createVisitor", new Measured(201, i -> stranger(i).visitor(id)));
    all.put("getSite", new Measured(200, i -> Api.nobody(stranger(i)).get("/sites/{site}", id)));
    all.put(
        "createOrganization",
        new Measured(201, i -> boss.api().post("/organizations", Company.draft("New " + i))));
    all.put(
        "createAndDeleteOrganization",
        new Measured(204, this::organization, List.of("deleteOrganization")));
    all.put(
        "getOrganizationAsOwner",
        new Measured(
            200,
            _ -> owner.api().get("/organizations/{organization}", id),
            List.of("getOrganization")));
    all.put(
        "acceptTerms",
        new Measured(
            200,
            _ ->
                owner
                    .api()
                    .put(
                        "/organizations/{organization}/terms",
                        Api.object().put("version", TERMS),
                        id)));
    all.put(
        "changeOwner",
        new Measured(
            200,
            i ->
                boss.api()
                    .put(
                        "/organizations/{organization}/owner",
                        Api.object().put("member", i % 2 == 0 ? others.deputy() : owner.id()),
                        id)));
    all.put(
        "changeParentAndBack",
        new Measured(
            200,
            _ -> {
              parent("platform").orFail(200);
              return parent(boss.organization());
            },
            List.of("changeParent")));
    all.putAll(people.operations());
    all.putAll(money.operations());
    return all;
  }

  private Door.Answer parent(String reseller) {
    return olga.api()
        .put(
            "/organizations/{organization}/parent",
            Api.object().put("reseller", reseller),
            customer.id());
  }

  private Door.Answer organization(int number) {
    Door.Answer made =
        boss.api().post("/organizations", Company.draft("Passing " + number)).orFail(201);
    return boss.api()
        .send(
            Request.of("DELETE /organizations/{organization}", made.json().path("id").asText())
                .ifMatch(made.etag()));
  }

  Door.Answer invite(int number) {
    return owner
        .api()
        .post(
            "/organizations/{organization}/members",
            Api.object().put("name", "Member " + number).put("email", Company.address("member")),
            customer.id());
  }

  /// Somebody without a token, who comes from another address before the limit of one is reached.
  Door stranger(int number) {
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

  private Door.Answer change(String route, String method, JsonNode body, Object... values) {
    return change(route, method, "", body, values);
  }

  /// Each change is made from the version that the one before it answered.
  ///
  /// @param route of what is read
  /// @param part of it that is written, such as `/agents`; all of it when empty
  Door.Answer change(String route, String method, String part, JsonNode body, Object... values) {
    if (etag.isEmpty()) {
      etag = owner.api().get(route, values).orFail(200).etag();
    }
    Door.Answer answer =
        owner.api().send(Request.of(method + " " + route + part, values).json(body).ifMatch(etag));
    etag = answer.etag();
    return answer;
  }
}
