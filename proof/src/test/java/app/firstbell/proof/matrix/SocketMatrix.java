package app.firstbell.proof.matrix;

import app.firstbell.access.Action;
import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Person;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Every action of the WebSocket protocol × every role × everybody's chats.
final class SocketMatrix implements AutoCloseable {
  private static final String NO_CHAT = "a".repeat(26);

  /// A role at its own line.
  private record Speaker(Who who, Line line) {}

  private final Cast cast;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Talk ofVisitor;
  private final Talk ofAgent;
  private final Talk ofNeighbours;
  private final Talk ofBooks;
  private final Talk ofBikes;
  private final List<Speaker> speakers = new ArrayList<>();

  SocketMatrix(Cast cast) throws IOException {
    this.cast = cast;
    settle(cast.house().tea());
    ofNeighbours = talk(cast.house().tea(), online(cast.house().staff().neighbour()));
    AgentClient agent = online(cast.house().staff().agent());
    ofVisitor = talk(cast.house().tea(), agent);
    ofAgent = talk(cast.house().tea(), agent);
    ofBooks = talk(cast.house().books(), online(inGeneral(cast.house().books().owner())));
    ofBikes = talk(cast.house().bikes(), online(inGeneral(cast.house().bikes().owner())));
    for (Who who : cast.all().values()) {
      line(who).ifPresent(line -> speakers.add(new Speaker(who, line)));
    }
  }

  /// The roles that have no socket are refused a ticket, which stands for all actions.
  List<Cell> ticketless() {
    List<Cell> cells = new ArrayList<>();
    for (Who who : cast.all().values()) {
      if (speakers.stream().noneMatch(speaker -> speaker.who().equals(who))) {
        Scene scene = new Scene(Action.ISSUE_TICKET, who, Whose.OWN, Spot.NOWHERE, Spot.NOWHERE);
        String expected =
            Expected.of(
                new Scene(Action.ISSUE_TICKET, who, Whose.OWN, scene.spot(), scene.other()), 201);
        var answer = who.api().send(app.firstbell.proof.client.Request.of("POST /tickets"));
        sockets()
            .map(action ->
                new Cell(
                    action,
                    who.role(),
                    Whose.OWN,
                    "no socket: " + expected,
                    "no socket: " + answer.status() + " " + answer.problem(),
                    answer.text()))
            .forEach(cells::add);
      }
    }
    return cells;
  }

  /// Everything on others' chats and on none.
  List<Cell> foreign() throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Speaker speaker : speakers) {
      for (Action action : sockets().toList()) {
        for (Whose whose : strangers(speaker.who())) {
          if (SocketFrames.needsChat(action)) {
            cells.add(
                ask(
                    speaker,
                    action,
                    whose,
                    chat(whose),
                    SocketFrames.ofForeign(speaker.who(), action, whose)));
          }
        }
      }
    }
    return cells;
  }

  /// Everything on one's own.
  List<Cell> own() throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Speaker speaker : speakers) {
      List<Action> order =
          List.of(
              Action.PING,
              Action.LISTS,
              Action.PRESENCE,
              Action.START,
              Action.MESSAGE,
              Action.SYNC,
              Action.ACCEPT,
              Action.DECLINE,
              Action.TRANSCRIPT,
              Action.LEAVE,
              Action.END,
              Action.RATE);
      for (Action action : order) {
        if (!SocketFrames.needsChat(action)) {
          cells.add(
              ask(speaker, action, Whose.OWN, NO_CHAT, SocketFrames.ofOwn(speaker.who(), action)));
        } else if (hasOwnChat(speaker)) {
          cells.add(
              ask(
                  speaker,
                  action,
                  Whose.OWN,
                  (speaker.who().role() == Role.VISITOR ? ofVisitor : ofAgent).chat(),
                  SocketFrames.ofOwn(speaker.who(), action)));
        }
      }
    }
    return cells;
  }

  /// Hints that were sent into others' chats and were heard there all the same.
  List<JsonNode> heardByStrangers() {
    return List.of(ofNeighbours, ofBooks, ofBikes).stream()
        .flatMap(talk -> talk.heard().stream())
        .toList();
  }

  /// That a hint is heard where it should be: else hearing nothing proves nothing.
  void hintsAreHeard() throws IOException {
    ofNeighbours
        .visitor()
        .line()
        .tell(Line.frame("typing").put("chat", ofNeighbours.chat()).put("on", true));
    ofNeighbours.agent().line().await("typing");
  }

  static java.util.stream.Stream<Action> sockets() {
    return Arrays.stream(Action.values()).filter(Action::isOfSocket);
  }

  private Cell ask(Speaker speaker, Action action, Whose whose, String chat, String expected)
      throws IOException {
    ObjectNode frame = SocketFrames.frame(action, chat);
    if (action == Action.TYPING || action == Action.MARK) {
      speaker.line().tell(frame);
      return new Cell(action, speaker.who().role(), whose, expected, expected, "");
    }
    JsonNode reply = speaker.line().call(frame);
    String got = reply.path("type").asText();
    if (got.equals("error")) {
      got += " " + reply.path("code").asText();
    }
    return new Cell(action, speaker.who().role(), whose, expected, got, reply.toString());
  }

  private static boolean hasOwnChat(Speaker speaker) {
    return speaker.who().role() == Role.VISITOR || speaker.who().role() == Role.AGENT;
  }

  private static List<Whose> strangers(Who who) {
    return switch (who.role().side()) {
      case CUSTOMER ->
          List.of(
              who.role() == Role.VISITOR ? Whose.OTHER_VISITOR : Whose.OTHER_AGENT,
              Whose.OTHER_ORGANIZATION,
              Whose.OTHER_RESELLERS_CUSTOMER,
              Whose.ABSENT);
      case RESELLER, PLATFORM ->
          List.of(Whose.OWN_CUSTOMER, Whose.OTHER_RESELLERS_CUSTOMER, Whose.ABSENT);
      case NOBODY, SUSPENDED -> List.of();
    };
  }

  private String chat(Whose whose) {
    return switch (whose) {
      case OTHER_VISITOR, OTHER_AGENT, OWN_CUSTOMER -> ofNeighbours.chat();
      case OTHER_ORGANIZATION -> ofBooks.chat();
      case OTHER_RESELLERS_CUSTOMER -> ofBikes.chat();
      case ABSENT -> NO_CHAT;
      default -> throw new IllegalArgumentException(whose.toString());
    };
  }

  private Optional<Line> line(Who who) throws IOException {
    return switch (who.role()) {
      case VISITOR -> Optional.of(ofVisitor.visitor().line());
      case AGENT -> Optional.of(ofAgent.agent().line());
      default -> {
        if (who.person() == null
            || who.role() == Role.DISABLED_AGENT
            || who.role() == Role.SUSPENDED_ADMIN) {
          yield Optional.empty();
        }
        AgentClient client = inGeneral(who.member()).connect();
        open.add(client);
        yield Optional.of(client.line());
      }
    };
  }

  /// Whose rooms or permissions are changed comes back with a new ticket, a moment later. What was
  /// changed before must not call back the lines that are opened here.
  private static void settle(Company company) throws IOException {
    Person probe = company.hire(Job.agent("Probe of the sockets"));
    ObjectNode body = Api.object();
    body.putArray("permissions").add("answer-chats").add("view-audit");
    String member = "/organizations/{organization}/members/{member}";
    Api admin = company.owner().api();
    calledBack(
        probe,
        () ->
            admin
                .change(
                    "PUT",
                    member + "/permissions",
                    admin.get(member, company.id(), probe.id()),
                    body,
                    company.id(),
                    probe.id())
                .orFail(200));
  }

  /// Serves the room GENERAL, as far as there is one.
  private static Person inGeneral(Person person) throws IOException {
    var profile = person.api().get("/profile").orFail(200);
    if (!profile.json().path("rooms").toString().equals("[\"general\"]")) {
      ObjectNode body = Api.object();
      body.putArray("rooms").add("general");
      calledBack(person, () -> person.api().change("PATCH", "/profile", profile, body).orFail(200));
    }
    return person;
  }

  /// A change that closes somebody's lines, seen through to its end.
  private static void calledBack(Person person, Runnable change) throws IOException {
    try (AgentClient before = person.connect()) {
      change.run();
      if (!Await.within(Duration.ofSeconds(10), () -> !before.line().isOpen())) {
        throw new AssertionError(person.name() + " is not called back to take a new ticket");
      }
    }
  }

  private AgentClient online(Person person) throws IOException {
    AgentClient client = person.connect();
    open.add(client);
    client.show("online");
    return client;
  }

  private Talk talk(Company company, AgentClient agent) throws IOException {
    Talk talk = Talk.begin(company, agent);
    open.add(talk.visitor());
    return talk;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
