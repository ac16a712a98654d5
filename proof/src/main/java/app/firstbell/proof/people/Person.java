package app.firstbell.proof.people;

import app.firstbell.access.Actor;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.identity.SessionId;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.run.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A member who is signed in on a computer of their own.
///
/// @param session what signing in answered
public record Person(
    Installation installation, Door door, String email, String password, JsonNode session) {
  /// The platform's administrator in the demo's data.
  public static final String OLGA = "olga@firstbell.example";

  public static final String OLGAS_PASSWORD = "ring-the-bell-0";

  /// Long enough, and on no list.
  public static final String PASSWORD = "a quiet bell in the harbour";

  public static Person signIn(Installation installation, String email, String password) {
    Door door = installation.door().from(Computers.next());
    return new Person(
        installation, door, email, password, door.signIn(email, password).orFail(201).json());
  }

  public static Person olga(Installation installation) {
    return signIn(installation, OLGA, OLGAS_PASSWORD);
  }

  /// Follows the newest invitation in the mailbox.
  public static Person accept(Installation installation, String email) {
    Door door = installation.door().from(Computers.next());
    String token = new Mailbox(installation, email).link(Mailbox.Link.INVITATION).token();
    JsonNode session =
        door.send(
                Request.of("POST /invitations/acceptances")
                    .json(Api.object().put("token", token).put("password", PASSWORD)),
                "")
            .orFail(201)
            .json();
    return new Person(installation, door, email, PASSWORD, session);
  }

  /// The same person at another computer: a session of its own.
  public Person elsewhere() {
    return signIn(installation, email, password);
  }

  /// The same session, as if its tokens were carried to another computer.
  public Person atAnotherComputer() {
    return new Person(
        installation, installation.door().from(Computers.next()), email, password, session);
  }

  public Api api() {
    return new Api(door, token());
  }

  public String token() {
    return session.path("token").asText();
  }

  public String refreshToken() {
    return session.path("refreshToken").asText();
  }

  public String sessionId() {
    return session.path("session").asText();
  }

  public String id() {
    return session.path("member").path("id").asText();
  }

  public String name() {
    return session.path("member").path("name").asText();
  }

  public String organization() {
    return session.path("organization").path("id").asText();
  }

  public Mailbox mailbox() {
    return new Mailbox(installation, email);
  }

  /// Opens a socket; rings from [AgentClient#show] on.
  public AgentClient connect() throws IOException {
    Line line = new Line(door, token(), installation.check());
    line.connect();
    return new AgentClient(line, session, "computer-1");
  }

  /// As the policy sees this person.
  public Actor.Member actor() {
    JsonNode organization = session.path("organization");
    JsonNode member = session.path("member");
    return new Actor.Member(
        new TenantId(organization()),
        OrganizationKind.of(organization.path("kind").asText()).orElseThrow(),
        organization.path("name").asText(),
        new AgentId(id()),
        name(),
        Role.of(member.path("role").asText()).orElseThrow(),
        permissions(member.path("permissions")),
        new SessionId(sessionId()));
  }

  private static Set<Permission> permissions(JsonNode words) {
    return StreamSupport.stream(words.spliterator(), false)
        .map(word -> Permission.of(word.asText()).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }
}
