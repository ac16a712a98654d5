package app.firstbell.proof.flow;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// A chat that was accepted: one visitor and one agent, in an organization of their own.
///
/// @param last the number of the entry `accepted`
record Talk(
    Provisioned organization, VisitorClient visitor, AgentClient agent, String chat, long last)
    implements AutoCloseable {

  static Talk begin(Installation installation) throws IOException {
    return begin(installation.organization(1));
  }

  static Talk begin(Provisioned organization) throws IOException {
    AgentClient agent = organization.online(1);
    VisitorClient visitor = organization.visitor();
    String chat = visitor.start("Hello").path("chat").path("id").asText();
    agent.awaitRing(chat);
    JsonNode accepted = agent.accept(chat);
    if (!accepted.path("type").asText().equals("accepted")) {
      throw new AssertionError("expected accepted, got " + accepted);
    }
    visitor.line().await("entry", StoryTest.entry(chat, "accepted"));
    return new Talk(
        organization, visitor, agent, chat, accepted.path("chat").path("last").asLong());
  }

  @Override
  public void close() {
    visitor.close();
    agent.close();
  }
}
