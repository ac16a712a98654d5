package app.firstbell.proof.threat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.flow.OnInstallation;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.House;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.OnHouse;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.race.Unconditional;
import app.firstbell.proof.run.Installation;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T16: a mailed link works once, leads to us whatever a request's Host says, cannot be guessed,
/// and is nowhere stored as it was mailed. That it ends with its time is in [MovedClockTest].
@Tag("threat")
@OnInstallation
@OnHouse
class T16LinksTest {
  private static final int USES = 50;
  private final House house;

  T16LinksTest(House house) {
    this.house = house;
  }

  @Test
  void ofFiftyUsesOfAResetOneWorks() throws Exception {
    Person agent = house.tea().hire(Job.agent("Reset"));
    String token = reset(agent).token();
    LinkRace race = redeem(house.installation(), token);
    assertEquals(1, race.winners().size(), race.toString());
    for (Answer other : race.others()) {
      assertEquals(410, other.status(), other.text());
      assertEquals(race.others().getFirst().text(), other.text(), "all in the same words");
    }
    assertEquals(201, agent.door().signIn(agent.email(), race.winners().getFirst()).status());
    assertEquals(401, agent.door().signIn(agent.email(), agent.password()).status());
    assertEquals(401, agent.api().get("/sessions/current").status(), "a reset ends all sessions");
    assertEquals(
        race.others().getFirst().text(),
        redeem(
                house.installation(),
                "l.reset." + house.tea().id() + "." + "a".repeat(26) + "." + "a".repeat(43))
            .others()
            .getFirst()
            .text(),
        "an unknown link is answered as a used one");
  }

  @Test
  void ofFiftyUsesOfAnInvitationOneWorks() throws Exception {
    String email = Company.address("invited-once");
    house.tea().invite(Job.agent("Invited once"), email);
    String token = new Mailbox(house.installation(), email).link(Mailbox.Link.INVITATION).token();
    LinkRace race =
        LinkRace.run(
            house.installation(),
            "POST /invitations/acceptances",
            token,
            USES,
            (body, password) -> body.put("password", password));
    assertEquals(1, race.winners().size(), race.toString());
    assertTrue(race.others().stream().allMatch(answer -> answer.status() == 410), race.toString());
    assertEquals(
        201, house.installation().door().signIn(email, race.winners().getFirst()).status());
  }

  @Test
  void ofFiftyUsesOfASignUpOneOrganizationIsMade() throws Exception {
    String email = Company.address("newcomer");
    Api nobody = Api.nobody(house.installation().door());
    var body = Api.object();
    body.putObject("organization")
        .put("name", "Once Only Bakery")
        .put("country", "PT")
        .put("currency", "EUR")
        .put("timezone", "Europe/Lisbon");
    nobody
        .post(
            "/sign-ups",
            body.put("name", "Inês")
                .put("email", email)
                .put("password", Person.PASSWORD)
                .put("terms", "2026-11"))
        .orFail(202);
    String token = new Mailbox(house.installation(), email).link(Mailbox.Link.CONFIRM).token();
    LinkRace race =
        LinkRace.run(
            house.installation(),
            "POST /sign-ups/confirmations",
            token,
            USES,
            (withToken, _) -> withToken);
    assertEquals(1, race.winners().size(), race.toString());
  }

  /// The planted bug: the same functions, whose writes lose their conditions on the way.
  @Test
  void withoutTheConditionALinkWorksTwiceAndItIsNoticed() throws Exception {
    try (Unconditional planted = Unconditional.start("link-planted", "SessionsHandler")) {
      Installation installation = planted.installation();
      List<String> winners = new ArrayList<>();
      for (int i = 0; i < 5 && winners.size() < 2; i++) {
        Api.nobody(installation.door())
            .post("/password-resets", Api.object().put("email", "marta@northwind.example"))
            .orFail(202);
        String token =
            new Mailbox(installation, "marta@northwind.example")
                .link(Mailbox.Link.RESET, i + 1)
                .token();
        winners = redeem(installation, token).winners();
      }
      assertTrue(planted.stripped() > 0, "the bug was planted");
      assertTrue(winners.size() > 1, "no condition, and nothing was noticed");
    }
  }

  @Test
  void aNewLinkMakesNoOldOneGoodAndNoMutantWorks() {
    Person agent = house.tea().hire(Job.agent("Mutant"));
    String token = reset(agent).token();
    Api nobody =
        Api.nobody(house.installation().door().from(app.firstbell.proof.people.Computers.next()));
    List<String> mutants = new ArrayList<>();
    for (int i = 0; i < token.length(); i += 3) {
      mutants.add(
          token.substring(0, i) + (token.charAt(i) == 'a' ? 'b' : 'a') + token.substring(i + 1));
    }
    mutants.add(token.replaceFirst("reset", "invitation"));
    mutants.add(token.replace(house.tea().id(), house.books().id()));
    mutants.add(token.substring(0, token.length() - 1));
    mutants.add(token + "A");
    for (String mutant : mutants) {
      int status =
          nobody
              .post(
                  "/password-resets/redemptions",
                  Api.object().put("token", mutant).put("password", "mallory's own bell"))
              .status();
      assertTrue(status == 410 || status == 400 || status == 429, mutant + ": " + status);
    }
    assertTrue(
        token.substring(token.lastIndexOf('.') + 1).length() >= 22,
        "at least 128 bits in " + token);
    assertEquals(201, agent.door().signIn(agent.email(), agent.password()).status());
  }

  @Test
  void aLinkIsNotStoredAsItWasMailed() {
    Person agent = house.tea().hire(Job.agent("Stored"));
    String token = reset(agent).token();
    String mac = token.substring(token.lastIndexOf('.') + 1);
    String accounts = house.installation().emulator().everything("Accounts");
    assertFalse(accounts.contains(mac), "the secret part stands in the table");
    assertTrue(accounts.contains(token.split("\\.", -1)[3]), "the control: its row is there");
    assertFalse(house.installation().emulator().queues().toString().contains(mac));
  }

  /// A request whose Host is forged is refused or ignored: the mail leads to us.
  @Test
  void aForgedHostDoesNotReachTheMail() throws Exception {
    Person agent = house.tea().hire(Job.agent("Forged"));
    URI app = house.installation().address("console");
    for (String headers :
        List.of(
            "Host: attacker.example",
            "Host: " + app.getAuthority() + "\r\nX-Forwarded-Host: attacker.example",
            "Host: " + app.getAuthority() + "\r\nForwarded: host=attacker.example;proto=https",
            "Host: " + app.getAuthority() + "\r\nOrigin: https://attacker.example",
            "Host: " + app.getAuthority() + "\r\nX-Original-URL: https://attacker.example/",
            "Host: " + app.getAuthority() + "\r\nReferer: https://attacker.example/")) {
      raw(app, headers, "{\"email\":\"" + agent.email() + "\"}");
    }
    Mailbox.Mailed mailed = agent.mailbox().link(Mailbox.Link.RESET);
    // Each of the six has had its chance: the last one's mail, where mails are still sent, is
    // there.
    Await.within(
        java.time.Duration.ofSeconds(3),
        () -> agent.mailbox().links(Mailbox.Link.RESET).size() >= 5);
    for (Mailbox.Mailed one : agent.mailbox().links(Mailbox.Link.RESET)) {
      assertEquals(app.getScheme() + "://" + app.getAuthority(), one.origin());
    }
    assertFalse(agent.mailbox().mails().toString().contains("attacker"), mailed.toString());
  }

  private LinkRace redeem(Installation installation, String token) throws Exception {
    return LinkRace.run(
        installation,
        "POST /password-resets/redemptions",
        token,
        USES,
        (body, password) -> body.put("password", password));
  }

  private Mailbox.Mailed reset(Person person) {
    Api.nobody(person.door())
        .post("/password-resets", Api.object().put("email", person.email()))
        .orFail(202);
    return person.mailbox().link(Mailbox.Link.RESET);
  }

  private static String raw(URI app, String headers, String body) throws IOException {
    try (Socket socket = new Socket(app.getHost(), app.getPort())) {
      socket.setSoTimeout(10_000);
      String request =
          "POST /api/password-resets HTTP/1.1\r\n"
              + headers
              + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
