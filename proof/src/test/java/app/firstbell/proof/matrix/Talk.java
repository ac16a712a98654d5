package app.firstbell.proof.matrix;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Company;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// An answered chat with the lines of both sides.
record Talk(VisitorClient visitor, AgentClient agent, String chat) {
  static Talk begin(Company company, AgentClient agent) throws IOException {
    VisitorClient visitor = company.visitor();
    String chat = visitor.start("Hello").path("chat").path("id").asText();
    agent.awaitRing(chat);
    JsonNode accepted = agent.accept(chat);
    if (!accepted.path("type").asText().equals("accepted")) {
      throw new AssertionError("expected accepted, got " + accepted);
    }
    return new Talk(visitor, agent, chat);
  }

  /// What of the other side's hints has come to this talk.
  List<JsonNode> heard() {
    List<JsonNode> heard = new ArrayList<>();
    for (Line line : List.of(visitor.line(), agent.line())) {
      line.call(Line.frame("ping"), "pong");
      line.pushes().stream()
          .filter(push -> push.path("chat").asText().equals(chat))
          .filter(push -> List.of("typing", "marks").contains(push.path("type").asText()))
          .forEach(heard::add);
    }
    return heard;
  }
}
