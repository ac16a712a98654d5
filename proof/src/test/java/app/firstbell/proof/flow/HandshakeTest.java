package app.firstbell.proof.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Wire;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who is let in: passwords, tickets, origins.
@OnInstallation
class HandshakeTest {
  private static final Wire.Listener DEAF =
      new Wire.Listener() {
        @Override
        public void text(String frame) {}

        @Override
        public void closed(int code, String reason) {}
      };

  private final Installation installation;

  HandshakeTest(Installation installation) {
    this.installation = installation;
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressGetTheSameWords() {
    Provisioned organization = installation.organization(1);
    Door.Answer wrong =
        installation.door().signIn(organization.logins().getFirst().email(), "not-the-password");
    Door.Answer unknown = installation.door().signIn("nobody@nowhere.example", "not-the-password");
    assertEquals(401, wrong.status());
    assertEquals(401, unknown.status());
    assertEquals(wrong.text(), unknown.text());
    assertEquals(
        "application/problem+json",
        wrong.headers().firstValue("content-type").orElse("").split(";")[0]);
    assertFalse(wrong.json().path("detail").asText().isEmpty(), "says what to do: " + wrong.text());
  }

  @Test
  void aSignInWithoutAPasswordNamesTheField() {
    Door.Answer answer =
        installation
            .door()
            .send("POST", "/api/sessions", "{\"email\":\"a@b.example\"}", "", Map.of());
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("password"), answer.text());
  }

  @Test
  void aSignInThatIsNotJsonIsRefusedClearly() {
    assertEquals(
        400, installation.door().send("POST", "/api/sessions", "{nonsense", "", Map.of()).status());
  }

  @Test
  void aTicketOpensOneSocketOnly() throws Exception {
    Ticket ticket = ticket();
    Wire first = open(ticket, "ticket." + ticket.text(), installation.door().origin());
    assertEquals("firstbell.v1", first.subprotocol());
    assertRefused(ticket, "ticket." + ticket.text(), installation.door().origin());
    first.close();
  }

  @Test
  void aTicketLivesAMinute() {
    Ticket ticket = ticket();
    installation.emulator().advance(Duration.ofSeconds(61));
    assertRefused(ticket, "ticket." + ticket.text(), installation.door().origin());
  }

  static Stream<String> badTickets() {
    return Stream.of(
        "ticket.",
        "ticket.nobody." + "A".repeat(43),
        "ticket.x",
        "bearer.x",
        "ticket.<script>",
        "ticket." + "a".repeat(3000));
  }

  @ParameterizedTest
  @MethodSource("badTickets")
  void whatIsNoTicketOpensNothing(String protocol) {
    assertRefused(ticket(), protocol, installation.door().origin());
  }

  @Test
  void noSubprotocolAtAllOpensNothing() {
    Ticket ticket = ticket();
    Wire.Refused refused =
        assertThrows(
            Wire.Refused.class,
            () ->
                Wire.open(
                    ticket.socket(),
                    List.of(),
                    Map.of("Origin", installation.door().origin()),
                    DEAF));
    assertEquals(401, refused.status());
  }

  static Stream<String> badTokens() {
    return Stream.of(
        "", "x", "s.demo.x", "v.demo.x.y", "s." + "A".repeat(43), "v..." + "A".repeat(43), "é");
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void aForgedTokenGetsNoTicket(String token) {
    assertEquals(
        401,
        installation
            .door()
            .send("POST", "/api/tickets", "{}", token.equals("é") ? "%C3%A9" : token, Map.of())
            .status());
  }

  @Test
  void onlyTheApplicationsOwnOriginMayOpenASocket() throws Exception {
    String own = installation.door().origin();
    int port = installation.door().app().getPort();
    List<String> foreign =
        new ArrayList<>(
            List.of(
                "null",
                "",
                "https://evil.example",
                "http://evil.example",
                "file://",
                "http://127.0.0.1",
                "http://127.0.0.1:" + (port + 1),
                "https://127.0.0.1:" + port,
                "ws://127.0.0.1:" + port,
                "http://localhost:" + port,
                "http://127.0.0.1:" + port + ".evil.example",
                "http://127.0.0.1:" + port + "@evil.example",
                "http://evil.example/" + own,
                "http://evil.example?" + own,
                "http://evil.example#" + own,
                "HTTP://127.0.0.1:" + port,
                own + "/",
                own + ".",
                own + " evil",
                "http://127.0.0.1.:" + port,
                "http://127.0.0.1.evil.example:" + port,
                "http://x127.0.0.1:" + port,
                "http://127.0.0.1:0" + port,
                "http://[::1]:" + port,
                "http://xn--127-uta.example:" + port,
                own + "," + own,
                "http://2130706433:" + port,
                "http://0x7f.1:" + port,
                "chrome-extension://abcdef"));
    assertTrue(foreign.size() >= 20);
    List<String> letIn = new ArrayList<>();
    Provisioned organization = installation.organization(1);
    for (String token : List.of(visitorToken(organization), agentToken(organization))) {
      for (String origin : foreign) {
        if (answers101(token, Map.of("Origin", origin))) {
          letIn.add(origin);
        }
      }
      if (answers101(token, Map.of())) {
        letIn.add("no Origin at all");
      }
      assertTrue(answers101(token, Map.of("Origin", own)), "the own origin is let in");
    }
    assertEquals(List.of(), letIn);
  }

  @Test
  void aForeignOriginDoesNotUseUpTheTicket() throws Exception {
    Ticket ticket = ticket();
    assertRefused(ticket, "ticket." + ticket.text(), "https://evil.example");
    open(ticket, "ticket." + ticket.text(), installation.door().origin()).close();
  }

  private boolean answers101(String token, Map<String, String> headers) throws IOException {
    JsonNode ticket = installation.door().ticket(token).orFail(201).json();
    try {
      Wire.open(
              URI.create(ticket.path("socket").asText()),
              List.of("firstbell.v1", "ticket." + ticket.path("ticket").asText()),
              headers,
              DEAF)
          .close();
      return true;
    } catch (Wire.Refused e) {
      assertTrue(e.status() == 403 || e.status() == 401, e.getMessage());
      return false;
    }
  }

  private record Ticket(String text, URI socket) {}

  private Ticket ticket() {
    JsonNode ticket =
        installation.door().ticket(visitorToken(installation.organization(0))).orFail(201).json();
    return new Ticket(ticket.path("ticket").asText(), URI.create(ticket.path("socket").asText()));
  }

  private String visitorToken(Provisioned organization) {
    return installation.door().visitor(organization.id()).orFail(201).json().path("token").asText();
  }

  private String agentToken(Provisioned organization) {
    Provisioned.Login login = organization.logins().getFirst();
    return installation
        .door()
        .signIn(login.email(), login.password())
        .orFail(201)
        .json()
        .path("token")
        .asText();
  }

  private static Wire open(Ticket ticket, String protocol, String origin) throws IOException {
    return Wire.open(
        ticket.socket(), List.of("firstbell.v1", protocol), Map.of("Origin", origin), DEAF);
  }

  private static void assertRefused(Ticket ticket, String protocol, String origin) {
    Wire.Refused refused = assertThrows(Wire.Refused.class, () -> open(ticket, protocol, origin));
    assertTrue(refused.status() == 403 || refused.status() == 401, refused.getMessage());
  }
}
