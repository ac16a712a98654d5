package app.firstbell.proof.run;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.FrameCheck;
import app.firstbell.proof.client.VisitorClient;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// An organization of a test's own.
///
/// @param id the tenant, which is the site's key as well
/// @param logins one per agent
public record Provisioned(Installation installation, String id, List<Login> logins) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AGENTS_AT_ONCE = 20;

  public record Login(String id, String email, String password, String name) {}

  /// Messages per second and burst that a connection may send.
  public record Rate(int perSecond, int burst) {
    public static final Rate DEMO = new Rate(10, 30);

    /// For floods of our own, where the limit is not what is proved.
    public static final Rate UNBOUND = new Rate(10_000, 10_000);
  }

  /// Agents go in by twenties: hashing a password takes a while on purpose, and a function has its
  /// time limit.
  static Provisioned make(Installation installation, int agents, Rate rate) {
    String id = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    List<Login> logins = new ArrayList<>();
    for (int i = 1; i <= agents; i++) {
      logins.add(
          new Login(
              "agent" + i,
              "agent%d@%s.example".formatted(i, id),
              "ring-the-bell-" + i,
              "Agent " + i));
    }
    for (int from = 0; from == 0 || from < agents; from += AGENTS_AT_ONCE) {
      installation.provision(
          payload(id, rate, logins.subList(from, Math.min(agents, from + AGENTS_AT_ONCE))));
    }
    return new Provisioned(installation, id, List.copyOf(logins));
  }

  private static ObjectNode payload(String id, Rate rate, List<Login> logins) {
    ObjectNode payload = JSON.createObjectNode();
    ObjectNode organization = payload.putObject("organization");
    organization.put("id", id).put("name", "Organization " + id).putArray("sites");
    organization.putObject("limits").put("rate", rate.perSecond()).put("burst", rate.burst());
    payload
        .putArray("rooms")
        .addObject()
        .put("id", "general")
        .put("name", "GENERAL")
        .put("ringSeconds", 45);
    ArrayNode agents = payload.putArray("agents");
    for (Login login : logins) {
      agents
          .addObject()
          .put("id", login.id())
          .put("email", login.email())
          .put("password", login.password())
          .put("name", login.name())
          .put("title", "Tea expert")
          .put("photo", "/avatars/marta.svg")
          .put("greeting", "Hello, how can I help?")
          .putArray("rooms")
          .add("general");
    }
    return payload;
  }

  public Door door() {
    return installation.door();
  }

  /// The agent of that place (from 1), signed in and connected, not yet available.
  public AgentClient agent(int place) throws IOException {
    return agent(place, "computer-1");
  }

  public AgentClient agent(int place, String computer) throws IOException {
    Login login = logins.get(place - 1);
    return AgentClient.signIn(door(), login.email(), login.password(), computer, check());
  }

  /// The agent, signed in, connected and online: rings from now on.
  public AgentClient online(int place) throws IOException {
    AgentClient agent = agent(place);
    agent.show("online");
    return agent;
  }

  public VisitorClient visitor() throws IOException {
    return VisitorClient.come(door(), id, check());
  }

  private FrameCheck check() {
    return installation.check();
  }
}
