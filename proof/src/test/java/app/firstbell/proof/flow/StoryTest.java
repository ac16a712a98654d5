package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What product.md promises of a first ring, told from both sides of the glass.
@OnInstallation
class StoryTest {
  private final Installation installation;

  StoryTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void theFirstToAcceptGetsTheChatAndTheOtherIsToldWho() throws Exception {
    Provisioned organization = installation.organization(2);
    try (AgentClient first = organization.online(1);
        AgentClient second = organization.online(2);
        VisitorClient visitor = organization.visitor()) {
      var lead =
          Line.frame("start")
              .put("text", "Do you ship to Norway?")
              .put("name", "Kari")
              .put("email", "kari@mail.example");
      lead.putObject("page").put("url", "https://shop.example/tea/green").put("title", "Green tea");
      lead.putObject("answers").put("Order number", "A-17");
      JsonNode started = visitor.start(lead);
      String chat = started.path("chat").path("id").asText();
      assertEquals("ringing", started.path("chat").path("state").asText());

      for (AgentClient agent : List.of(first, second)) {
        JsonNode ring = agent.awaitRing(chat);
        assertEquals("Kari", ring.path("visitor").path("name").asText());
        assertEquals("kari@mail.example", ring.path("visitor").path("email").asText());
        assertEquals("Green tea", ring.path("page").path("title").asText());
        assertEquals("Do you ship to Norway?", ring.path("preview").asText());
        assertEquals("GENERAL", ring.path("room").path("name").asText());
      }

      JsonNode accepted = first.accept(chat);
      assertEquals("accepted", accepted.path("type").asText(), accepted.toString());
      assertEquals("active", accepted.path("chat").path("state").asText());
      assertEquals(
          List.of("ringing", "message", "accepted"),
          kinds(accepted.path("entries")),
          accepted.toString());
      JsonNode stop = second.awaitStop(chat);
      assertEquals("accepted", stop.path("why").asText());
      assertEquals(first.id(), stop.path("by").path("id").asText());
      assertEquals(first.name(), stop.path("by").path("name").asText());

      JsonNode taken = second.accept(chat);
      assertEquals("taken", taken.path("type").asText(), taken.toString());
      assertEquals(first.name(), taken.path("by").path("name").asText());
      assertTrue(taken.path("lateMillis").asLong(-1) >= 0, taken.toString());

      JsonNode came = visitor.line().await("entry", entry(chat, "accepted")).path("entry");
      assertEquals(first.name(), came.path("agent").path("name").asText());
      assertEquals("Hello, how can I help?", came.path("agent").path("greeting").asText());

      JsonNode ack = first.say(chat, came.path("seq").asLong(), "We do, in four days.");
      JsonNode heard = visitor.line().await("entry", entry(chat, "message")).path("entry");
      assertEquals("We do, in four days.", heard.path("text").asText());
      assertEquals(ack.path("seq").asLong(), heard.path("seq").asLong());
      visitor.say(chat, heard.path("seq").asLong(), "Lovely, thank you!");
      assertEquals(
          "Lovely, thank you!",
          first.line().await("entry", entry(chat, "message")).path("entry").path("text").asText());

      JsonNode ended = first.end(chat);
      assertEquals("ended", ended.path("chat").path("state").asText());
      assertEquals(
          "agent",
          visitor.line().await("entry", entry(chat, "ended")).path("entry").path("why").asText());

      JsonNode rated =
          visitor
              .line()
              .call(
                  Line.frame("rate").put("chat", chat).put("stars", 5).put("comment", "Quick."),
                  "rated");
      assertEquals(5, rated.path("entry").path("stars").asInt());
      visitor
          .line()
          .call(
              Line.frame("transcript").put("chat", chat).put("email", "kari@mail.example"),
              "transcript");
      JsonNode mail = Mails.await(installation, "kari@mail.example", "We do, in four days.");
      assertTrue(mail.toString().contains("Lovely, thank you!"), mail.toString());

      JsonNode log = visitor.sync(chat, 0);
      assertEquals(
          List.of("ringing", "message", "accepted", "message", "message", "ended", "rated"),
          kinds(log.path("entries")));
      for (int i = 0; i < log.path("entries").size(); i++) {
        assertEquals(i + 1, log.path("entries").path(i).path("seq").asInt(), "no gaps: " + log);
      }
    }
  }

  @Test
  void whoFindsNobodyLeavesAMessageThatTheOrganizationGetsByMail() throws Exception {
    Provisioned organization = installation.organization(1);
    try (AgentClient away = organization.agent(1);
        VisitorClient visitor = organization.visitor()) {
      JsonNode started = visitor.start("Anybody there?");
      String chat = started.path("chat").path("id").asText();
      assertEquals("missed", started.path("chat").path("state").asText(), started.toString());
      assertEquals("nobody-available", started.path("chat").path("why").asText());
      JsonNode left =
          visitor.leave(chat, "kari@mail.example", "Please write to me about tea 4711.");
      assertEquals("left", left.path("entry").path("kind").asText());
      JsonNode mail =
          Mails.await(installation, organization.logins().getFirst().email(), "tea 4711");
      assertTrue(mail.toString().contains("kari@mail.example"), mail.toString());
      assertTrue(
          Await.within(Line.PATIENCE, () -> ids(away.lists().path("missed")).contains(chat)),
          "the missed lead stands in the agents' list");
    }
  }

  @Test
  void aChatThatNobodyAcceptsIsMissedAfterItsRoomsTime() throws Exception {
    Provisioned organization = installation.organization(1);
    try (AgentClient agent = organization.online(1);
        VisitorClient visitor = organization.visitor()) {
      String chat = visitor.start("Hello?").path("chat").path("id").asText();
      agent.awaitRing(chat);
      installation.emulator().advance(Duration.ofSeconds(46));
      assertEquals(
          "nobody-accepted",
          visitor.line().await("entry", entry(chat, "missed")).path("entry").path("why").asText());
      assertEquals("missed", agent.awaitStop(chat).path("why").asText());
      assertEquals("error", agent.accept(chat).path("type").asText());
    }
  }

  @Test
  void aVisitorWhoGoesWhileItRingsStopsTheRing() throws Exception {
    Provisioned organization = installation.organization(1);
    try (AgentClient agent = organization.online(1);
        VisitorClient visitor = organization.visitor()) {
      String chat = visitor.start("Hello?").path("chat").path("id").asText();
      agent.awaitRing(chat);
      visitor.end(chat);
      assertEquals("visitor-left", agent.awaitStop(chat).path("why").asText());
    }
  }

  @Test
  void decliningStopsTheRingOnTheAgentsOtherComputerAndNobodyElses() throws Exception {
    Provisioned organization = installation.organization(2);
    try (AgentClient desk = organization.online(1);
        AgentClient laptop = organization.agent(1, "computer-2");
        AgentClient other = organization.online(2);
        VisitorClient visitor = organization.visitor()) {
      laptop.show("online");
      String chat = visitor.start("Hello?").path("chat").path("id").asText();
      desk.awaitRing(chat);
      laptop.awaitRing(chat);
      other.awaitRing(chat);
      desk.decline(chat);
      assertEquals("declined", laptop.awaitStop(chat).path("why").asText());
      assertEquals("accepted", other.accept(chat).path("type").asText());
    }
  }

  @Test
  void aRepeatedStartIsTheSameChat() throws Exception {
    Provisioned organization = installation.organization(1);
    try (AgentClient agent = organization.online(1);
        VisitorClient visitor = organization.visitor()) {
      var frame = Line.frame("start").put("text", "Twice?");
      String once = visitor.start(frame).path("chat").path("id").asText();
      JsonNode twice = visitor.start(frame);
      assertEquals(once, twice.path("chat").path("id").asText());
      assertEquals(List.of("ringing", "message"), kinds(twice.path("entries")));
      agent.awaitRing(once);
    }
  }

  static List<String> kinds(JsonNode entries) {
    return entries.findValuesAsText("kind");
  }

  private static List<String> ids(JsonNode heads) {
    return java.util.stream.StreamSupport.stream(heads.spliterator(), false)
        .map(h -> h.path("id").asText())
        .toList();
  }

  static java.util.function.Predicate<JsonNode> entry(String chat, String kind) {
    return push ->
        push.path("chat").asText().equals(chat)
            && push.path("entry").path("kind").asText().equals(kind);
  }
}
