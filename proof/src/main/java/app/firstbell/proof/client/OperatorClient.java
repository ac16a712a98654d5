package app.firstbell.proof.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// An operator, as the console would act: an agent who answers chats of other organizations too.
/// Every frame about such a chat says whose it is.
///
/// @param agent the operator in their own organization
public record OperatorClient(AgentClient agent) implements AutoCloseable {

  /// @return `accepted`, `taken` or `error`
  public JsonNode accept(String organization, String chat) {
    return call("accept", organization, chat);
  }

  public JsonNode say(String organization, String chat, long after, String text) {
    return agent
        .line()
        .call(VisitorClient.message(chat, after, text).put("organization", organization), "ack");
  }

  public JsonNode sync(String organization, String chat) {
    return agent.line().call(frame("sync", organization, chat).put("after", 0));
  }

  public JsonNode end(String organization, String chat) {
    return agent.line().call(frame("end", organization, chat), "ended");
  }

  /// Sends what needs no other fields, and waits for whatever is answered.
  public JsonNode call(String action, String organization, String chat) {
    return agent.line().call(frame(action, organization, chat));
  }

  public JsonNode awaitRing(String chat) {
    return agent.awaitRing(chat);
  }

  /// Whether a chat stands in this operator's list of what rings.
  public boolean isRungFor(String chat) {
    for (JsonNode head : agent.lists().path("ringing")) {
      if (head.path("id").asText().equals(chat)) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode frame(String action, String organization, String chat) {
    return Line.frame(action).put("organization", organization).put("chat", chat);
  }

  @Override
  public void close() {
    agent.close();
  }
}
