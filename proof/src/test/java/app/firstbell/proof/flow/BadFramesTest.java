package app.firstbell.proof.flow;

import static app.firstbell.proof.flow.StoryTest.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.client.Wire;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client may send that it should not: each gets a clear answer and changes nothing.
@OnInstallation
class BadFramesTest {
  private final Installation installation;

  BadFramesTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void aFrameOf129KilobytesClosesTheSocketWith1009() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      talk.visitor()
          .line()
          .wire()
          .frame(
              Wire.TEXT,
              Wire.Finality.LAST,
              "x".repeat(129 * 1024).getBytes(StandardCharsets.UTF_8));
      assertEquals(1009, talk.visitor().line().awaitClosed().code());
      assertNothingChanged(talk);
    }
  }

  @Test
  void aMessageOf129KilobytesInSmallFramesClosesTheSocketWith1009() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      byte[] piece = "x".repeat(16 * 1024).getBytes(StandardCharsets.UTF_8);
      Wire wire = talk.visitor().line().wire();
      try {
        wire.frame(Wire.TEXT, Wire.Finality.MORE, piece);
        for (int sent = 1; sent < 9; sent++) {
          wire.frame(0, Wire.Finality.MORE, piece);
        }
      } catch (java.io.IOException closedAlready) {
        // the gateway need not wait for the rest
      }
      assertEquals(1009, talk.visitor().line().awaitClosed().code());
      assertNothingChanged(talk);
    }
  }

  @Test
  void aBinaryFrameClosesTheSocketWith1003() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      talk.visitor().line().wire().frame(Wire.BINARY, Wire.Finality.LAST, new byte[] {1, 2, 3});
      assertEquals(1003, talk.visitor().line().awaitClosed().code());
      assertNothingChanged(talk);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{\"action\":",
        "",
        " ",
        "[]",
        "42",
        "\"message\"",
        "null",
        "{}",
        "{\"action\":null}",
        "{\"action\":{\"a\":1}}",
        "{\"action\":[\"message\"]}"
      })
  void textThatIsNoFrameIsAnsweredAsMalformed(String text) throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      talk.visitor().line().wire().text(text);
      JsonNode error = talk.visitor().line().await("error");
      assertTrue(
          java.util.Set.of("malformed", "unknown-action", "invalid")
              .contains(error.path("code").asText()),
          error.toString());
      assertTrue(error.path("message").asText().length() > 10, "says what was expected: " + error);
      assertNothingChanged(talk);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dance", "$connect", "$default", "MESSAGE", "message ", "../message", "<b>"})
  void anUnknownActionIsNamed(String action) throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      JsonNode error =
          talk.visitor().line().call(Line.frame(action).put("chat", talk.chat()), "error");
      assertEquals("unknown-action", error.path("code").asText(), error.toString());
      assertNothingChanged(talk);
    }
  }

  static Stream<Arguments> badFields() {
    return Stream.of(
        Arguments.of("text", message().put("text", "")),
        Arguments.of("text", message().put("text", "x".repeat(4001))),
        Arguments.of("text", message().put("text", "👍".repeat(4001))),
        Arguments.of("text", message().put("text", 42)),
        Arguments.of("text", message().put("text", "a\u0000b")),
        Arguments.of("text", without("text")),
        Arguments.of("after", message().put("after", -1)),
        Arguments.of("after", message().put("after", "three")),
        Arguments.of("after", message().put("after", 1.5)),
        Arguments.of("chat", message().put("chat", "")),
        Arguments.of("chat", message().put("chat", "../../etc/passwd")),
        Arguments.of("chat", message().put("chat", 7)),
        Arguments.of("cid", message().put("cid", "has space")),
        Arguments.of("cid", message().put("cid", "x".repeat(65))),
        Arguments.of("cid", without("cid")),
        Arguments.of("stars", Line.frame("rate").put("stars", 6)),
        Arguments.of("stars", Line.frame("rate").put("stars", 0)),
        Arguments.of("stars", Line.frame("rate").put("stars", "five")),
        Arguments.of("email", Line.frame("transcript").put("email", "not an address")),
        Arguments.of(
            "email", Line.frame("transcript").put("email", "a@b.example\r\nBcc: c@d.example")),
        Arguments.of(
            "email", Line.frame("transcript").put("email", "x".repeat(250) + "@b.example")));
  }

  @ParameterizedTest
  @MethodSource("badFields")
  void aFieldThatDoesNotFitIsNamed(String field, ObjectNode frame) throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      ObjectNode sent = frame.deepCopy();
      if (!field.equals("chat")) {
        sent.put("chat", talk.chat());
      }
      talk.visitor().line().wire().text(sent.toString());
      JsonNode error = talk.visitor().line().await("error");
      assertEquals("invalid", error.path("code").asText(), error.toString());
      assertEquals(field, error.path("field").asText(), error.toString());
      assertNothingChanged(talk);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👩‍👩‍👧‍👦",
        "🏳️‍⚧️",
        "é",
        "שלום",
        "\u202eevil",
        "a\u0300\u0301\u0302",
        "<b>&amp;\"'\\",
        "🇳🇴🇳🇴"
      })
  void whatIsWrittenComesThroughAsItIs(String text) throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      long seq = talk.visitor().say(talk.chat(), talk.last(), text + "!").path("seq").asLong();
      JsonNode heard =
          talk.agent().line().await("entry", entry(talk.chat(), "message")).path("entry");
      assertEquals(text + "!", heard.path("text").asText());
      assertEquals(
          text + "!",
          talk.agent().sync(talk.chat(), seq - 1).path("entries").path(0).path("text").asText());
    }
  }

  @Test
  void fourThousandEmojiAreAMessage() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      String text = "👍".repeat(4000);
      talk.visitor().say(talk.chat(), talk.last(), text);
      assertEquals(
          text,
          talk.agent()
              .line()
              .await("entry", entry(talk.chat(), "message"))
              .path("entry")
              .path("text")
              .asText());
    }
  }

  @Test
  void aNameWithMarkupStaysANameAndIsEscapedInMail() throws Exception {
    Provisioned organization = installation.organization(1);
    String name = "<img src=x onerror=alert(1)>";
    try (VisitorClient visitor = organization.visitor()) {
      String chat =
          visitor
              .start(Line.frame("start").put("text", "Hello").put("name", name))
              .path("chat")
              .path("id")
              .asText();
      assertEquals(name, visitor.sync(chat, 0).path("chat").path("visitor").path("name").asText());
      visitor.leave(chat, "kari@mail.example", "<script>alert(2)</script> 0815");
      JsonNode mail = Mails.await(installation, organization.logins().getFirst().email(), "0815");
      String html = mail.path("html").asText();
      assertTrue(!html.contains("<img src=x") && !html.contains("<script>"), mail.toString());
    }
  }

  @Test
  void anAgentsActionIsNotAVisitors() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      for (String action : java.util.List.of("accept", "decline", "presence")) {
        ObjectNode frame =
            Line.frame(action).put("chat", talk.chat()).put("show", "online").put("computer", "c");
        assertEquals(
            "not-allowed",
            talk.visitor().line().call(frame, "error").path("code").asText(),
            action);
      }
      for (String action : java.util.List.of("start", "leave", "rate")) {
        ObjectNode frame =
            Line.frame(action)
                .put("chat", talk.chat())
                .put("text", "x")
                .put("email", "a@b.example")
                .put("stars", 5);
        assertEquals(
            "not-allowed", talk.agent().line().call(frame, "error").path("code").asText(), action);
      }
      assertNothingChanged(talk);
    }
  }

  @Test
  void afterTheEndNothingCanBeSaid() throws Exception {
    try (Talk talk = Talk.begin(installation)) {
      long last = talk.visitor().end(talk.chat()).path("entry").path("seq").asLong();
      JsonNode error =
          talk.visitor().line().call(VisitorClient.message(talk.chat(), last, "one more"), "error");
      assertEquals("ended", error.path("code").asText());
    }
  }

  private static void assertNothingChanged(Talk talk) {
    JsonNode log = talk.agent().sync(talk.chat(), 0);
    assertEquals(talk.last(), log.path("last").asLong(), log.toString());
    assertEquals("active", log.path("chat").path("state").asText());
  }

  private static ObjectNode message() {
    return VisitorClient.message("", 3, "hello");
  }

  private static ObjectNode without(String field) {
    ObjectNode frame = message();
    frame.remove(field);
    return frame;
  }
}
