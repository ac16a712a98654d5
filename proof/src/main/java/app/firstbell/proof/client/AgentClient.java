package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// An agent, as the console would act.
///
/// @param session what signing in answered (organization, member)
/// @param computer which of the agent's computers this is
public record AgentClient(Line line, JsonNode session, String computer) implements AutoCloseable {
  /// Signs in and connects; rings for nobody until [#show].
  public static AgentClient signIn(
      Door door, String email, String password, String computer, FrameCheck check)
      throws IOException {
    JsonNode session = door.signIn(email, password).orFail(201).json();
    Line line = new Line(door, session.path("token").asText(), check);
    line.connect();
    return new AgentClient(line, session, computer);
  }

  public String id() {
    return session.path("member").path("id").asText();
  }

  public String name() {
    return session.path("member").path("name").asText();
  }

  /// @param show online, away, xa or offline
  public JsonNode show(String show) {
    return line.call(
        Line.frame("presence").put("show", show).put("computer", computer), "presence");
  }

  /// @return `accepted` or `taken`
  public JsonNode accept(String chat) {
    return line.call(Line.frame("accept").put("chat", chat));
  }

  public JsonNode decline(String chat) {
    return line.call(Line.frame("decline").put("chat", chat), "declined");
  }

  public JsonNode say(String chat, long after, String text) {
    return line.call(VisitorClient.message(chat, after, text), "ack");
  }

  public JsonNode lists() {
    return line.call(Line.frame("lists"), "lists");
  }

  public JsonNode sync(String chat, long after) {
    return line.call(Line.frame("sync").put("chat", chat).put("after", after), "log");
  }

  public JsonNode end(String chat) {
    return line.call(Line.frame("end").put("chat", chat), "ended");
  }

  /// Waits for a chat to ring here.
  public JsonNode awaitRing(String chat) {
    return line.await("ring", r -> r.path("chat").path("id").asText().equals(chat)).path("chat");
  }

  /// Waits for a chat to stop ringing here.
  public JsonNode awaitStop(String chat) {
    return line.await("stop", s -> s.path("chat").asText().equals(chat));
  }

  @Override
  public void close() {
    line.close();
  }
}
