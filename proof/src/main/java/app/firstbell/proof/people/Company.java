package app.firstbell.proof.people;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// An organization that a test made, with its owner signed in.
///
/// @param kind `customer` or `reseller`
/// @param owner its first administrator
public record Company(
    Installation installation, String id, String name, String kind, String parent, Person owner) {

  /// Whom to hire.
  ///
  /// @param role `admin` or `member`
  public record Job(String name, String role, List<String> permissions) {
    public static Job agent(String name) {
      return new Job(name, "member", List.of("answer-chats"));
    }

    public static Job manager(String name, String... permissions) {
      return new Job(name, "member", List.of(permissions));
    }

    public static Job admin(String name) {
      return new Job(name, "admin", List.of());
    }
  }

  /// A program's access.
  public record Key(String id, String text) {}

  /// What `POST /organizations` takes, without an owner. The currency is one that has prices.
  public static ObjectNode draft(String name) {
    return Api.object()
        .put("name", name)
        .put("country", "NO")
        .put("currency", "EUR")
        .put("timezone", "Europe/Oslo")
        .put("pricing", "prepaid")
        .put("plan", "business");
  }

  /// Creates a customer below the organization of `by`, without anybody in it.
  ///
  /// @return its id
  public static String bare(Person by, String name) {
    return by.api().post("/organizations", draft(name)).orFail(201).json().path("id").asText();
  }

  /// Creates an organization below that of `by`; its owner accepts the mailed invitation.
  public static Company create(Person by, String name, String kind) {
    ObjectNode draft = draft(name);
    return create(by, kind.equals("customer") ? draft : draft.put("kind", kind));
  }

  /// @param draft what `POST /organizations` takes, without an owner
  public static Company create(Person by, ObjectNode draft) {
    String name = draft.path("name").asText();
    String kind = draft.path("kind").asText("customer");
    String email = address(name);
    draft.putObject("owner").put("name", "Owner of " + name).put("email", email);
    JsonNode made = by.api().post("/organizations", draft).orFail(201).json();
    Person owner = Person.accept(by.installation(), email);
    return new Company(
        by.installation(), made.path("id").asText(), name, kind, by.organization(), owner);
  }

  /// Invites a member, who accepts.
  public Person hire(Job job) {
    return hire(List.of(job)).getFirst();
  }

  /// Invites all, then each accepts: mails come while others are written.
  public List<Person> hire(List<Job> jobs) {
    List<String> addresses = new ArrayList<>();
    for (Job job : jobs) {
      String email = address(job.name());
      invite(job, email);
      addresses.add(email);
    }
    return addresses.stream().map(email -> Person.accept(installation, email)).toList();
  }

  /// Invites a member, who has not accepted.
  ///
  /// @return the answer of `POST …/members`
  public JsonNode invite(Job job, String email) {
    ObjectNode body =
        Api.object().put("name", job.name()).put("email", email).put("role", job.role());
    if (job.role().equals("member")) {
      job.permissions().forEach(body.putArray("permissions")::add);
    }
    body.putArray("rooms").add("general");
    return owner.api().post("/organizations/{organization}/members", body, id).orFail(201).json();
  }

  /// A key that the owner makes.
  public Key key(List<String> scopes) {
    return key(owner, scopes);
  }

  /// A key that one of the members makes, who holds what the scopes need.
  public Key key(Person maker, List<String> scopes) {
    ObjectNode body =
        Api.object().put("name", "Key " + UUID.randomUUID().toString().substring(0, 8));
    scopes.forEach(body.putArray("scopes")::add);
    JsonNode made =
        maker.api().post("/organizations/{organization}/api-keys", body, id).orFail(201).json();
    return new Key(made.path("id").asText(), made.path("key").asText());
  }

  /// @return the room's id
  public String room(String roomName) {
    return owner
        .api()
        .post("/organizations/{organization}/rooms", Api.object().put("name", roomName), id)
        .orFail(201)
        .json()
        .path("id")
        .asText();
  }

  public VisitorClient visitor() throws IOException {
    return VisitorClient.come(installation.door().from(Computers.next()), id, installation.check());
  }

  /// `by` logs in as this organization.
  ///
  /// @return what `POST …/support-sessions` answered
  public JsonNode support(Person by) {
    return by.api()
        .send(
            Request.of("POST /organizations/{organization}/support-sessions", id)
                .json(
                    Api.object()
                        .put("reason", "The owner asked us by phone to look at the rooms.")
                        .put("minutes", 30)))
        .orFail(201)
        .json();
  }

  /// An e-mail address of nobody else.
  public static String address(String name) {
    String word = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return word + "-" + UUID.randomUUID().toString().substring(0, 8) + "@people.example";
  }
}
